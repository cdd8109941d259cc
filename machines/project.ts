/**
 * What a project keeps: who works in it, canned replies, labels, reasons for finishing, the rules of its conversations, and what
 * was done by whom.
 *
 * A project is `bare` until something is kept: only then may it be stocked with a first content. The rules are kept here and
 * obeyed elsewhere: the queue is told of each change and passes them on with every assignment. So are the members: each of them
 * has a seat (the agent's room) and an account, which are told what holds for them.
 */
import { assign } from "xstate";
import type { Label, Reply, WrapUpReason } from "./catalogue.ts";
import type { ProjectContext } from "./catalogue.ts";
import { did, note } from "./member-steps.ts";
import { Ordered } from "./ordered.ts";
import { refuse, refuseMember, refuseSettings, setupProject } from "./project-setup.ts";
import { DEFAULT_CAPACITY, DEFAULT_RULES, GRACE_MS, type ConversationRules } from "./vocabulary.ts";

const rulesOf = ({ wrapUp, reopenMs }: ConversationRules): ConversationRules => ({ wrapUp, reopenMs });

type Replies = Pick<ProjectContext, "replies" | "shortcuts">;

function withReply({ replies, shortcuts }: Replies, { id, shortcut, title, text }: Reply): Replies {
  const before = replies.get(id);
  const others = before ? shortcuts.delete(before.shortcut) : shortcuts;
  return { replies: replies.set(id, { id, shortcut, title, text }), shortcuts: others.set(shortcut, id) };
}

const withLabel = (labels: Ordered<Label>, { id, name, color }: Label) => labels.set(id, { id, name, color });
const withReason = (reasons: Ordered<WrapUpReason>, { id, name }: WrapUpReason) => reasons.set(id, { id, name });

/** Which reply has which shortcut: rebuilt from the replies, not stored. */
export const shortcutsOf = (replies: Ordered<Reply>): Ordered<string> =>
  Ordered.from([...replies.values()].map(({ id, shortcut }) => [shortcut, id] as const));

const badName = [
  { guard: "isNameless" as const, actions: refuse("nameMissing") },
  { guard: "isNameTooLong" as const, actions: refuse("nameTooLong") },
];
/** ME9 */
const mayNoMore = { guard: "mayNoMore" as const, actions: refuse("rightsChanged") };
const mayNot = { guard: "mayNot" as const, actions: refuseMember };
const full = { guard: "hasNoSpace" as const, actions: refuse("catalogueFull") };

