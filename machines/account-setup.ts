/** What an account's chart is made of: what it asks for, and its guards. */
import { setup } from "xstate";
import {
  type AccountContext,
  type AccountDeed,
  type AccountEvent,
  type AccountEventOf,
  type PendingLetter,
} from "./account-events.ts";
import type { AccountReason } from "./account-reasons.ts";
import * as sessions from "./account-sessions.ts";

type Of<T extends AccountEvent["type"]> = AccountEventOf<T>;
type Args = { context: AccountContext; event: AccountEvent };

export interface AuditNote {
  what: AccountDeed;
  /** Who, in that project; empty: that is not known. */
  who: string;
  whoName: string;
  whoRole: string;
  /** In whose name it was tried. */
  about?: string;
  detail: string;
  when: number;
}

const live = ({ context, event }: Args, id: string) => sessions.liveSession(context, id, event.at);

export const setupAccount = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: AccountContext; events: AccountEvent; input: { account: string } },
  actions: {
    sendMail: (_, _params: PendingLetter) => {},
    /** Of a session, or, without one, of a person whose rights have changed. */
    closeSockets: (_, _params: { party: string; room: string; session?: string; person?: string }) => {},
    noteAudit: (_, _params: { project: string; note: AuditNote }) => {},
    startTimer: (_, _params: { id: string; at: number; event: { type: string; [field: string]: unknown } }) => {},
    cancelTimer: (_, _params: { id: string }) => {},
    refuse: (_, _params: { reason: AccountReason }) => {},
  },
  guards: {
    hasPassword: ({ context }) => context.password !== null,
    hasNoPassword: ({ context }) => context.password === null,
    // AC3: what was found right is not what is stored any more.
    isOtherPassword: ({ context, event }) =>
      context.password !==
      (event.type === "signIn.proved"
        ? event.password
        : (event as Of<"password.changed" | "password.rehashed" | "codes.renewed">).before),
    hasFactor: ({ context }) => context.factor !== null,
    isSignedOut: (args) => !live(args, (args.event as Of<"session.used">).session),
    changesPassword: (args) => {
      const { session, before } = args.event as Of<"password.changed">;
      return live(args, session) !== undefined && args.context.password === before;
    },
    isThisSecret: (args) => {
      const { session, hash } = args.event as Of<"session.used">;
      const found = live(args, session);
      return found !== undefined && sessions.isSecretOf(found, hash, args.event.at);
    },
    mayRotate: (args) => {
      const { session, before } = args.event as Of<"session.rotated">;
      const found = live(args, session);
      return found !== undefined && sessions.dueOf(found, before, args.event.at).rotate;
    },
    isOtherSetup: ({ context, event }) => context.setup?.id !== (event as Of<"factor.confirmed">).setup,
    isAttemptOver: ({ context, event }) => {
      const attempt = context.attempts.get((event as Of<"code.proved">).attempt);
      return !attempt || attempt.until <= event.at;
    },
    isUsedCode: ({ context, event }) => {
      const { step } = event as Of<"code.proved">;
      return step !== null && step <= context.factor!.step;
    },
    isNoCode: ({ context, event }) => {
      const { step, recovery } = event as Of<"code.proved">;
      return step === null && (recovery === null || !context.factor!.codes.includes(recovery));
    },
    isThisLink: ({ context, event }) =>
      context.recovery?.hash === (event as Of<"recovery.used">).hash && context.recovery.until > event.at,
    isThisRecovery: ({ context, event }) => context.recovery?.nonce === (event as Of<"recovery.expired">).nonce,
    isUnderWay: ({ context, event }) => context.letters.has((event as Of<"letter.due">).letter),
    isMember: ({ context, event }) => {
      const membership = context.memberships.get((event as Of<"project.chosen">).project);
      return membership !== undefined && !membership.disabled;
    },
    isOtherRole: ({ context, event }) => {
      const { project, role } = event as Of<"doors.opened">;
      const membership = context.memberships.get(project);
      return membership === undefined || membership.disabled || membership.role !== role;
    },
    areTooManyDoors: ({ context, event }) =>
      sessions.openDoors(context.doors, event as Of<"doors.opened">, event.at) === null,
    isLive: (args) => live(args, (args.event as Of<"session.ended">).session) !== undefined,
  },
});

export const refuse = (reason: AccountReason) => ({ type: "refuse" as const, params: { reason } });
