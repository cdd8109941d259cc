/** A conversation that an agent has: the state `assigned` of `machines/conversation.ts`. */
import { assign } from "xstate";
import { notHolder, over, refuse, setupThread } from "./conversation-setup.ts";
import {
  customerWrites,
  customerSendsFile,
  agentWrites,
  agentSendsFile,
  agentNotes,
  agentReactsTo,
  agentReplies,
  agentRetries,
  agentSendsTemplate,
  customerSaysOutside,
  endedBy,
  asksTransfer,
  takenBack,
  opened,
  taken,
  customerLeaves,
} from "./conversation-steps.ts";
import { tellsRead, tellsTyping } from "./delivering.ts";
import { handedTo, moved, movedLine, transferredLine } from "./handing.ts";
import { putAside, snoozedLine, snoozeNotice, snoozeTimer } from "./snoozing.ts";
import { line, type Of } from "./thread.ts";
import { labelled } from "./upkeep.ts";

const noteTooLong = {
  description: "CV13: a note has at most 1,000 characters.",
  guard: "isNoteTooLong" as const,
  actions: refuse("noteTooLong"),
};
const alreadyAsked = {
  description: "CV13: once at a time: the queue has not answered yet.",
  actions: refuse("alreadyTransferring"),
};

/** The agent who has it writes, puts it aside, hands it over, finishes it. */
export const held = setupThread.createStateConfig({
  description: "An agent is responsible for it.",
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
      notHolder,
      {
        description: "CV7, CV12: what has been seen is not counted any more.",
        guard: "movesAgentMark",
        actions: [
          tellsRead,
          assign(({ context, event }) => {
            const { read } = event;
            return { agentRead: read, unread: context.unread.filter((seq) => seq > read), handed: null };
          }),
        ],
      },
      {
        description: "CV24: a mark counts: it is theirs from then on.",
        guard: "isHanded",
        actions: opened,
      },
      // Without this one, a mark that moves nothing would fall through to the refusal at the top.
      { description: "CV7: a mark that moves nothing is accepted." },
    ],
    "customer.typed": {
      description: "CV11: shown to the agent, and never written down.",
      actions: {
        type: "showTyping",
        params: ({ event }) => ({ topic: "agent" as const, typing: event.typing }),
      },
    },
    "agent.typed": [
      notHolder,
      {
        description: "CV11: shown to the customer, and never written down.",
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
    "labels.chosen": [
      notHolder,
      {
        description: "CV19: at most 20 of them.",
        guard: "hasTooManyLabels",
        actions: refuse("tooManyLabels"),
      },
      {
        description: "CV19: all at once, so that two screens cannot add what a third has taken away.",
        actions: [setupThread.assign(labelled), opened],
      },
    ],
    "close.requested": [
      over,
      notHolder,
      {
        description: "CV20: it needs a reason where the project asks for one.",
        guard: "lacksWrapUp",
        actions: refuse("wrapUpMissing"),
      },
      {
        description: "CV5: the holder may finish, whatever else is under way.",
        target: "quiet",
        actions: endedBy("agent"),
      },
    ],
    "customer.left": [over, customerLeaves],
    "conversation.returned": {
      description: "CV9: an agent vanished: back in the line at the first arrival time.",
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
    "conversation.transferred": {
      description: "CV8: the queue has decided: the colleague has it; the history goes along.",
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
    "transfer.undone": {
      description: "CV24: it comes back to who had handed it over.",
      guard: "isPresent",
      target: ".talking",
      actions: takenBack,
    },
    "conversation.moved": {
      description: "CV23: into another line, as the queue has decided.",
      guard: "isPresent",
      target: "queued",
      actions: [{ type: "append", params: (args) => ({ message: movedLine(args) }) }, assign(moved)],
    },
  },
  states: {
    talking: {
      description: "The agent and the customer talk.",
      on: {
        "snooze.requested": [
          over,
          notHolder,
          { description: "CV22: until a time ahead.", guard: "isNotAhead", actions: refuse("snoozeNotAhead") },
          { description: "CV22: for at most 30 days.", guard: "isTooFarAhead", actions: refuse("snoozeTooLong") },
          {
            description: "CV22: put aside; its slot is free at once.",
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
          notHolder,
          { description: "CV13: not to themselves.", guard: "isTransferToSelf", actions: refuse("sameAgent") },
          noteTooLong,
          { description: "CV8: the queue is asked.", target: "transferring", actions: asksTransfer },
        ],
        "departmentTransfer.requested": [
          over,
          notHolder,
          noteTooLong,
          { description: "CV23: the queue is asked.", target: "transferring", actions: asksTransfer },
        ],
      },
    },
    transferring: {
      description: "The queue is asked whether the colleague or the department can take it; it always answers.",
      on: {
        "snooze.requested": [over, notHolder, alreadyAsked],
        "transfer.requested": [over, notHolder, alreadyAsked],
        "departmentTransfer.requested": [over, notHolder, alreadyAsked],
        // Another answer than to this question is stale: the holder before may have asked as well, and vanished.
        "transfer.declined": {
          description: "CV8: it stays, and says why.",
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
});