export const projectMachine = setupProject.createMachine({
  id: "project",
  context: ({ input }) => ({
    project: input.project,
    name: "",
    timeZone: "UTC",
    departments: [],
    domains: [],
    capacity: DEFAULT_CAPACITY,
    graceMs: GRACE_MS,
    hours: null,
    ...DEFAULT_RULES,
    replies: Ordered.empty(),
    labels: Ordered.empty(),
    reasons: Ordered.empty(),
    shortcuts: Ordered.empty(),
    members: Ordered.empty(),
    inboxes: Ordered.empty(),
    widgetKey: null,
    invitations: 0,
    tries: Ordered.empty(),
    audited: 0,
  }),
  initial: "bare",
  on: {
    // PR2, PR3
    "reply.saved": [
      mayNoMore,
      ...badName,
      { guard: "isBlank", actions: refuse("emptyText") },
      { guard: "isTooLong", actions: refuse("textTooLong") },
      { guard: "isNoShortcut", actions: refuse("shortcutInvalid") },
      { guard: "isShortcutTaken", actions: refuse("shortcutTaken") },
      full,
      { target: ".kept", actions: assign(({ context, event }) => withReply(context, event)) },
    ],
    "label.saved": [
      mayNoMore,
      ...badName,
      full,
      { target: ".kept", actions: assign(({ context, event }) => ({ labels: withLabel(context.labels, event) })) },
    ],
    "reason.saved": [
      mayNoMore,
      ...badName,
      full,
      { target: ".kept", actions: assign(({ context, event }) => ({ reasons: withReason(context.reasons, event) })) },
    ],
    // PR1: what is not there need not be deleted.
    "reply.deleted": [
      mayNoMore,
      {
        guard: "hasReply",
        actions: assign(({ context: { replies, shortcuts }, event: { id } }) => ({
          replies: replies.delete(id),
          shortcuts: shortcuts.delete(replies.get(id)!.shortcut),
        })),
      },
      {},
    ],
    "label.deleted": [
      mayNoMore,
      { guard: "hasLabel", actions: assign(({ context, event }) => ({ labels: context.labels.delete(event.id) })) },
      {},
    ],
    // PR4: else nobody could finish a conversation any more.
    "reason.deleted": [
      mayNoMore,
      { guard: "isLastReasonNeeded", actions: refuse("reasonsMissing") },
      { guard: "hasReason", actions: assign(({ context, event }) => ({ reasons: context.reasons.delete(event.id) })) },
      {},
    ],
    "settings.chosen": [
      mayNoMore,
      { guard: "demandsReasonsOfNone", actions: refuse("reasonsMissing") },
      { guard: "isReopenTooLong", actions: refuse("reopenTooLong") },
      {
        guard: "changesRules",
        target: ".kept",
        actions: [
          assign(({ event }) => rulesOf(event)),
          {
            type: "tellQueue",
            params: ({ context }) => ({
              project: context.project,
              event: { type: "rules.changed", rules: rulesOf(context) },
            }),
          },
          note.rules,
        ],
      },
      {},
    ],
    // PR8
    "hours.chosen": [
      mayNoMore,
      { guard: "isWrongWeek", actions: refuse("hoursInvalid") },
      { guard: "hasOverlap", actions: refuse("hoursOverlap") },
      { guard: "hasWrongDay", actions: refuse("closedDaysInvalid") },
      {
        guard: "changesHours",
        target: ".kept",
        actions: [
          assign(({ event }) => ({ hours: event.hours })),
          {
            type: "tellQueue",
            params: ({ context: { project, hours } }) => ({ project, event: { type: "hours.changed", hours } }),
          },
          note.hours,
        ],
      },
      {},
    ],
    // PR9
    "project.described": { actions: did.described },
    "project.changed": [
      { guard: "mayNotBeSet", actions: refuseSettings },
      { guard: "changesSettings", actions: did.changedSettings },
      {},
    ],
    // ME1
    "member.invited": [mayNot, { actions: did.invited }],
    "invitation.resent": [mayNot, { actions: did.invitedAgain }],
    "invitation.withdrawn": [mayNot, { actions: did.withdrew }],
    // ME2
    "invitation.accepted": [mayNot, { actions: did.joined }],
    "invitation.expired": [{ guard: "isThisInvitation", actions: did.expired }, {}],
    "letter.answered": [{ guard: "isThisInvitation", actions: did.answeredLetter }, {}],
    "letter.due": [{ guard: "isThisInvitation", actions: did.sentAgain }, {}],
    // ME3
    "member.changed": [mayNot, { guard: "changesMember", actions: did.changed }, {}],
    "member.disabled": [mayNot, { guard: "isInThatState" }, { actions: did.disabled }],
    "member.enabled": [mayNot, { guard: "isInThatState" }, { actions: did.enabled }],
    // ME8
    "audit.noted": { actions: note.heard },
    // IN12
    "inbox.changed": {
      actions: assign(({ context, event: { inbox } }) => ({ inboxes: context.inboxes.set(inbox.id, inbox) })),
    },
    "inbox.removed": [
      { guard: "hasInbox", actions: assign(({ context, event }) => ({ inboxes: context.inboxes.delete(event.id) })) },
      {},
    ],
    // WK1
    "widgetKey.replaced": [
      mayNoMore,
      { actions: [assign(({ event: { sealed, at } }) => ({ widgetKey: { sealed, at } })), note.widgetKey] },
    ],
  },
  states: {
    /** Nothing has been kept yet. */
    bare: {
      on: {
        // PR7
        "project.stocked": {
          target: "kept",
          actions: assign(({ context, event }) => ({
            ...event.replies.reduce<Replies>(withReply, context),
            labels: event.labels.reduce(withLabel, context.labels),
            reasons: event.reasons.reduce(withReason, context.reasons),
          })),
        },
      },
    },
    /** It is what its agents have made of it. */
    kept: { on: { "project.stocked": {} } },
  },
});
