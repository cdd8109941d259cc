/** What a project's machine may ask for and what it asks itself: the words of `machines/project.ts`. */
import { setup } from "xstate";
import type { AuditRow } from "./audit.ts";
import {
  LABELS_OF_PROJECT_MAX,
  NAME_MAX_CHARS,
  REASONS_OF_PROJECT_MAX,
  REOPEN_MAX_MS,
  REPLIES_MAX,
  SHORTCUT,
  type ProjectContext,
  type ProjectEvent,
} from "./catalogue.ts";
import { hoursFault, type HoursFault } from "./hours.ts";
import type { Mail } from "./mail.ts";
import type { MemberReason } from "./member-reasons.ts";
import { changeOf, letterWaitMs, memberFault } from "./members.ts";
import type { Ordered } from "./ordered.ts";
import { changedSettings, settingsFault } from "./project-changes.ts";
import { mayNoMore } from "./standing.ts";
import { TEXT_MAX_CHARS, isBlank, type Reason } from "./vocabulary.ts";

export type Args = { context: ProjectContext; event: ProjectEvent };
export type Of<T extends ProjectEvent["type"]> = Extract<ProjectEvent, { type: T }>;

export const refuse = (reason: Reason | MemberReason) => ({ type: "refuse" as const, params: { reason } });
const nameOf = ({ event }: Args): string =>
  event.type === "reply.saved" ? event.title : (event as Of<"label.saved">).name;
const idOf = ({ event }: Args): string => (event as Of<"reply.deleted">).id;
const isFull = <V>(table: Ordered<V>, id: string, max: number): boolean => table.size >= max && !table.has(id);

function faultOf({ event }: Args): HoursFault | undefined {
  const { hours } = event as Of<"hours.chosen">;
  return hours ? hoursFault(hours) : undefined;
}

type Told = { type: string; [field: string]: unknown };

export const setupProject = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: ProjectContext; events: ProjectEvent; input: { project: string } },
  actions: {
    tellQueue: (_, _params: { project: string; event: Told }) => {},
    tellAgent: (_, _params: { agentId: string; event: Told }) => {},
    tellAccount: (_, _params: { account: string; event: Told }) => {},
    tellDirectory: (_, _params: { event: Told }) => {},
    /** A letter under way. `id`: the member whose invitation it is. */
    sendMail: (_, _params: { id: string; nonce: string; mail: Mail; again: boolean }) => {},
    keepAudit: (_, _params: { row: AuditRow }) => {},
    startTimer: (_, _params: { id: string; at: number; event: Told }) => {},
    cancelTimer: (_, _params: { id: string }) => {},
    /** `waitMs`: after such a time it may be said again. */
    refuse: (_, _params: { reason: Reason | MemberReason; waitMs?: number }) => {},
  },
  guards: {
    isNameless: (args) => isBlank(nameOf(args)),
    isNameTooLong: (args) => nameOf(args).length > NAME_MAX_CHARS,
    isBlank: ({ event }) => isBlank((event as Of<"reply.saved">).text),
    isTooLong: ({ event }) => (event as Of<"reply.saved">).text.length > TEXT_MAX_CHARS,
    isNoShortcut: ({ event }) => !SHORTCUT.test((event as Of<"reply.saved">).shortcut),
    isShortcutTaken: ({ context, event }) => {
      const { id, shortcut } = event as Of<"reply.saved">;
      return (context.shortcuts.get(shortcut) ?? id) !== id;
    },
    hasNoSpace: (args) => {
      const { context, event } = args;
      if (event.type === "reply.saved") return isFull(context.replies, event.id, REPLIES_MAX);
      if (event.type === "label.saved") return isFull(context.labels, event.id, LABELS_OF_PROJECT_MAX);
      return isFull(context.reasons, idOf(args), REASONS_OF_PROJECT_MAX);
    },
    hasReply: (args) => args.context.replies.has(idOf(args)),
    hasLabel: (args) => args.context.labels.has(idOf(args)),
    hasInbox: (args) => args.context.inboxes.has(idOf(args)),
    hasReason: (args) => args.context.reasons.has(idOf(args)),
    isLastReasonNeeded: (args) => {
      const { wrapUp, reasons } = args.context;
      return wrapUp === "required" && reasons.size === 1 && reasons.has(idOf(args));
    },
    demandsReasonsOfNone: ({ context, event }) =>
      (event as Of<"settings.chosen">).wrapUp === "required" && context.reasons.size === 0,
    isReopenTooLong: ({ event }) => (event as Of<"settings.chosen">).reopenMs > REOPEN_MAX_MS,
    changesRules: ({ context, event }) => {
      const { wrapUp, reopenMs } = event as Of<"settings.chosen">;
      return wrapUp !== context.wrapUp || reopenMs !== context.reopenMs;
    },
    isWrongWeek: (args) => faultOf(args) === "hoursInvalid",
    hasOverlap: (args) => faultOf(args) === "hoursOverlap",
    hasWrongDay: (args) => faultOf(args) === "closedDaysInvalid",
    changesHours: ({ context, event }) =>
      JSON.stringify((event as Of<"hours.chosen">).hours) !== JSON.stringify(context.hours),
    mayNoMore: ({ context, event }) => mayNoMore(context, event),
    mayNot: (args) => memberFault(args) !== null,
    isInThatState: ({ context, event }) => {
      const { state } = context.members.get((event as Of<"member.disabled">).id)!;
      return state === (event.type === "member.disabled" ? "disabled" : "active");
    },
    changesMember: ({ context, event }) => {
      const change = event as Of<"member.changed">;
      return changeOf(context.members.get(change.id)!, change) !== null;
    },
    isThisInvitation: ({ context, event }) => {
      const { id, nonce } = event as Of<"invitation.expired">;
      return context.members.get(id)?.invitation?.nonce === nonce;
    },
    mayNotBeSet: ({ context, event }) => settingsFault(context, event as Of<"project.changed">) !== null,
    changesSettings: ({ context, event }) => changedSettings(context, event as Of<"project.changed">).length > 0,
  },
});

/** Why, as the guards before it have found. */
export const refuseMember = {
  type: "refuse" as const,
  params: (args: Args) => {
    const reason = memberFault(args)!;
    const isTooSoon = reason === "resentTooSoon" || reason === "tooManyInvitations";
    return isTooSoon ? { reason, waitMs: letterWaitMs(args) } : { reason };
  },
};
export const refuseSettings = {
  type: "refuse" as const,
  params: ({ context, event }: Args) => ({ reason: settingsFault(context, event as Of<"project.changed">)! }),
};
