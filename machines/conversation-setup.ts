/** What a thread's machine may ask for and what it asks itself: the words of `machines/conversation.ts`. */
import { setup } from "xstate";
import type { AuditNoted } from "./audit.ts";
import { isNewsOfDelivery } from "./delivery.ts";
import { isAuthor, isErasable, mayEraseAny } from "./erasable.ts";
import { isHanded, isThisUndo, isUndoing, mayNotUndo } from "./handing.ts";
import {
  awaitsFile,
  isEditOfLine,
  isErasedFile,
  isNewsOfBlock,
  isOfUnknown,
  isReactionToLine,
  isRevokeOfLine,
  wasTakenBack,
} from "./hearing.ts";
import { hasNothingToRate, isAlreadyRated, isCommentTooLong, isRatingOver } from "./rating.ts";
import {
  cannotReply,
  hasNothingToRetry,
  isBlocked,
  isMet,
  isMissingFile,
  isTemplate,
  isThisWindow,
  isWindowClosed,
  lacksTemplates,
  mayNotReact,
} from "./reaching.ts";
import { isReader } from "./readers.ts";
import { isThisChance, mayNotReopen } from "./reopening.ts";
import { isNotAhead, isNotSnoozer, isThisSnooze, isTooFarAhead } from "./snoozing.ts";
import { waitTold, type Args, type Message, type Of, type ThreadContext, type ThreadEvent } from "./thread.ts";
import { hasTooManyLabels, lacksWrapUp } from "./upkeep.ts";
import { NOTE_MAX_CHARS, TEXT_MAX_CHARS, isBlank, type Reason } from "./vocabulary.ts";

export const refuse = (reason: Reason) => ({ type: "refuse" as const, params: { reason } });
/** First of all. */
export const over = {
  description: "CV26: what was said of another conversation says nothing about this one.",
  guard: "isOver" as const,
  actions: refuse("conversationOver"),
};
export const notHolder = {
  description: "CV3: only who holds it may.",
  guard: "isNotHolder" as const,
  actions: refuse("notYourConversation"),
};
const wordsOf = ({ event }: Args): string =>
  event.type === "agent.sentTemplate" ? event.template.text : (event as Of<"customer.wrote">).text;

export const setupThread = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: ThreadContext; events: ThreadEvent; input: { thread: string; project: string } },
  actions: {
    append: (_, _params: { message: Message }) => {},
    /** In the place of the line with its number, wherever that one's words are kept. */
    replace: (_, _params: { message: Message }) => {},
    /** Fields of a line that this event is about; `undefined` takes one away. `refs`: more of the provider's ids of it. */
    amend: (_, _params: { seq: number; set: Record<string, unknown>; refs?: string[] }) => {},
    tellOutbox: (_, _params: { event: { type: string; [field: string]: unknown } }) => {},
    /** The room of a file of this project. */
    tellUpload: (_, _params: { id: string; event: { type: string; [field: string]: unknown } }) => {},
    /** The room that fetches a file from a provider. */
    tellDownload: (_, _params: { id: string; event: { type: string; [field: string]: unknown } }) => {},
    tellQueue: (_, _params: { event: { type: string; [field: string]: unknown } }) => {},
    startTimer: (_, _params: { id: string; at: number; event: { type: string; [field: string]: unknown } }) => {},
    cancelTimer: (_, _params: { id: string }) => {},
    noteAudit: (_, _params: { project: string; note: AuditNoted }) => {},
    showTyping: (_, _params: { topic: "agent" | "customer"; typing: boolean }) => {},
    refuse: (_, _params: { reason: Reason }) => {},
  },
  guards: {
    isBlank: (args) => isBlank(wordsOf(args)),
    isTooLong: (args) => wordsOf(args).length > TEXT_MAX_CHARS,
    hasTooManyLabels,
    lacksWrapUp,
    choosesDepartment: ({ context, event }) => {
      const { department } = event as Of<"customer.introduced">;
      return department !== "" && department !== context.department;
    },
    // CV30: an agent's file is for the conversation that they were writing in.
    isOfOther: ({ context, event }) => {
      const { conversation } = event as Of<"agent.sentFile">;
      return conversation !== null && conversation !== context.conversation;
    },
    isMet,
    isBlocked,
    isWindowClosed,
    isThisWindow,
    cannotReply,
    lacksTemplates,
    mayNotReact,
    hasNothingToRetry,
    isMissingFile,
    isTemplate,
    isNewsOfDelivery,
    isNewsOfBlock,
    isReactionToLine,
    isEditOfLine,
    isRevokeOfLine,
    isOfUnknown,
    wasTakenBack,
    awaitsFile,
    isErasedFile,
    isErased: ({ event }) => (event as Of<"erase.requested">).row?.kind === "erased",
    isNothingToErase: ({ event }) => !isErasable((event as Of<"erase.requested">).row?.kind),
    mayEraseAny: ({ event }) => mayEraseAny((event as Of<"erase.requested">).by),
    isNotAuthor: ({ event }) => {
      const { row, by } = event as Of<"erase.requested">;
      return !isAuthor(row, by);
    },
    isOver: ({ context, event }) => (event as Of<"close.requested">).conversation !== context.conversation,
    hasNothingToRate,
    isRatingOver,
    isAlreadyRated,
    isCommentTooLong,
    mayNotReopen,
    isThisChance,
    isNotAhead,
    isTooFarAhead,
    isNotSnoozer,
    isThisSnooze,
    mayNotUndo,
    isUndoing,
    isHanded,
    isThisUndo,
    isNoteTooLong: ({ event }) => (event as Of<"transfer.requested">).note.length > NOTE_MAX_CHARS,
    isTransferToSelf: ({ context, event }) => (event as Of<"transfer.requested">).to === context.holder?.id,
    isNotHolder: ({ context, event }) => (event as Of<"agent.wrote">).by.id !== context.holder?.id,
    isCustomer: ({ event }) => (event as Of<"session.opened">).by.role === "customer",
    isCustomerSession: ({ context, event }) => context.sessions.includes((event as Of<"session.closed">).sessionId),
    isReader,
    isReaderSession: ({ context, event }) => context.readers.includes((event as Of<"session.closed">).sessionId),
    isLookedAt: ({ context }) => context.sessions.length > 0,
    // What is known already is not written down again: it is asked often.
    isNews: ({ context, event }) => {
      const { conversation, attended, ...said } = event as Of<"conversation.placed">;
      const { expectedMs, opensAt } = waitTold(said);
      const { wait } = context;
      const isNew = attended !== context.attended || expectedMs !== wait.expectedMs || opensAt !== wait.opensAt;
      return conversation === context.conversation && isNew;
    },
    isGivenBack: ({ context, event }) => {
      const { conversation, position } = event as Of<"conversation.rejoined">;
      return conversation === context.conversation && position === null;
    },
    isPresent: ({ context, event }) => (event as Of<"conversation.placed">).conversation === context.conversation,
    isThisTransfer: ({ context, event }) => {
      const { conversation, to } = event as Of<"transfer.declined">;
      return conversation === context.conversation && to === context.transfer?.to;
    },
    movesCustomerMarks: ({ context, event }) => {
      const { delivered, read } = event as Of<"customer.marked">;
      return (
        Math.max(delivered, read) <= context.seq &&
        (delivered > context.customerDelivered || read > context.customerRead)
      );
    },
    movesAgentMark: ({ context, event }) => {
      const { read } = event as Of<"agent.marked">;
      return read <= context.seq && read > context.agentRead;
    },
  },
});
