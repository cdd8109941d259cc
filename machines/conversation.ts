/**
 * A customer's thread: all conversations of one customer on one channel, one after the other.
 *
 * Between conversations the thread is `quiet`. What the customer writes then opens a new conversation, which is `queued` until
 * the queue room assigns it. This machine never chooses an agent: it asks the queue and hears what was decided. Messages and
 * what happened to the conversation share one sequence, which is the order that everybody sees.
 */
import { assign } from "xstate";
import { asksAgain, asksAnew, asksForNobody, asksNoMore } from "./attendance.ts";
import { over, refuse, setupThread } from "./conversation-setup.ts";
import {
  screenClosed,
  screenOpened,
  writtenByCustomer,
  customerWrites,
  customerSendsFile,
  badText,
  agentWrites,
  agentSendsFile,
  agentNotes,
  agentReactsTo,
  agentReplies,
  agentRetries,
  agentSendsTemplate,
  customerOpens,
  customerSaysOutside,
  outsideOpens,
  saidOutside,
  takenBackBefore,
  endedFor,
  startChance,
  endedBy,
  wakes,
  asksTransfer,
  takenBack,
  refuseHolders,
  refuseOutside,
  asksPlace,
  assignedLine,
  introduced,
  opened,
  taken,
  takenBy,
  tellsName,
  told,
} from "./conversation-steps.ts";
import { tellsRead, tellsTyping } from "./delivering.ts";
import { declineFile, erases, takesFile } from "./filing.ts";
import { handedTo, moved, movedLine, transferredLine, undoAsked, undoDeclined, undoQuestion } from "./handing.ts";
import { outsideAnywhere } from "./outside-steps.ts";
import { notOver, rated, ratedLine } from "./rating.ts";
import { reopenDeclined, reopenQuestion, reopenedLine, stillUnanswered } from "./reopening.ts";
import { putAside, snoozedLine, snoozeNotice, snoozeTimer } from "./snoozing.ts";
import { line, type Of } from "./thread.ts";
import { reads, readsNoMore } from "./reading.ts";
import { labelled } from "./upkeep.ts";
import { DEFAULT_RULES } from "./vocabulary.ts";

