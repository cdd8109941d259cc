/** What an account holds, and what it is told. Secrets come as hashes and sealed texts only: no machine ever sees one. */
import type { Letter } from "./mail.ts";
import type { Ordered } from "./ordered.ts";
import type { JobOutcome } from "./push.ts";
import type { MemberRole } from "./rights.ts";
import type { Stamp } from "./vocabulary.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A session that nobody uses for so long is over, and one that is so old. */
export const SESSION_UNUSED_MS = 14 * DAY_MS;
export const SESSION_MAX_MS = 90 * DAY_MS;
/** How often its secret changes, and for how long the old one is good once the new one has been used. */
export const ROTATE_EVERY_MS = DAY_MS;
export const OVERLAP_MS = MINUTE_MS;
/** How exactly it is known when a session was last used. */
export const SEEN_EVERY_MS = HOUR_MS;
/** How long a right password waits for its code, and a second factor for its first one. */
export const ATTEMPT_MS = 5 * MINUTE_MS;
export const FACTOR_SETUP_MS = 10 * MINUTE_MS;
export const RECOVERY_MS = 30 * MINUTE_MS;
/** How long a socket may live, and its door is remembered: the ticket's half minute and some slack as well. */
export const SOCKET_MAX_MS = 12 * HOUR_MS;
export const DOOR_MS = SOCKET_MAX_MS + 2 * MINUTE_MS;

export const SESSIONS_MAX = 50;
export const ATTEMPTS_MAX = 20;
export const DOORS_MAX = 2000;
/** Letters that have not been sent yet. */
export const LETTERS_MAX = 20;

/** One browser in which somebody is signed in. */
export interface Session {
  id: string;
  /** Of its secret. */
  hash: string;
  /** Of the secret before; `until` is null as long as the new one has not been used. */
  previous: { hash: string; until: number | null } | null;
  createdAt: number;
  seenAt: number;
  rotatedAt: number;
  /** In words, as its browser calls itself. */
  device: string;
  address: string;
  /** Which of the person's projects it is for; null: not chosen yet. */
  project: string | null;
}

/** How the page that somebody looks at speaks, and where it is: letters of the account speak like it and lead there. */
export interface Page {
  locale: "es" | "en";
  url: string;
}

/** `known`: whether this browser has signed in here before. */
export type NewSession = Pick<Session, "id" | "hash" | "device" | "address"> & { known: boolean; page: Page };

/** A right password that waits for its code. Its id is the hash of what the browser holds. */
export interface Attempt {
  id: string;
  until: number;
}

/** A room to which a socket of a session may be open. */
export interface Door {
  session: string;
  project: string;
  party: string;
  room: string;
  until: number;
}

/** That somebody works in a project, as its room says. */
export interface Membership {
  project: string;
  projectName: string;
  /** Their id in that project, which is their agent's room. */
  person: string;
  name: string;
  role: MemberRole;
  disabled: boolean;
}

export interface Factor {
  /** Sealed under the server's secret. */
  secret: string;
  /** The latest time step of which a code was used: that one and all before it are used up. */
  step: number;
  /** Keyed hashes of the recovery codes that are left. */
  codes: readonly string[];
}

export interface Recovery {
  nonce: string;
  /** Of the token that the letter carries. */
  hash: string;
  until: number;
}

/** A letter that is under way, until it has been sent or is given up. */
export interface PendingLetter {
  id: string;
  letter: Letter;
  to: string;
  locale: Page["locale"];
  askedAt: number;
  /** How often it was tried, this time counted. */
  tries: number;
  /** Whether an earlier try may have sent it. */
  again: boolean;
}

/** Of what a project's audit log hears from an account. */
export const ACCOUNT_DEEDS = [
  "signedIn",
  "signedOut",
  "signInFailed",
  "passwordChanged",
  "passwordRecovered",
  "factorOn",
  "factorOff",
  "codesRenewed",
] as const;
export type AccountDeed = (typeof ACCOUNT_DEEDS)[number];

export interface AccountContext {
  account: string;
  email: string;
  page: Page;
  /** As it is stored, with its parameters; null: none was ever set. */
  password: string | null;
  setup: { id: string; secret: string } | null;
  factor: Factor | null;
  recovery: Recovery | null;
  sessions: Ordered<Session>;
  attempts: Ordered<Attempt>;
  /** By `session/party/room`. */
  doors: Ordered<Door>;
  /** By project. */
  memberships: Ordered<Membership>;
  letters: Ordered<PendingLetter>;
  /** When the timer rings that sweeps out what is over; null: there is nothing. */
  tidyAt: number | null;
}

export type AccountEvent = Stamp &
  /** The first password: of somebody who was invited, or of the first administrator. */
  (
    | { type: "credentials.given"; email: string; password: string; page: Page }
    /** `password`: the stored one that was found right. */
    | { type: "signIn.proved"; password: string; attempt: string; session: NewSession }
    | { type: "signIn.failed"; device: string; address: string }
    /** Somebody else has made sure who it is: the demo, or a provider of identities. */
    | { type: "signIn.vouched"; email: string; session: NewSession }
    /** By the code of a time step, or by a recovery code. */
    | { type: "code.proved"; attempt: string; step: number | null; recovery: string | null; session: NewSession }
    | { type: "password.rehashed"; before: string; password: string }
    | { type: "password.changed"; before: string; password: string; session: string; hash: string }
    | { type: "factor.begun"; setup: string; secret: string; session: string }
    | { type: "factor.confirmed"; setup: string; step: number; codes: readonly string[]; session: string; hash: string }
    | { type: "factor.removed"; session: string; hash: string }
    /** `before`: the stored password that was found right. */
    | { type: "codes.renewed"; before: string; codes: readonly string[]; session: string; hash: string }
    | { type: "setup.expired"; setup: string }
    | { type: "recovery.asked"; nonce: string; hash: string; page: Page }
    | { type: "recovery.used"; hash: string; password: string }
    | { type: "recovery.expired"; nonce: string }
    | { type: "letter.answered"; letter: string; outcome: JobOutcome }
    | { type: "letter.due"; letter: string }
    | { type: "session.used"; session: string; hash: string; address: string }
    | { type: "session.rotated"; session: string; before: string; hash: string }
    | { type: "session.ended"; session: string }
    | { type: "sessions.ended" }
    | { type: "project.chosen"; session: string; project: string }
    | {
        type: "doors.opened";
        session: string;
        project: string;
        /** What the tickets would say that they are. */
        role: Membership["role"];
        rooms: readonly { party: string; room: string }[];
      }
    | ({ type: "membership.changed" } & Membership)
    | { type: "tidy.due" }
  );
export type AccountEventOf<T extends AccountEvent["type"]> = Extract<AccountEvent, { type: T }>;
