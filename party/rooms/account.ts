/**
 * One person's account. Its behaviour is in `machines/account.ts`. No screen connects to it: the entry worker speaks to it for
 * whoever asks, and has checked what it says. Its id is a hash of the address (`party/accounts/tokens.ts`).
 */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import type { AccountContext, PendingLetter, Session } from "../../machines/account-events.ts";
import { dueOf, isSecretOf, liveSession } from "../../machines/account-sessions.ts";
import type { AuditNote } from "../../machines/account-setup.ts";
import { accountMachine } from "../../machines/account.ts";
import { MAIL_TRIED_FOR_MS } from "../../machines/mail.ts";
import type { Effect, Event, RoomDefinition } from "../engine/definition.ts";
import { mail } from "../mail/service.ts";
import { accountCommands, membership, page } from "./account-commands.ts";
import { count, refuse, send, timers, word } from "./shared.ts";

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as AccountContext;

const text = v.pipe(v.string(), v.maxLength(2000));
const nullable = v.nullable;
const session = v.object({
  id: word,
  hash: word,
  previous: nullable(v.object({ hash: word, until: nullable(count) })),
  createdAt: count,
  seenAt: count,
  rotatedAt: count,
  device: text,
  address: word,
  project: nullable(word),
});

/** What everybody may know of a session: nothing that opens it. */
const described = ({ id, createdAt, seenAt, device, address, project }: Session) => ({
  id,
  createdAt,
  seenAt,
  device,
  address,
  project,
});

/** What is known of the account of a session, for whoever has that session. */
export interface AccountView {
  session: ReturnType<typeof described>;
  email: string;
  hasPassword: boolean;
  factor: "off" | "settingUp" | "on";
  /** How many recovery codes are left. */
  codes: number;
  memberships: v.InferOutput<typeof membership>[];
  /** Whether its use is to be written down, and its secret to be changed. */
  note: boolean;
  rotate: boolean;
}

function view(snapshot: AnyMachineSnapshot, asked: { session: string; hash: string; at: number }): AccountView | null {
  const context = contextOf(snapshot);
  const found = liveSession(context, asked.session, asked.at);
  if (!found || !isSecretOf(found, asked.hash, asked.at)) return null;
  const { factor } = snapshot.value as { factor: AccountView["factor"] };
  return {
    session: described(found),
    email: context.email,
    hasPassword: context.password !== null,
    factor,
    codes: context.factor?.codes.length ?? 0,
    memberships: [...context.memberships.values()],
    ...dueOf(found, asked.hash, asked.at),
  };
}

export const definition: RoomDefinition = {
  party: "account",
  machine: accountMachine,
  version: 1,
  migrations: [],
  context: v.object({
    account: word,
    email: text,
    password: nullable(text),
    setup: nullable(v.object({ id: word, secret: text })),
    factor: nullable(v.object({ secret: text, step: count, codes: v.array(word) })),
    page,
    recovery: nullable(v.object({ nonce: word, hash: word, until: count })),
    tidyAt: nullable(count),
  }),
  tables: {
    sessions: session,
    attempts: v.object({ id: word, until: count }),
    doors: v.object({ session: word, project: word, party: word, room: word, until: count }),
    memberships: membership,
    letters: v.object({
      id: word,
      letter: v.object({
        template: v.picklist(Object.keys(MAIL_TRIED_FOR_MS)),
        data: v.record(v.string(), v.unknown()),
      }),
      to: text,
      locale: page.entries.locale,
      askedAt: count,
      tries: count,
      again: v.boolean(),
    }),
  },
  input: (room) => ({ account: room }),
  effects: {
    ...timers,
    refuse,
    sendMail: ({ id, again, to, locale, letter }: PendingLetter): Effect => ({
      kind: "job",
      id: `letter-${id}`,
      service: "mail",
      params: { to, locale, ...letter },
      event: { type: "letter.answered", letter: id },
      again,
    }),
    closeSockets: ({ party, room, ...whose }: { party: string; room: string; session?: string; person?: string }) =>
      send(party, room, { type: "sockets.close", ...whose }),
    noteAudit: ({ project, note }: { project: string; note: AuditNote }) =>
      send("project", project, { type: "audit.noted", ...note }),
  },
  services: { mail },
  messages: { project: v.object({ type: v.literal("membership.changed"), ...membership.entries }) },
  commands: accountCommands,
  questions: {
    /** What a right password is to be checked against; null: nobody has ever chosen one. */
    password: (snapshot) => contextOf(snapshot).password,
    /** Whether they may work in any project. */
    isMember: (snapshot) => [...contextOf(snapshot).memberships.values()].some(({ disabled }) => !disabled),
    session: view,
    devices: (snapshot, { at }: { at: number }) => {
      const context = contextOf(snapshot);
      return [...context.sessions.keys()].flatMap((id) => liveSession(context, id, at) ?? []).map(described);
    },
    /** The second factor's sealed secret, for who has an attempt that waits. */
    attempt: (snapshot, { attempt, at }: { attempt: string; at: number }) => {
      const { attempts, factor } = contextOf(snapshot);
      const found = attempts.get(attempt);
      return found && found.until > at && factor ? { secret: factor.secret } : null;
    },
    /** Whose link this is, for who has it. */
    recovery: (snapshot, { hash, at }: { hash: string; at: number }) => {
      const { recovery, email } = contextOf(snapshot);
      return recovery?.hash === hash && recovery.until > at ? { email } : null;
    },
    /** Of the second factor that is being set up, or that is on. */
    factor: (snapshot) => {
      const { setup, factor } = contextOf(snapshot);
      return { setup, secret: factor?.secret ?? null };
    },
  },
  topics: {},
  admit: () => [],
  // What it has promised to other rooms, and its timers, are the engine's to remember.
  isIdle: () => true,
};

/** So that a caller cannot misspell one. */
export type AccountCommand = Event & { type: keyof typeof accountCommands };
