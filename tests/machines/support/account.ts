/** An account, driven by short sentences. Time goes on by a second with each that names none. */
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import type { AccountContext, AccountEvent, Membership } from "../../../machines/account-events.ts";
import { accountMachine } from "../../../machines/account.ts";
import { stateOf, take, type Asked } from "./asked.ts";

type Untimed<E> = E extends unknown ? Omit<E, "at"> & { at?: number } : never;
export type AccountStep = Untimed<AccountEvent>;

export const OLD = "scrypt$old";
export const NEW = "scrypt$new";

const page = { locale: "es" as const, url: "https://chat.example" };
export const browser = (id = "laptop", known = true) => ({
  id,
  hash: `${id}#1`,
  device: "Firefox",
  address: "192.0.2.1",
  known,
  page,
});
export const given = (password = OLD): AccountStep => ({
  type: "credentials.given",
  email: "ana@example.com",
  password,
  page,
});
export const proves = (session = "laptop", password = OLD, attempt = `try-${session}`): AccountStep => ({
  type: "signIn.proved",
  password,
  attempt,
  session: browser(session),
});
export const fails: AccountStep = { type: "signIn.failed", device: "curl", address: "192.0.2.9" };
export const vouched = (session = "laptop"): AccountStep => ({
  type: "signIn.vouched",
  email: "ana@example.com",
  session: browser(session),
});
export const codes = (step: number | null = 11, recovery: string | null = null, session = "laptop"): AccountStep => ({
  type: "code.proved",
  attempt: `try-${session}`,
  step,
  recovery,
  session: browser(session),
});
export const rehashes = (before = OLD): AccountStep => ({ type: "password.rehashed", before, password: NEW });
export const changes = (before = OLD, session = "laptop"): AccountStep => ({
  type: "password.changed",
  before,
  password: NEW,
  session,
  hash: `${session}#2`,
});
export const begins = (setup = "s1", session = "laptop"): AccountStep => ({
  type: "factor.begun",
  setup,
  secret: `sealed-${setup}`,
  session,
});
export const confirms = (setup = "s1", session = "laptop"): AccountStep => ({
  type: "factor.confirmed",
  setup,
  step: 10,
  codes: ["c1", "c2"],
  session,
  hash: `${session}#2`,
});
export const removes = (session = "laptop"): AccountStep => ({ type: "factor.removed", session, hash: `${session}#3` });
export const renews = (before = OLD, session = "laptop"): AccountStep => ({
  type: "codes.renewed",
  before,
  codes: ["c3", "c4"],
  session,
  hash: `${session}#4`,
});
export const setupEnds = (setup = "s1"): AccountStep => ({ type: "setup.expired", setup });
export const asksBack = (nonce = "n1"): AccountStep => ({
  type: "recovery.asked",
  nonce,
  hash: `#${nonce}`,
  page,
});
export const usesLink = (nonce = "n1"): AccountStep => ({ type: "recovery.used", hash: `#${nonce}`, password: NEW });
export const linkEnds = (nonce = "n1"): AccountStep => ({ type: "recovery.expired", nonce });
export const answers = (kind: "sent" | "notSent" | "unknown" | "refused", letter = "n1"): AccountStep => ({
  type: "letter.answered",
  letter,
  outcome: { kind: "done", value: { kind, words: "", via: "smtp", retryAfterMs: null } },
});
export const letterDue = (letter = "n1"): AccountStep => ({ type: "letter.due", letter });
export const uses = (hash = "laptop#1", session = "laptop"): AccountStep => ({
  type: "session.used",
  session,
  hash,
  address: "192.0.2.2",
});
export const rotates = (before = "laptop#1", hash = "laptop#2", session = "laptop"): AccountStep => ({
  type: "session.rotated",
  session,
  before,
  hash,
});
export const ends = (session = "laptop"): AccountStep => ({ type: "session.ended", session });
export const endsAll: AccountStep = { type: "sessions.ended" };
export const chooses = (project = "demo", session = "laptop"): AccountStep => ({
  type: "project.chosen",
  session,
  project,
});
export const opens = (
  rooms: [string, string][],
  session = "laptop",
  project = "demo",
  role: Membership["role"] = "agent",
): AccountStep => ({
  type: "doors.opened",
  session,
  project,
  role,
  rooms: rooms.map(([party, room]) => ({ party, room })),
});
export const works = (more: Partial<Membership> = {}): AccountStep => ({
  type: "membership.changed",
  project: "demo",
  projectName: "Tienda",
  person: "demo_ana",
  name: "Ana",
  role: "agent",
  disabled: false,
  ...more,
});
export const tidies: AccountStep = { type: "tidy.due" };

export class Account {
  snapshot = initialTransition(accountMachine, { account: "a0" })[0] as AnyMachineSnapshot;
  asked: Asked[] = [];
  now = 0;

  static after(...steps: AccountStep[]): Account {
    const account = new Account();
    for (const step of steps) account.take(step);
    return account;
  }

  get context(): AccountContext {
    return this.snapshot.context as AccountContext;
  }

  get state(): string {
    return stateOf(this.snapshot);
  }

  /** Returns the reason of a refusal, if it was one. */
  take(step: AccountStep): string | undefined {
    this.now = step.at ?? this.now + 1000;
    const { snapshot, asked, refused } = take(accountMachine, this.snapshot, { ...step, at: this.now });
    this.snapshot = snapshot;
    this.asked = asked;
    return refused;
  }

  /** Of what the last step asked for, by its name. */
  told(type: string): Asked["params"][] {
    return this.asked.filter((asked) => asked.type === type).map(({ params }) => params);
  }

  get sessions(): string[] {
    return [...this.context.sessions.keys()];
  }
}
