/** What follows from what has happened to an account: the steps of its chart. */
import {
  ATTEMPT_MS,
  DOOR_MS,
  FACTOR_SETUP_MS,
  RECOVERY_MS,
  SESSION_UNUSED_MS,
  type AccountContext,
  type AccountDeed,
  type AccountEvent,
  type AccountEventOf,
  type Door,
  type Membership,
  type NewSession,
} from "./account-events.ts";
import * as letters from "./account-letters.ts";
import * as sessions from "./account-sessions.ts";
import type { Letter } from "./mail.ts";

import { setupAccount } from "./account-setup.ts";

type Of<T extends AccountEvent["type"]> = AccountEventOf<T>;
type Args = { context: AccountContext; event: AccountEvent };
type Enqueue = Parameters<Parameters<typeof setupAccount.enqueueActions>[0]>[0]["enqueue"];

function close(enqueue: Enqueue, doors: readonly Door[], person?: string): void {
  for (const { party, room, session } of doors)
    enqueue({ type: "closeSockets", params: { party, room, ...(person === undefined ? { session } : { person }) } });
}

/** AC17: told to every project in which the person works; where somebody is disabled, nothing is theirs to tell. */
function note(enqueue: Enqueue, { context, event: { at } }: Args, what: AccountDeed, detail = ""): void {
  for (const { project, person, name, role, disabled } of context.memberships.values()) {
    if (disabled) continue;
    // Who could not show who they are is not the owner: it was only tried in their name.
    const who =
      what === "signInFailed"
        ? { who: "", whoName: "", whoRole: "", about: person }
        : { who: person, whoName: name, whoRole: role };
    enqueue({ type: "noteAudit", params: { project, note: { what, ...who, detail, when: at } } });
  }
}

/** AC16: one timer, for whatever is over first. */
function tidyBy(enqueue: Enqueue, { tidyAt }: AccountContext, deadline: number): void {
  if (tidyAt !== null && tidyAt <= deadline) return;
  enqueue({ type: "startTimer", params: { id: "tidy", at: deadline, event: { type: "tidy.due" } } });
  enqueue.assign({ tidyAt: deadline });
}

const timerOf = (letter: string): string => `letter-${letter}`;

/** Those before it in the same step count. */
function post(enqueue: Enqueue, { context, event: { at } }: Args, id: string, letter: Letter): void {
  const { page, email } = context;
  const posted = letters.write(context, id, letter, page, at).get(id)!;
  enqueue.assign(({ context: now }) => ({
    letters: letters.write({ letters: now.letters, email }, id, letter, page, at),
  }));
  enqueue({ type: "sendMail", params: posted });
}

function forgetLink(enqueue: Enqueue, { context }: Args): void {
  const { letters: left, gone } = letters.withoutRecovery(context.letters);
  enqueue.assign({ recovery: null, letters: left });
  enqueue({ type: "cancelTimer", params: { id: "recovery" } });
  for (const id of gone) enqueue({ type: "cancelTimer", params: { id: timerOf(id) } });
}

/** Their only project needs no choosing. */
function onlyProject({ memberships }: AccountContext): string | null {
  const open = [...memberships.values()].filter(({ disabled }) => !disabled);
  return open.length === 1 ? open[0]!.project : null;
}

function enter(enqueue: Enqueue, args: Args, session: NewSession): void {
  const { context, event } = args;
  const begun = sessions.beginSession(context, session, onlyProject(context), event.at);
  enqueue.assign({ sessions: begun.tables.sessions, doors: begun.tables.doors });
  close(enqueue, begun.closed);
  note(enqueue, args, "signedIn", [session.device, session.address].filter(Boolean).join(" · "));
  tidyBy(enqueue, context, event.at + SESSION_UNUSED_MS);
  enqueue.assign({ page: session.page });
  // AC19: somebody who knows the password, and perhaps is not who should.
  if (session.known || context.password === null) return;
  const data = { at: event.at, device: session.device, from: session.address, url: session.page.url };
  const written = { context: { ...context, page: session.page }, event };
  post(enqueue, written, `device-${session.id}`, { template: "newDevice", data });
}

