/** What a queue's machine may ask for and what it asks itself: the words of `machines/queue.ts`. */
import { setup } from "xstate";
import {
  declineReason,
  entryOf,
  moveDeclineReason,
  reopenDeclineReason,
  undoDeclineReason,
} from "./queue-decisions.ts";
import type { QueueContext, QueueEvent, Receipt } from "./queue-events.ts";

type Notice = { type: string; [field: string]: unknown };

export const setupQueue = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: QueueContext; events: QueueEvent; input: { project: string } },
  actions: {
    notifyAgent: (_, _params: { agentId: string; event: Notice }) => {},
    notifyThread: (_, _params: { thread: string; event: Notice }) => {},
    keepReceipt: (_, _params: { receipt: Receipt }) => {},
    startTimer: (_, _params: { id: string; at: number; event: Notice }) => {},
  },
  guards: {
    isKnown: (args) => entryOf(args) !== undefined,
    isAwake: (args) => entryOf(args)?.snoozedBy === null,
    isSnoozed: (args) => typeof entryOf(args)?.snoozedBy === "string",
    isDeclined: (args) => declineReason(args) !== undefined,
    mayNotMove: (args) => moveDeclineReason(args) !== undefined,
    mayNotUndo: (args) => undoDeclineReason(args) !== undefined,
    mayNotReopen: (args) => reopenDeclineReason(args) !== undefined,
    keepsHours: ({ context }) => context.hours !== null,
    somebodyWaits: ({ context }) => context.waiting.size > 0,
    nobodyWaits: ({ context }) => context.waiting.size === 0,
  },
});
