/**
 * Who this browser is to the centre: made once, kept, and shared by all tabs. When the server no longer knows the token (its
 * secret was changed, or it has expired) a new visitor is made, by one tab for all of them.
 */
import type { KeyValue } from "./key-value.ts";

export interface Visitor {
  id: string;
  token: string;
}

/** The server will not have visitors here: asking again is useless. */
export class Unwelcome extends Error {}

type Post = (path: string, body: unknown) => Promise<Response>;
/** Runs work while no other tab runs work of the same name. */
export type Alone = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Without locks (a page without TLS) two tabs that start in the same instant may become two visitors. */
const withoutOthers: Alone = async (name, work) =>
  typeof navigator !== "undefined" && "locks" in navigator ? await navigator.locks.request(name, work) : await work();

export class Visitors {
  readonly key: string;
  readonly #nameKey: string;

  constructor(
    private readonly project: string,
    private readonly storage: KeyValue,
    private readonly post: Post,
    private readonly alone: Alone = withoutOthers,
  ) {
    this.key = `turno.visitor.${project}`;
    this.#nameKey = `turno.name.${project}`;
  }

  get known(): Visitor | undefined {
    try {
      const { id, token } = JSON.parse(this.storage.get(this.key) ?? "") as Partial<Visitor>;
      return typeof id === "string" && typeof token === "string" ? { id, token } : undefined;
    } catch {
      return undefined;
    }
  }

  /** What they wish to be called, `""` for nothing; null: they have not been asked. */
  get name(): string | null {
    return this.storage.get(this.#nameKey);
  }

  set name(name: string | null) {
    if (name === null) this.storage.remove(this.#nameKey);
    else this.storage.set(this.#nameKey, name);
  }

  /** The next one is somebody else. */
  forget(): void {
    this.storage.remove(this.key);
    this.name = null;
  }

  /** The kept visitor, or a new one if there is none or it is the one that was refused. Throws when nobody answers. */
  become(refused?: string): Promise<Visitor> {
    return this.alone(this.key, async () => {
      const known = this.known;
      if (known && known.token !== refused) return known;
      const response = await this.post("/visitors", {
        project: this.project,
        ...(this.name ? { name: this.name } : {}),
      });
      if (response.status >= 400 && response.status < 500 && response.status !== 429)
        throw new Unwelcome(String(response.status));
      if (!response.ok) throw new Error(`visitors answered ${response.status}`);
      const { me, token } = (await response.json()) as { me: { id: string }; token: string };
      const visitor = { id: me.id, token };
      this.storage.set(this.key, JSON.stringify(visitor));
      return visitor;
    });
  }
}