/** Ends all sessions, or all but one, and what waits for a code. */
function endAll(enqueue: Enqueue, { context }: Args, but?: string): void {
  const ids = [...context.sessions.keys()].filter((id) => id !== but);
  const { tables, closed } = sessions.endSessions(context, ids);
  const { attempts } = context;
  enqueue.assign({
    sessions: tables.sessions,
    doors: tables.doors,
    attempts: [...attempts.keys()].reduce((left, id) => left.delete(id), attempts),
  });
  close(enqueue, closed);
}

/** AC19: what its owner should know, whoever did it. */
const tell = {
  passwordChanged: (enqueue: Enqueue, args: Args) =>
    post(enqueue, args, `password-${args.event.at}`, {
      template: "passwordChanged",
      data: { at: args.event.at, url: args.context.page.url },
    }),
  factorChanged: (enqueue: Enqueue, args: Args, change: "added" | "removed" | "codesRenewed") =>
    post(enqueue, args, `factor-${args.event.at}`, {
      template: "factorChanged",
      data: { at: args.event.at, change, url: args.context.page.url },
    }),
};

const { enqueueActions } = setupAccount;

/** The steps, by what has happened. */
export const did = {
  signedIn: enqueueActions(({ context, event, enqueue }) => {
    const { session } = event as Of<"signIn.proved">;
    if (event.type === "signIn.vouched") enqueue.assign({ email: event.email });
    enter(enqueue, { context, event }, session);
  }),
  provedPassword: enqueueActions(({ context, event, enqueue }) => {
    const { attempt } = event as Of<"signIn.proved">;
    enqueue.assign({ attempts: sessions.addAttempt(context.attempts, attempt, event.at) });
    tidyBy(enqueue, context, event.at + ATTEMPT_MS);
  }),
  provedCode: enqueueActions(({ context, event, enqueue }) => {
    const { attempt, step, recovery, session } = event as Of<"code.proved">;
    const factor = context.factor!;
    const codes = recovery === null ? factor.codes : factor.codes.filter((code) => code !== recovery);
    enqueue.assign({
      attempts: context.attempts.delete(attempt),
      factor: { ...factor, step: step ?? factor.step, codes },
    });
    enter(enqueue, { context, event }, session);
  }),
  failedToSignIn: enqueueActions(({ context, event, enqueue }) => {
    const { device, address } = event as Of<"signIn.failed">;
    note(enqueue, { context, event }, "signInFailed", [device, address].filter(Boolean).join(" · "));
  }),
  changedPassword: enqueueActions(({ context, event, enqueue }) => {
    const { password, session, hash } = event as Of<"password.changed">;
    endAll(enqueue, { context, event }, session);
    enqueue.assign(({ context: now }) => ({
      password,
      sessions: sessions.rotate(now.sessions, session, hash, event.at),
    }));
    note(enqueue, { context, event }, "passwordChanged");
    tell.passwordChanged(enqueue, { context, event });
  }),
  recovered: enqueueActions(({ context, event, enqueue }) => {
    endAll(enqueue, { context, event });
    enqueue.assign({ password: (event as Of<"recovery.used">).password });
    forgetLink(enqueue, { context, event });
    note(enqueue, { context, event }, "passwordRecovered");
    tell.passwordChanged(enqueue, { context, event });
  }),
  begunFactor: enqueueActions(({ event, enqueue }) => {
    const { setup: id, secret } = event as Of<"factor.begun">;
    enqueue.assign({ setup: { id, secret } });
    const expires = { type: "setup.expired", setup: id };
    enqueue({ type: "startTimer", params: { id: "setup", at: event.at + FACTOR_SETUP_MS, event: expires } });
  }),
  confirmedFactor: enqueueActions(({ context, event, enqueue }) => {
    const { step, codes, session, hash } = event as Of<"factor.confirmed">;
    enqueue.assign({
      factor: { secret: context.setup!.secret, step, codes },
      setup: null,
      sessions: sessions.rotate(context.sessions, session, hash, event.at),
    });
    enqueue({ type: "cancelTimer", params: { id: "setup" } });
    note(enqueue, { context, event }, "factorOn");
    tell.factorChanged(enqueue, { context, event }, "added");
  }),
  removedFactor: enqueueActions(({ context, event, enqueue }) => {
    const { session, hash } = event as Of<"factor.removed">;
    const { attempts } = context;
    enqueue.assign({
      factor: null,
      attempts: [...attempts.keys()].reduce((left, id) => left.delete(id), attempts),
      sessions: sessions.rotate(context.sessions, session, hash, event.at),
    });
    note(enqueue, { context, event }, "factorOff");
    tell.factorChanged(enqueue, { context, event }, "removed");
  }),
  /** AC20: those before are dead from here on. */
  renewedCodes: enqueueActions(({ context, event, enqueue }) => {
    const { codes, session, hash } = event as Of<"codes.renewed">;
    enqueue.assign({
      factor: { ...context.factor!, codes },
      sessions: sessions.rotate(context.sessions, session, hash, event.at),
    });
    note(enqueue, { context, event }, "codesRenewed");
    tell.factorChanged(enqueue, { context, event }, "codesRenewed");
  }),
  askedRecovery: enqueueActions(({ context, event, enqueue }) => {
    const { nonce, hash, page } = event as Of<"recovery.asked">;
    const until = event.at + RECOVERY_MS;
    // One at a time: the letter of the link before need not arrive any more.
    forgetLink(enqueue, { context, event });
    enqueue.assign({ page, recovery: { nonce, hash, until } });
    const expires = { type: "recovery.expired", nonce };
    enqueue({ type: "startTimer", params: { id: "recovery", at: until, event: expires } });
    const data = { room: context.account, nonce, url: page.url };
    post(enqueue, { context: { ...context, page }, event }, nonce, { template: "recovery", data });
  }),
  lostLink: enqueueActions(({ context, event, enqueue }) => forgetLink(enqueue, { context, event })),
  answeredLetter: enqueueActions(({ context, event, enqueue }) => {
    const { letter, outcome } = event as Of<"letter.answered">;
    const { letters: left, nextAt } = letters.answered(context.letters, letter, outcome, event.at);
    enqueue.assign({ letters: left });
    const due = { type: "letter.due", letter };
    if (nextAt !== null) enqueue({ type: "startTimer", params: { id: timerOf(letter), at: nextAt, event: due } });
  }),
  sentAgain: enqueueActions(({ context, event, enqueue }) => {
    enqueue({ type: "sendMail", params: context.letters.get((event as Of<"letter.due">).letter)! });
  }),
  signedOut: enqueueActions(({ context, event, enqueue }) => {
    const { session } = event as Of<"session.ended">;
    const { tables, closed } = sessions.endSessions(context, [session]);
    enqueue.assign({ sessions: tables.sessions, doors: tables.doors });
    close(enqueue, closed);
    note(enqueue, { context, event }, "signedOut", context.sessions.get(session)!.device);
  }),
  signedOutEverywhere: enqueueActions(({ context, event, enqueue }) => {
    endAll(enqueue, { context, event });
    if (context.sessions.size > 0) note(enqueue, { context, event }, "signedOut");
  }),
  openedDoors: enqueueActions(({ context, event, enqueue }) => {
    enqueue.assign({ doors: sessions.openDoors(context.doors, event as Of<"doors.opened">, event.at)! });
    tidyBy(enqueue, context, event.at + DOOR_MS);
  }),
  becameMember: enqueueActions(({ context, event, enqueue }) => {
    const { project, projectName, person, name, role, disabled } = event as Of<"membership.changed">;
    const membership: Membership = { project, projectName, person, name, role, disabled };
    const before = context.memberships.get(project);
    enqueue.assign({ memberships: context.memberships.set(project, membership) });
    if (!before || (before.role === role && before.disabled === disabled && before.person === person)) return;
    // AC12: one message a room, however many of their sessions are behind its door.
    const doors = [...context.doors.values()].filter((door) => door.project === project);
    close(enqueue, [...new Map(doors.map((door) => [`${door.party}/${door.room}`, door])).values()], before.person);
    if (!disabled) return;
    enqueue.assign({
      sessions: [...context.sessions.values()]
        .filter((session) => session.project === project)
        .reduce((all, session) => all.set(session.id, { ...session, project: null }), context.sessions),
    });
  }),
  tidied: enqueueActions(({ context, event, enqueue }) => {
    const { tables, closed } = sessions.sweep(context, event.at);
    close(enqueue, closed);
    enqueue.assign({ ...tables, tidyAt: null });
    const next = sessions.nextSweep(tables);
    if (next !== null) tidyBy(enqueue, { ...tables, tidyAt: null }, next);
  }),
};
