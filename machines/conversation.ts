/**
 * A customer's thread: all conversations of one customer on one channel, one after the other.
 *
 * Between conversations the thread is `quiet`. What the customer writes then opens a new conversation, which is `queued` until
 * the queue room assigns it. This machine never chooses an agent: it asks the queue and hears what was decided. Messages and
 * what happened to the conversation share one sequence, which is the order that everybody sees.
 */
import { assign } from "xstate";
import { held } from "./conversation-assigned.ts";
import { asksAgain, asksAnew, asksForNobody, asksNoMore } from "./attendance.ts";
import { notHolder, over, refuse, setupThread } from "./conversation-setup.ts";
import {
  screenClosed,
  screenOpened,
  writtenByCustomer,
  customerWrites,
  customerSendsFile,
  badText,
  customerOpens,
  customerSaysOutside,
  outsideOpens,
  saidOutside,
  takenBackBefore,
  endedFor,
  startChance,
  endedBy,
  nobodyHolds,
  declinesFile,
  wakes,
  takenBack,
  refuseHolders,
  refuseOutside,
  asksPlace,
  assignedLine,
  introduced,
  takenBy,
  tellsName,
  told,
  customerLeaves,
} from "./conversation-steps.ts";
import { erases, takesFile } from "./filing.ts";
import { undoAsked, undoDeclined, undoQuestion } from "./handing.ts";
import { outsideAnywhere } from "./outside-steps.ts";
import { notOver, rated, ratedLine } from "./rating.ts";
import { reopenDeclined, reopenQuestion, reopenedLine, stillUnanswered } from "./reopening.ts";
import type { Args, Of } from "./thread.ts";
import { reads, readsNoMore } from "./reading.ts";
import { DEFAULT_RULES } from "./vocabulary.ts";

const mayNotReopen = {
  description: "CV21: only who finished it may ask for it back, and only for a time.",
  guard: "mayNotReopen" as const,
  actions: refuse("reopenOver"),
};
/** The queue decides, whatever it was asked. */
const assigned = {
  description: "CV6: the queue gives it to an agent.",
  guard: "isPresent" as const,
  target: "assigned" as const,
  actions: [{ type: "append" as const, params: (args: Args) => ({ message: assignedLine(args) }) }, takenBy],
};
/** To the next conversation: the queue hears of the last one before. */
const goesOn = { type: "tellQueue" as const, params: endedFor("customer") };
const hidesTyping = { description: "CV11: nobody holds it: nobody is shown it." };

