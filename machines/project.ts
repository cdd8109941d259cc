/**
 * What a project keeps for its agents: canned replies, labels, reasons for finishing, and the rules of its conversations.
 *
 * A project is `bare` until something is kept: only then may it be stocked with a first content. The rules are kept here and
 * obeyed elsewhere: the queue is told of each change and passes them on with every assignment.
 */
import { assign, setup } from "xstate";
import {
  LABELS_OF_PROJECT_MAX,
  NAME_MAX_CHARS,
  REASONS_OF_PROJECT_MAX,
  REOPEN_MAX_MS,
  REPLIES_MAX,
  SHORTCUT,
  type Label,
  type ProjectContext,
  type ProjectEvent,
  type Reply,
  type WrapUpReason,
} from "./catalogue.ts";
import { Ordered } from "./ordered.ts";
import { DEFAULT_RULES, TEXT_MAX_CHARS, isBlank, type ConversationRules, type Reason } from "./vocabulary.ts";

type Args = { context: ProjectContext; event: ProjectEvent };
type Of<T extends ProjectEvent["type"]> = Extract<ProjectEvent, { type: T }>;

const refuse = (reason: Reason) => ({ type: "refuse" as const, params: { reason } });
const nameOf = ({ event }: Args): string =>
  event.type === "reply.saved" ? event.title : (event as Of<"label.saved">).name;
const idOf = ({ event }: Args): string => (event as Of<"reply.deleted">).id;
const isFull = <V>(table: Ordered<V>, id: string, max: number): boolean => table.size >= max && !table.has(id);
const rulesOf = ({ wrapUp, reopenMs }: ConversationRules): ConversationRules => ({ wrapUp, reopenMs });

const setupProject = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: ProjectContext; events: ProjectEvent; input: { project: string } },
  actions: {
    tellQueue: (_, _params: { project: string; rules: ConversationRules }) => {},
    refuse: (_, _params: { reason: Reason }) => {},
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
  },
});

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
const full = { guard: "hasNoSpace" as const, actions: refuse("catalogueFull") };

export const projectMachine = setupProject.createMachine({
  id: "project",
  context: ({ input }) => ({
    project: input.project,
    ...DEFAULT_RULES,
    replies: Ordered.empty(),
    labels: Ordered.empty(),
    reasons: Ordered.empty(),
    shortcuts: Ordered.empty(),
  }),
  initial: "bare",
  on: {
    // PR2, PR3
    "reply.saved": [
      ...badName,
      { guard: "isBlank", actions: refuse("emptyText") },
      { guard: "isTooLong", actions: refuse("textTooLong") },
      { guard: "isNoShortcut", actions: refuse("shortcutInvalid") },
      { guard: "isShortcutTaken", actions: refuse("shortcutTaken") },
      full,
      { target: ".kept", actions: assign(({ context, event }) => withReply(context, event)) },
    ],
    "label.saved": [
      ...badName,
      full,
      { target: ".kept", actions: assign(({ context, event }) => ({ labels: withLabel(context.labels, event) })) },
    ],
    "reason.saved": [
      ...badName,
      full,
      { target: ".kept", actions: assign(({ context, event }) => ({ reasons: withReason(context.reasons, event) })) },
    ],
    // PR1: what is not there need not be deleted.
    "reply.deleted": [
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
      { guard: "hasLabel", actions: assign(({ context, event }) => ({ labels: context.labels.delete(event.id) })) },
      {},
    ],
    // PR4: else nobody could finish a conversation any more.
    "reason.deleted": [
      { guard: "isLastReasonNeeded", actions: refuse("reasonsMissing") },
      { guard: "hasReason", actions: assign(({ context, event }) => ({ reasons: context.reasons.delete(event.id) })) },
      {},
    ],
    "settings.chosen": [
      { guard: "demandsReasonsOfNone", actions: refuse("reasonsMissing") },
      { guard: "isReopenTooLong", actions: refuse("reopenTooLong") },
      {
        guard: "changesRules",
        target: ".kept",
        actions: [
          assign(({ event }) => rulesOf(event)),
          { type: "tellQueue", params: ({ context }) => ({ project: context.project, rules: rulesOf(context) }) },
        ],
      },
      {},
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