export const conversationMachine = setupThread.createMachine({
  id: "conversation",
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
    // CV10: a customer who opens the widget is told at once whether anybody is there.
    "session.opened": [
      { guard: "isCustomer", actions: screenOpened },
      // CV28
      { guard: "isReader", actions: reads },
    ],
    "session.closed": [
      { guard: "isCustomerSession", actions: screenClosed },
      { guard: "isReaderSession", actions: readsNoMore },
    ],
    // CV7: marks only ever rise, and never above what there is.
    "customer.marked": [
      {
        guard: "movesCustomerMarks",
        actions: assign(({ context, event }) => {
          const { delivered, read } = event;
          return {
            customerDelivered: Math.max(context.customerDelivered, delivered, read),
            customerRead: Math.max(context.customerRead, read),
          };
        }),
      },
      {},
    ],
    "conversation.placed": { guard: "isNews", actions: setupThread.assign(told) },
    "agent.wrote": { actions: refuse("conversationNotOpen") },
    ...refuseOutside("conversationNotOpen"),
    ...outsideAnywhere,
    "agent.sentFile": { actions: declineFile("conversationNotOpen") },
    // CV31: whatever the conversation has come to.
    "erase.requested": [
      // Asked already.
      { guard: "isErased" },
      { guard: "isNothingToErase", actions: refuse("nothingToErase") },
      { guard: "mayEraseAny", actions: erases },
      { guard: "isNotHolder", actions: refuse("notYourConversation") },
      { guard: "isNotAuthor", actions: refuse("notYourMessage") },
      { actions: erases },
    ],
    "agent.marked": { actions: refuse("conversationNotOpen") },
    "close.requested": [over, { actions: refuse("conversationNotOpen") }],
    "note.written": { actions: refuse("conversationNotOpen") },
    "labels.chosen": { actions: refuse("conversationNotOpen") },
    "transfer.requested": [over, { actions: refuse("conversationNotOpen") }],
    "departmentTransfer.requested": [over, { actions: refuse("conversationNotOpen") }],
    // CV24: only where somebody has just handed it over is there anything to take back.
    "undo.requested": [
      over,
      { guard: "mayNotUndo", actions: refuse("nothingToUndo") },
      // Asked already.
      { guard: "isUndoing" },
      { actions: [{ type: "tellQueue", params: undoQuestion }, assign(undoAsked)] },
    ],
    "undo.declined": { guard: "isThisUndo", actions: assign(undoDeclined) },
    "reopen.requested": [over, { actions: refuse("reopenOver") }],
    "snooze.requested": [over, { actions: refuse("conversationNotOpen") }],
    "wake.requested": [over, { actions: refuse("notSnoozed") }],
    "customer.left": [over, { actions: refuse("conversationNotOpen") }],
    "customer.introduced": { actions: [tellsName, setupThread.assign(introduced)] },
    "conversation.rated": [
      { guard: "hasNothingToRate", actions: refuse("nothingToRate") },
      { guard: "isRatingOver", actions: refuse("conversationOver") },
      { guard: "isAlreadyRated", actions: refuse("alreadyRated") },
      { guard: "isCommentTooLong", actions: refuse("noteTooLong") },
      {
        actions: [{ type: "append", params: (args) => ({ message: ratedLine(args) }) }, setupThread.assign(rated)],
      },
    ],
  },
  states: {
    /** No conversation is open. */
    quiet: {
      // CV25: as long as a screen is there, whether anybody is.
      entry: asksAnew,
      exit: asksNoMore,
      on: {
        "session.opened": { guard: "isCustomer", actions: [...screenOpened, asksAnew] },
        "session.closed": { guard: "isCustomerSession", actions: [screenClosed, asksForNobody] },
        "attendance.due": { guard: "isLookedAt", actions: asksAgain },
        "customer.introduced": [
          {
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
          { actions: [setupThread.assign(introduced), asksAnew] },
        ],
        // CV1: what the customer writes opens a conversation and joins the line.
        "customer.wrote": [...badText, { target: "queued", actions: customerOpens }],
        "customer.sentFile": { target: "queued", actions: [...customerOpens, takesFile] },
        // CH1
        "outside.said": [takenBackBefore, { target: "queued", actions: outsideOpens }],
        // CV21: who finished it wants it back.
        "reopen.requested": [
          over,
          { guard: "mayNotReopen", actions: refuse("reopenOver") },
          {
            target: "reopening",
            actions: [
              { type: "cancelTimer", params: { id: "reopen" } },
              { type: "tellQueue", params: reopenQuestion },
            ],
          },
        ],
        "reopen.expired": { guard: "isThisChance", actions: assign({ reopen: null }) },
      },
    },
    /** The queue is asked whether who finished it can take it once more; it always answers. */
    reopening: {
      on: {
        // Should the queue say yes all the same, it hears at once that the customer has gone on to the next conversation.
        "customer.wrote": [
          ...badText,
          { target: "queued", actions: [{ type: "tellQueue", params: endedFor("customer") }, ...customerOpens] },
        ],
        "customer.sentFile": {
          target: "queued",
          actions: [{ type: "tellQueue", params: endedFor("customer") }, ...customerOpens, takesFile],
        },
        "outside.said": [
          takenBackBefore,
          { target: "queued", actions: [{ type: "tellQueue", params: endedFor("customer") }, ...outsideOpens] },
        ],
        "reopen.requested": [over, { guard: "mayNotReopen", actions: refuse("reopenOver") }, {}],
        "conversation.reopened": {
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
        "reopen.declined": { guard: "isPresent", target: "quiet", actions: [assign(reopenDeclined), startChance] },
      },
    },
    /** In the line, waiting for the queue to choose an agent. */
    queued: {
      on: {
        "customer.wrote": customerWrites,
        "customer.sentFile": customerSendsFile,
        "outside.said": customerSaysOutside,
        "customer.left": [over, { target: "quiet", actions: endedBy("customer") }],
        "conversation.placed": {
          guard: "isPresent",
          actions: setupThread.assign((args) => {
            const { position } = args.event as Of<"conversation.placed">;
            return { position, ...told(args) };
          }),
        },
        "conversation.assigned": {
          guard: "isPresent",
          target: "assigned",
          actions: [{ type: "append", params: (args) => ({ message: assignedLine(args) }) }, takenBy],
        },
        "transfer.undone": { guard: "isPresent", target: "assigned", actions: takenBack },
        ...refuseHolders("conversationWaiting"),
        "customer.typed": {},
      },
    },
    /** Put aside by the agent who held it: in no line and in nobody's load. */
    snoozed: {
      on: {
        "customer.wrote": [...badText, { target: "waking", actions: [...writtenByCustomer, ...wakes("customer")] }],
        "customer.sentFile": {
          target: "waking",
          actions: [...writtenByCustomer, takesFile, ...wakes("customer")],
        },
        "outside.said": [takenBackBefore, { target: "waking", actions: [...saidOutside, ...wakes("customer")] }],
        "customer.left": [
          over,
          {
            target: "quiet",
            actions: [{ type: "cancelTimer", params: { id: "snooze" } }, ...endedBy("customer")],
          },
        ],
        "snooze.ended": { guard: "isThisSnooze", target: "waking", actions: wakes("time") },
        "wake.requested": [
          over,
          { guard: "isNotSnoozer", actions: refuse("notYourConversation") },
          { target: "waking", actions: wakes("agent") },
        ],
        ...refuseHolders("conversationSnoozed"),
        "customer.typed": {},
      },
    },
    /** The queue has been told that it is back. What it had said before it heard that concerns a holder of before. */
    waking: {
      on: {
        "customer.wrote": customerWrites,
        "customer.sentFile": customerSendsFile,
        "outside.said": customerSaysOutside,
        "customer.left": [over, { target: "quiet", actions: endedBy("customer") }],
        "conversation.rejoined": [
          { guard: "isGivenBack", target: "returning" },
          {
            guard: "isPresent",
            target: "queued",
            actions: setupThread.assign((args) => {
              const { position } = args.event as Of<"conversation.rejoined">;
              return { position, snoozed: null, ...told(args) };
            }),
          },
        ],
        ...refuseHolders("conversationWaiting"),
        "customer.typed": {},
      },
    },
    /** The queue gives it straight back to who had put it aside: its next word is the assignment. */
    returning: {
      on: {
        "customer.wrote": customerWrites,
        "customer.sentFile": customerSendsFile,
        "outside.said": customerSaysOutside,
        "customer.left": [over, { target: "quiet", actions: endedBy("customer") }],
        "conversation.assigned": {
          guard: "isPresent",
          target: "assigned",
          actions: [{ type: "append", params: (args) => ({ message: assignedLine(args) }) }, takenBy],
        },
        ...refuseHolders("conversationWaiting"),
        "customer.typed": {},
      },
    },
    /** An agent is responsible for it. */
    assigned: {
      initial: "talking",
      on: {
        "customer.wrote": customerWrites,
        "customer.sentFile": customerSendsFile,
        "outside.said": customerSaysOutside,
        "agent.wrote": agentWrites,
        "agent.replied": agentReplies,
        "agent.sentTemplate": agentSendsTemplate,
        "agent.reacted": agentReactsTo,
        "retry.requested": agentRetries,
        "agent.sentFile": agentSendsFile,
        "agent.marked": [
          { guard: "isNotHolder", actions: refuse("notYourConversation") },
          {
            guard: "movesAgentMark",
            actions: [
              tellsRead,
              assign(({ context, event }) => {
                const { read } = event;
                return { agentRead: read, unread: context.unread.filter((seq) => seq > read), handed: null };
              }),
            ],
          },
          { guard: "isHanded", actions: opened },
          // Without this one, a mark that moves nothing would fall through to the refusal at the top.
          {},
        ],
        "customer.typed": {
          actions: {
            type: "showTyping",
            params: ({ event }) => ({ topic: "agent" as const, typing: event.typing }),
          },
        },
        "agent.typed": [
          { guard: "isNotHolder", actions: refuse("notYourConversation") },
          {
            actions: [
              {
                type: "showTyping",
                params: ({ event }) => ({ topic: "customer" as const, typing: event.typing }),
              },
              tellsTyping,
            ],
          },
        ],
        "note.written": agentNotes,
        // CV19: all of them at once, so that two screens cannot add what a third has taken away.
        "labels.chosen": [
          { guard: "isNotHolder", actions: refuse("notYourConversation") },
          { guard: "hasTooManyLabels", actions: refuse("tooManyLabels") },
          { actions: [setupThread.assign(labelled), opened] },
        ],
        "close.requested": [
          over,
          { guard: "isNotHolder", actions: refuse("notYourConversation") },
          { guard: "lacksWrapUp", actions: refuse("wrapUpMissing") },
          { target: "quiet", actions: endedBy("agent") },
        ],
        "customer.left": [over, { target: "quiet", actions: endedBy("customer") }],
        // CV9: an agent vanished: back in the line at the first arrival time.
        "conversation.returned": {
          guard: "isPresent",
          target: "queued",
          actions: [
            {
              type: "append",
              params: (args) => {
                const { id: agentId, name: agentName } = args.context.holder ?? { id: "", name: "" };
                return { message: line(args, { kind: "returned" as const, agentId, agentName }) };
              },
            },
            assign(({ context }) => ({
              seq: context.seq + 1,
              holder: null,
              transfer: null,
              declined: null,
              handed: null,
              returned: true,
            })),
          ],
        },
        // CV8: the queue has decided; the history goes along.
        "conversation.transferred": {
          guard: "isPresent",
          target: ".talking",
          actions: [
            { type: "append", params: (args) => ({ message: transferredLine(args) }) },
            setupThread.assign((args) => {
              const { agentId: to, agentName: toName } = args.event as Of<"conversation.transferred">;
              return { ...taken(args), handed: handedTo(args.context, { to, toName, kind: "agent" }) };
            }),
          ],
        },
        "transfer.undone": { guard: "isPresent", target: ".talking", actions: takenBack },
        // CV23: into another line, as the queue has decided.
        "conversation.moved": {
          guard: "isPresent",
          target: "queued",
          actions: [{ type: "append", params: (args) => ({ message: movedLine(args) }) }, assign(moved)],
        },
      },
      states: {
        talking: {
          on: {
            "snooze.requested": [
              over,
              { guard: "isNotHolder", actions: refuse("notYourConversation") },
              { guard: "isNotAhead", actions: refuse("snoozeNotAhead") },
              { guard: "isTooFarAhead", actions: refuse("snoozeTooLong") },
              {
                target: "#conversation.snoozed",
                actions: [
                  { type: "append", params: (args) => ({ message: snoozedLine(args) }) },
                  assign(putAside),
                  { type: "startTimer", params: snoozeTimer },
                  { type: "tellQueue", params: snoozeNotice },
                ],
              },
            ],
            "transfer.requested": [
              over,
              { guard: "isNotHolder", actions: refuse("notYourConversation") },
              { guard: "isTransferToSelf", actions: refuse("sameAgent") },
              { guard: "isNoteTooLong", actions: refuse("noteTooLong") },
              { target: "transferring", actions: asksTransfer },
            ],
            "departmentTransfer.requested": [
              over,
              { guard: "isNotHolder", actions: refuse("notYourConversation") },
              { guard: "isNoteTooLong", actions: refuse("noteTooLong") },
              { target: "transferring", actions: asksTransfer },
            ],
          },
        },
        /** The queue is asked whether the colleague or the department can take it; it always answers. */
        transferring: {
          on: {
            "snooze.requested": [
              over,
              { guard: "isNotHolder", actions: refuse("notYourConversation") },
              { actions: refuse("alreadyTransferring") },
            ],
            "transfer.requested": [
              over,
              { guard: "isNotHolder", actions: refuse("notYourConversation") },
              { actions: refuse("alreadyTransferring") },
            ],
            "departmentTransfer.requested": [
              over,
              { guard: "isNotHolder", actions: refuse("notYourConversation") },
              { actions: refuse("alreadyTransferring") },
            ],
            // Another answer than to this question is stale: the holder before may have asked as well, and vanished.
            "transfer.declined": {
              guard: "isThisTransfer",
              target: "talking",
              actions: assign(({ context, event }) => {
                const { to, reason } = event;
                return { transfer: null, declined: { to, kind: context.transfer!.kind, reason } };
              }),
            },
          },
        },
      },
    },
  },
});
