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
  { description: "PR3: it has a name.", guard: "isNameless" as const, actions: refuse("nameMissing") },
  {
    description: "PR3: a name has at most 80 characters.",
    guard: "isNameTooLong" as const,
    actions: refuse("nameTooLong"),
  },
];
const mayNoMore = {
  description: "ME9: who has been disabled, or is in another role, changes nothing from that moment on.",
  guard: "mayNoMore" as const,
  actions: refuse("rightsChanged"),
};
/** Of everything that is done to members: the rules that forbid it are many, and so are the reasons. */
const mayNot = {
  description: "It may not be, and why is told.",
  guard: "mayNot" as const,
  actions: refuseMember,
};
const full = {
  description: "PR3: there are as many as there may be.",
  guard: "hasNoSpace" as const,
  actions: refuse("catalogueFull"),
};
const notThere = { description: "PR1: what is not there need not be deleted." };
const noInvitation = { description: "ME1: it is of an invitation before, or of none." };

export const projectMachine = setupProject.createMachine({
  id: "project",
  description: "What a project keeps: its members, replies, labels, reasons, rules, and what was done by whom.",
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
    "reply.saved": [
      mayNoMore,
      ...badName,
      { description: "PR2: it has a text.", guard: "isBlank", actions: refuse("emptyText") },
      {
        description: "PR2: of at most 4,096 characters.",
        guard: "isTooLong",
        actions: refuse("textTooLong"),
      },
      {
        description: "PR2: a shortcut of small letters, digits and hyphens.",
        guard: "isNoShortcut",
        actions: refuse("shortcutInvalid"),
      },
      {
        description: "PR2: no other reply has it.",
        guard: "isShortcutTaken",
        actions: refuse("shortcutTaken"),
      },
      full,
      {
        description: "PR1: new, or changed.",
        target: ".kept",
        actions: assign(({ context, event }) => withReply(context, event)),
      },
    ],
    "label.saved": [
      mayNoMore,
      ...badName,
      full,
      {
        description: "PR1: new, or changed.",
        target: ".kept",
        actions: assign(({ context, event }) => ({ labels: withLabel(context.labels, event) })),
      },
    ],
    "reason.saved": [
      mayNoMore,
      ...badName,
      full,
      {
        description: "PR1: new, or changed.",
        target: ".kept",
        actions: assign(({ context, event }) => ({ reasons: withReason(context.reasons, event) })),
      },
    ],
    "reply.deleted": [
      mayNoMore,
      {
        description: "PR1: it is there no more.",
        guard: "hasReply",
        actions: assign(({ context: { replies, shortcuts }, event: { id } }) => ({
          replies: replies.delete(id),
          shortcuts: shortcuts.delete(replies.get(id)!.shortcut),
        })),
      },
      notThere,
    ],
    "label.deleted": [
      mayNoMore,
      {
        description: "PR1: it is there no more.",
        guard: "hasLabel",
        actions: assign(({ context, event }) => ({ labels: context.labels.delete(event.id) })),
      },
      notThere,
    ],
    "reason.deleted": [
      mayNoMore,
      {
        description: "PR4: else nobody could finish a conversation any more.",
        guard: "isLastReasonNeeded",
        actions: refuse("reasonsMissing"),
      },
      {
        description: "PR1: it is there no more.",
        guard: "hasReason",
        actions: assign(({ context, event }) => ({ reasons: context.reasons.delete(event.id) })),
      },
      notThere,
    ],
    "settings.chosen": [
      mayNoMore,
      {
        description: "PR4: a reason can be demanded only while there is one to choose.",
        guard: "demandsReasonsOfNone",
        actions: refuse("reasonsMissing"),
      },
      {
        description: "PR6: for at most seven days.",
        guard: "isReopenTooLong",
        actions: refuse("reopenTooLong"),
      },
      {
        description: "PR5: the queue is told at once.",
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
      { description: "PR5: nothing of it is new." },
    ],
    "hours.chosen": [
      mayNoMore,
      {
        description: "PR8: seven days, each with at most six spans within it.",
        guard: "isWrongWeek",
        actions: refuse("hoursInvalid"),
      },
      {
        description: "PR8: in order, and none over another.",
        guard: "hasOverlap",
        actions: refuse("hoursOverlap"),
      },
      {
        description: "PR8: at most 100 days that there are.",
        guard: "hasWrongDay",
        actions: refuse("closedDaysInvalid"),
      },
      {
        description: "PR8: the queue is told.",
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
      { description: "PR8: nothing of it is new." },
    ],
    "project.described": {
      description: "PR9: what it is called and how it is set up, as the deployment says.",
      actions: did.described,
    },
    "project.changed": [
      {
        description: "It may not be set so, and why is told.",
        guard: "mayNotBeSet",
        actions: refuseSettings,
      },
      {
        description: "PR9: the queue, the directory and each member hear of what has changed.",
        guard: "changesSettings",
        actions: did.changedSettings,
      },
      { description: "PR9: nothing of it is new." },
    ],
    "member.invited": [
      mayNot,
      { description: "ME1: a member from then on; the letter goes out.", actions: did.invited },
    ],
    "invitation.resent": [mayNot, { description: "ME1: the link before is dead.", actions: did.invitedAgain }],
    "invitation.withdrawn": [
      mayNot,
      { description: "ME1: nothing of it is left but the audit log.", actions: did.withdrew },
    ],
    "invitation.accepted": [
      mayNot,
      { description: "ME2: they join; their seat and their account hear of it.", actions: did.joined },
    ],
    "invitation.expired": [
      { description: "ME1: the link was good for seven days.", guard: "isThisInvitation", actions: did.expired },
      noInvitation,
    ],
    "letter.answered": [
      { description: "ME1: what became of the letter.", guard: "isThisInvitation", actions: did.answeredLetter },
      noInvitation,
    ],
    "letter.due": [
      { description: "ME1: the letter is sent again.", guard: "isThisInvitation", actions: did.sentAgain },
      noInvitation,
    ],
    "member.changed": [
      mayNot,
      {
        description: "ME3: what has changed is told to their seat and their account.",
        guard: "changesMember",
        actions: did.changed,
      },
      { description: "ME3: nothing of it is new." },
    ],
    "member.disabled": [
      mayNot,
      { description: "ME3: disabled already.", guard: "isInThatState" },
      { description: "ME3: their seat and their account hear of it.", actions: did.disabled },
    ],
    "member.enabled": [
      mayNot,
      { description: "ME3: not disabled.", guard: "isInThatState" },
      { description: "ME3: their seat and their account hear of it.", actions: did.enabled },
    ],
    "audit.noted": { description: "ME8: what another room tells of who did what.", actions: note.heard },
    "inbox.changed": {
      description: "IN12: how an inbox of the project stands.",
      actions: assign(({ context, event: { inbox } }) => ({ inboxes: context.inboxes.set(inbox.id, inbox) })),
    },
    "inbox.removed": [
      {
        description: "IN12: it is there no more.",
        guard: "hasInbox",
        actions: assign(({ context, event }) => ({ inboxes: context.inboxes.delete(event.id) })),
      },
      { description: "IN12: it is not there." },
    ],
    "widgetKey.replaced": [
      mayNoMore,
      {
        description: "WK1: the old one vouches for nobody.",
        actions: [assign(({ event: { sealed, at } }) => ({ widgetKey: { sealed, at } })), note.widgetKey],
      },
    ],
  },
  states: {
    bare: {
      description: "Nothing has been kept yet.",
      on: {
        "project.stocked": {
          description: "PR7: stocked once, while it has nothing.",
          target: "kept",
          actions: assign(({ context, event }) => ({
            ...event.replies.reduce<Replies>(withReply, context),
            labels: event.labels.reduce(withLabel, context.labels),
            reasons: event.reasons.reduce(withReason, context.reasons),
          })),
        },
      },
    },
    kept: {
      description: "It is what its agents have made of it.",
      on: { "project.stocked": { description: "PR7: what was made of it is never overwritten." } },
    },
  },
});
