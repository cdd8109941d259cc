/** What the customer has said of themselves: kept in the browser, and told to each thread once, before anything else. */
import { CUSTOMER_NAME_MAX_CHARS, EMAIL, EMAIL_MAX_CHARS } from "../../party/protocol/screens.ts";
import type { Pending } from "../shared/room-client.ts";
import type { User } from "./frame-talk.ts";
import type { KeyValue } from "./key-value.ts";

const DEPARTMENT_ID = /^[a-z0-9-]{1,64}$/;

export const isEmail = (text: string): boolean => text.length <= EMAIL_MAX_CHARS && EMAIL.test(text);

/** Only what the room would take: what the site says of its user must not stop the conversation. */
export function clean({ name, email, department }: User): User {
  const called = typeof name === "string" ? name.trim().slice(0, CUSTOMER_NAME_MAX_CHARS).trim() : "";
  const address = typeof email === "string" ? email.trim() : "";
  return {
    ...(called === "" ? {} : { name: called }),
    ...(isEmail(address) ? { email: address } : {}),
    ...(typeof department === "string" && DEPARTMENT_ID.test(department) ? { department } : {}),
  };
}

export class About {
  readonly #key: string;
  readonly #toldKey: string;

  constructor(
    project: string,
    private readonly storage: KeyValue,
  ) {
    this.#key = `turno.about.${project}`;
    this.#toldKey = `turno.told.${project}`;
  }

  get user(): User {
    try {
      return clean(JSON.parse(this.storage.get(this.#key) ?? "{}") as User);
    } catch {
      return {};
    }
  }

  /** What is left out stays as it was. */
  say(user: User): void {
    const all = { ...this.user, ...clean(user) };
    if (Object.keys(all).length > 0) this.storage.set(this.#key, JSON.stringify(all));
  }

  /** Whether the thread has been told everything. */
  isKnownTo(thread: string): boolean {
    const { user } = this;
    return Object.keys(user).length === 0 || this.storage.get(this.#toldKey) === `${thread} ${JSON.stringify(user)}`;
  }

  /** What this thread has not been told yet, as a command. */
  dueTo(thread: string): Pending | undefined {
    if (this.isKnownTo(thread)) return undefined;
    return { commandId: crypto.randomUUID(), command: { type: "customer.introduce", ...this.user } };
  }

  /** The thread has answered. */
  told(thread: string, { command: { type: _, ...user } }: Pending): void {
    this.storage.set(this.#toldKey, `${thread} ${JSON.stringify(user)}`);
  }

  forget(): void {
    for (const key of [this.#key, this.#toldKey]) this.storage.remove(key);
  }
}

export const isIntroduction = ({ command }: Pending): boolean => command.type === "customer.introduce";