export const conversationMachine = setupThread.createMachine({
  id: "conversation",
  description: "All conversations of one customer on one channel, one after the other.",
  context: ({ input }) => ({
    thread: input.thread,
    project: input.project,
    channel: "web",
    department: "general",
    customer: { id: input.thread, name: "", email: "", vouched: false, phone: "", username: "" },
    outside: null,
    conversation: 0,
    enqueuedAt: 0,
    assignedAt: 0,
    returned: false,
    holder: null,
    transfer: null,
    declined: null,
    reopen: null,
    snoozed: null,
    handed: null,
    movedTo: null,
    position: null,
    attended: null,
    wait: { expectedMs: null, opensAt: null },
    seq: 0,
    customerDelivered: 0,
    customerRead: 0,
    agentRead: 0,
    unread: [],
    waitingSince: null,
    labels: [],
    ...DEFAULT_RULES,
    last: null,
    rating: null,
    sessions: [],
    readers: [],
  }),
  initial: "quiet",
  on: {
    "session.opened": [
      {
        description: "CV10: a customer who opens the widget is told at once whether anybody is there.",
        guard: "isCustomer",
        actions: screenOpened,
      },
      {
        description: "CV28: who reads without a part in it is told to the audit log.",
        guard: "isReader",
        actions: reads,
      },
    ],
    "session.closed": [
      { description: "One screen of the customer is gone.", guard: "isCustomerSession", actions: screenClosed },
      { description: "Who read on it reads no more.", guard: "isReaderSession", actions: readsNoMore },
    ],
    "customer.marked": [
      {
        description: "CV7: marks only ever rise, and never above what there is.",
        guard: "movesCustomerMarks",
        actions: assign(({ context, event }) => {
          const { delivered, read } = event;
          return {
            customerDelivered: Math.max(context.customerDelivered, delivered, read),
            customerRead: Math.max(context.customerRead, read),
          };
        }),
      },
      { description: "CV7: a mark that moves nothing is accepted." },
    ],
    "conversation.placed": {
      description: "CV27: how long it may take, and when it is open again, as the queue said last.",
      guard: "isNews",
      actions: setupThread.assign(told),
    },
    "agent.wrote": nobodyHolds("conversationNotOpen"),
    ...refuseOutside("conversationNotOpen"),
    ...outsideAnywhere,
    "agent.sentFile": declinesFile("conversationNotOpen"),
    "erase.requested": [
      { description: "CV31: erased already.", guard: "isErased" },
      {
        description: "CV31: it is no text, file or note.",
        guard: "isNothingToErase",
        actions: refuse("nothingToErase"),
      },
      { description: "CV31: an administrator may at any time.", guard: "mayEraseAny", actions: erases },
      notHolder,
      {
        description: "CV31: an agent erases only what they have said.",
        guard: "isNotAuthor",
        actions: refuse("notYourMessage"),
      },
      { description: "CV31: what was said is nowhere any more; the line says who erased it.", actions: erases },
    ],
    "agent.marked": nobodyHolds("conversationNotOpen"),
    "close.requested": [over, nobodyHolds("conversationNotOpen")],
    "note.written": nobodyHolds("conversationNotOpen"),
    "labels.chosen": nobodyHolds("conversationNotOpen"),
    "transfer.requested": [over, nobodyHolds("conversationNotOpen")],
    "departmentTransfer.requested": [over, nobodyHolds("conversationNotOpen")],
    "undo.requested": [
      over,
      {
        description: "CV24: only who has just handed it over has anything to take back.",
        guard: "mayNotUndo",
        actions: refuse("nothingToUndo"),
      },
      { description: "CV24: once at a time: it has been asked already.", guard: "isUndoing" },
      {
        description: "CV24: the queue decides whether it comes back.",
        actions: [{ type: "tellQueue", params: undoQuestion }, assign(undoAsked)],
      },
    ],
    "undo.declined": {
      description: "CV24: it stays, and the reason is told.",
      guard: "isThisUndo",
      actions: assign(undoDeclined),
    },
    "reopen.requested": [over, { description: "CV21: there is nothing to open again.", actions: refuse("reopenOver") }],
    "snooze.requested": [over, nobodyHolds("conversationNotOpen")],
    "wake.requested": [over, { description: "CV22: it is not put aside.", actions: refuse("notSnoozed") }],
    "customer.left": [over, { description: "CV5: there is nothing to leave.", actions: refuse("conversationNotOpen") }],
    "customer.introduced": {
      description: "CV16: what they leave out stays as it was, and whoever has them hears what they are called.",
      actions: [tellsName, setupThread.assign(introduced)],
    },
    "conversation.rated": [
      {
        description: "CV15: for a day after its end.",
        guard: "hasNothingToRate",
        actions: refuse("nothingToRate"),
      },
      { description: "CV26: a newer one has ended since.", guard: "isRatingOver", actions: refuse("conversationOver") },
      { description: "CV15: once.", guard: "isAlreadyRated", actions: refuse("alreadyRated") },
      {
        description: "CV15: a comment has at most 1,000 characters.",
        guard: "isCommentTooLong",
        actions: refuse("noteTooLong"),
      },
      {
        description: "CV15: what they think of the last conversation that an agent had.",
        actions: [{ type: "append", params: (args) => ({ message: ratedLine(args) }) }, setupThread.assign(rated)],
      },
    ],
  },
  states: {
    quiet: {
      description: "No conversation is open. CV25: a customer who looks on is told whether anybody is there.",
      entry: asksAnew,
      exit: asksNoMore,
      on: {
        "session.opened": {
          description: "CV10, CV25: they are told at once whether anybody is there, and for as long as they look on.",
          guard: "isCustomer",
          actions: [...screenOpened, asksAnew],
        },
        "session.closed": {
          description: "CV25: nothing is asked once their last screen is gone.",
          guard: "isCustomerSession",
          actions: [screenClosed, asksForNobody],
        },
        "attendance.due": {
          description: "CV25: asked again, each time after twice as long.",
          guard: "isLookedAt",
          actions: asksAgain,
        },
        "customer.introduced": [
          {
            description: "CV16: before a conversation they choose the department that it is for.",
            guard: "choosesDepartment",
            actions: [
              setupThread.assign((args) => ({
                ...introduced(args),
                department: (args.event as Of<"customer.introduced">).department,
                // The last one stays where it was: it may be opened again.
                movedTo: args.context.movedTo ?? args.context.department,
              })),
              // In another department somebody else is there, or nobody.
              asksPlace,
              asksAnew,
            ],
          },
          {
            description: "CV16: who they are; what they leave out stays as it was.",
            actions: [setupThread.assign(introduced), asksAnew],
          },
        ],
        "customer.wrote": [
          ...badText,
          {
            description: "CV1: it opens a conversation, and joins the line.",
            target: "queued",
            actions: customerOpens,
          },
        ],
        "customer.sentFile": {
          description: "CV30: as a text does, it opens a conversation.",
          target: "queued",
          actions: [...customerOpens, takesFile],
        },
        "outside.said": [
          takenBackBefore,
          {
            description: "CH1: as in web chat, it opens a conversation.",
            target: "queued",
            actions: outsideOpens,
          },
        ],
        "reopen.requested": [
          over,
          mayNotReopen,
          {
            description: "CV21: who finished it wants it back; the queue decides.",
            target: "reopening",
            actions: [
              { type: "cancelTimer", params: { id: "reopen" } },
              { type: "tellQueue", params: reopenQuestion },
            ],
          },
        ],
        "reopen.expired": {
          description: "CV21: the time to ask for it back is over.",
          guard: "isThisChance",
          actions: assign({ reopen: null }),
        },
      },
    },
    reopening: {
      description: "The queue is asked whether who finished it can take it once more; it always answers.",
      on: {
        // Should the queue say yes all the same, it hears at once that the customer has gone on to the next conversation.
        "customer.wrote": [
          ...badText,
          {
            description: "CV21: it opens the next conversation, and ends the chance.",
            target: "queued",
            actions: [goesOn, ...customerOpens],
          },
        ],
        "customer.sentFile": {
          description: "CV30: as a text does, it opens the next conversation.",
          target: "queued",
          actions: [goesOn, ...customerOpens, takesFile],
        },
        "outside.said": [
          takenBackBefore,
          {
            description: "CH1: as in web chat, it opens the next conversation.",
            target: "queued",
            actions: [goesOn, ...outsideOpens],
          },
        ],
        "reopen.requested": [over, mayNotReopen, { description: "CV21: asked already." }],
        "conversation.reopened": {
          description: "CV21: it goes on under the same number.",
          guard: "isPresent",
          target: "assigned",
          actions: [
            { type: "append", params: (args) => ({ message: reopenedLine(args) }) },
            assign(stillUnanswered),
            takenBy,
            assign(notOver),
          ],
        },
        // What is left of the time goes on; if nothing is, its timer fires at once.
        "reopen.declined": {
          description: "CV21: the reason is told, and the rest of the time goes on.",
          guard: "isPresent",
          target: "quiet",
          actions: [assign(reopenDeclined), startChance],
        },
      },
    },
    queued: {
      description: "In the line, waiting for the queue to choose an agent.",
      on: {
        "customer.wrote": customerWrites,
        "customer.sentFile": customerSendsFile,
        "outside.said": customerSaysOutside,
        "customer.left": [over, customerLeaves],
        "conversation.placed": {
          description: "CV10, CV27: their place in the line, and how long it may take.",
          guard: "isPresent",
          actions: setupThread.assign((args) => {
            const { position } = args.event as Of<"conversation.placed">;
            return { position, ...told(args) };
          }),
        },
        "conversation.assigned": assigned,
        "transfer.undone": {
          description: "CV24: it comes back to who had handed it to the department.",
          guard: "isPresent",
          target: "assigned",
          actions: takenBack,
        },
        ...refuseHolders("conversationWaiting"),
        "customer.typed": hidesTyping,
      },
    },
    snoozed: {
      description: "Put aside by the agent who held it: in no line and in nobody's load.",
      on: {
        "customer.wrote": [
          ...badText,
          {
            description: "CV22: the customer's next text brings it back.",
            target: "waking",
            actions: [...writtenByCustomer, ...wakes("customer")],
          },
        ],
        "customer.sentFile": {
          description: "CV30: as a text does, it brings it back.",
          target: "waking",
          actions: [...writtenByCustomer, takesFile, ...wakes("customer")],
        },
        "outside.said": [
          takenBackBefore,
          {
            description: "CH1: as in web chat, it brings it back.",
            target: "waking",
            actions: [...saidOutside, ...wakes("customer")],
          },
        ],
        "customer.left": [
          over,
          { ...customerLeaves, actions: [{ type: "cancelTimer", params: { id: "snooze" } }, ...endedBy("customer")] },
        ],
        "snooze.ended": {
          description: "CV22: its time has come.",
          guard: "isThisSnooze",
          target: "waking",
          actions: wakes("time"),
        },
        "wake.requested": [
          over,
          {
            description: "CV22: only who put it aside wants it back.",
            guard: "isNotSnoozer",
            actions: refuse("notYourConversation"),
          },
          { description: "CV22: who put it aside wants it back.", target: "waking", actions: wakes("agent") },
        ],
        ...refuseHolders("conversationSnoozed"),
        "customer.typed": hidesTyping,
      },
    },
    // What the queue had said before it heard that concerns a holder of before.
    waking: {
      description: "The queue has been told that it is back, and has not answered.",
      on: {
        "customer.wrote": customerWrites,
        "customer.sentFile": customerSendsFile,
        "outside.said": customerSaysOutside,
        "customer.left": [over, customerLeaves],
        "conversation.rejoined": [
          {
            description: "CV22: it goes straight back to who had put it aside.",
            guard: "isGivenBack",
            target: "returning",
          },
          {
            description: "CV22: who put it aside cannot take it: it is back in the line.",
            guard: "isPresent",
            target: "queued",
            actions: setupThread.assign((args) => {
              const { position } = args.event as Of<"conversation.rejoined">;
              return { position, snoozed: null, ...told(args) };
            }),
          },
        ],
        ...refuseHolders("conversationWaiting"),
        "customer.typed": hidesTyping,
      },
    },
    returning: {
      description: "The queue gives it straight back to who had put it aside: its next word is the assignment.",
      on: {
        "customer.wrote": customerWrites,
        "customer.sentFile": customerSendsFile,
        "outside.said": customerSaysOutside,
        "customer.left": [over, customerLeaves],
        "conversation.assigned": assigned,
        ...refuseHolders("conversationWaiting"),
        "customer.typed": hidesTyping,
      },
    },
    assigned: held,
  },
});
