/** A browser as far as signing in goes: it keeps cookies, and what only its page was told. */
import type { Centre } from "../../harness/workerd.ts";

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
}

export class Browser {
  readonly cookies = new Map<string, string>();
  csrf = "";

  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async ask<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        // A kept connection may be closed by the runtime just when it is used again, and nobody repeats a POST.
        connection: "close",
        origin: this.url,
        cookie: this.cookie,
        ...(method === "GET" ? {} : { "content-type": "application/json", "x-turno-csrf": this.csrf }),
        ...this.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === "" || /max-age=0/i.test(line)) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    const answer = (await response.json()) as T & { csrf?: string };
    if (answer.csrf !== undefined) this.csrf = answer.csrf;
    return { status: response.status, body: answer, headers: response.headers };
  }

  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>> {
    return this.ask<T>("GET", path);
  }

  post<T = Record<string, unknown>>(path: string, body: unknown = {}): Promise<Answer<T>> {
    return this.ask<T>("POST", path, body);
  }

  signIn<T = Record<string, unknown>>(email: string, password: string): Promise<Answer<T>> {
    return this.post<T>("/sign-in", { email, password });
  }

  /** Whether it is signed in, as far as the server knows. */
  async isIn(): Promise<boolean> {
    return (await this.get("/me")).body.account !== undefined;
  }
}

export const PASSWORD = "gato-lluvia-tejado";

export interface Membership {
  project: string;
  projectName: string;
  person: string;
  name: string;
  role: string;
  disabled: boolean;
}

export const works = (more: Partial<Membership> = {}): Membership => ({
  project: "demo",
  projectName: "Tienda Demo",
  person: "demo_ana",
  name: "Ana García",
  role: "agent",
  disabled: false,
  ...more,
});

/** An account with a password, of somebody who works in the demo. */
export async function give(
  centre: Centre,
  email: string,
  more: { password?: string; cheap?: boolean; membership?: Membership } = {},
): Promise<void> {
  const body = JSON.stringify({ email, password: PASSWORD, cheap: true, membership: works(), ...more });
  const response = await fetch(`${centre.url}/test/give`, { method: "POST", body });
  if (!response.ok) throw new Error(`giving answered ${response.status}`);
}

export async function letters(centre: Centre): Promise<{ to: string; template: string; text: string }[]> {
  return (await (await fetch(`${centre.url}/test/letters`)).json()) as { to: string; template: string; text: string }[];
}
