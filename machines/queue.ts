/**
 * The central queue of a project: one line per department, one seat per agent, and the only place where it is decided who
 * gets which conversation. One room, one event at a time: so no two decisions can ever meet.
 *
 * After each event that may have freed a seat or brought a customer, `distribute` gives away, one by one, whatever the rules
 * demand. It leaves a receipt for each assignment. `backlog` says that somebody waits, `clear` that nobody does.
 */
import { emptyDesk } from "./desk.ts";
import { Ordered } from "./ordered.ts";
import { callForThem } from "./queue-away.ts";
import { reopen, snooze, undo, wake } from "./queue-back.ts";
import {
  declineReason,
  entryOf,
  moveDeclineReason,
  reopenDeclineReason,
  undoDeclineReason,
} from "./queue-decisions.ts";
import type { Of } from "./queue-events.ts";
import { announce, announceNow, announceSoon, placed, watchHours } from "./queue-places.ts";
import { setupQueue } from "./queue-setup.ts";
import {
  changeSettings,
  distribute,
  handOver,
  move,
  rename,
  seatAgent,
  startDay,
  takeIn,
  takeOut,
} from "./queue-steps.ts";
import { prospects } from "./queue-waits.ts";
import { DEFAULT_RULES } from "./vocabulary.ts";

export const queueMachine = setupQueue.createMachine({
  id: "queue",
  description: "One line per department, one seat per agent, and the only place where it is decided who gets what.",
  context: ({ input }) => ({
    ...emptyDesk,
    project: input.project,
    timeZone: "UTC",
    departments: ["general"],
    rules: DEFAULT_RULES,
    hours: null,
    paces: Ordered.empty(),
    figures: { day: "", until: 0, waited: 0, totalWaitMs: 0, longestWaitMs: 0 },
    receipts: 0,
    untold: 0,
    toldUpTo: "",
  }),
  initial: "clear",
  on: {
    "conversation.enqueued": [
      { description: "QU1: the same conversation is never in the books twice.", guard: "isKnown" },
      {
        description: "QU3, QU4: at the end of its line; given away at once where an agent of that line has room.",
        actions: [
          takeIn,
          {
            type: "notifyThread",
            params: (args) => {
              const entry = entryOf(args)!;
              return { thread: entry.thread, event: placed(args.context, entry, args.event.at) };
            },
          },
          distribute,
          callForThem,
          announceSoon,
        ],
      },
    ],
    "conversation.ended": {
      description: "QU13: its slot is free, and the next of the line comes in at once.",
      guard: "isKnown",
      actions: [takeOut, distribute, announceSoon],
    },
    "transfer.asked": [
      {
        description: "QU7: every one that cannot be is declined with its reason.",
        guard: "isDeclined",
        actions: {
          type: "notifyThread",
          params: (args) => {
            const { from, conversation, to } = args.event;
            const reason = declineReason(args);
            return { thread: from.room, event: { type: "transfer.declined", conversation, to, reason } };
          },
        },
      },
      {
        description: "QU7, QU13: the colleague has it; who handed it over has room again.",
        actions: [handOver, distribute, announceSoon],
      },
    ],
    "reopen.asked": [
      {
        description: "QU20: every one who asks is answered: they are not there, have no room, or it is in the books.",
        guard: "mayNotReopen",
        actions: {
          type: "notifyThread",
          params: (args) => {
            const { from, conversation } = args.event;
            const reason = reopenDeclineReason(args);
            return { thread: from.room, event: { type: "reopen.declined", conversation, reason } };
          },
        },
      },
      { description: "QU20: who finished it has it again; nobody is overtaken by it.", actions: reopen },
    ],
    "departmentTransfer.asked": [
      {
        description: "QU22: a department that there is not, or where it is already, is declined with its reason.",
        guard: "mayNotMove",
        actions: {
          type: "notifyThread",
          params: (args) => {
            const { from, conversation, department: to } = args.event;
            const reason = moveDeclineReason(args);
            return { thread: from.room, event: { type: "transfer.declined", conversation, to, reason } };
          },
        },
      },
      {
        description: "QU22: in that line, at its first arrival time.",
        actions: [move, distribute, callForThem, announceSoon],
      },
    ],
    "undo.asked": [
      {
        description: "QU23: it is not where they handed it any more, or they are not there or have no room.",
        guard: "mayNotUndo",
        actions: {
          type: "notifyThread",
          params: (args) => {
            const { from, conversation } = args.event;
            const reason = undoDeclineReason(args);
            return { thread: from.room, event: { type: "undo.declined", conversation, reason } };
          },
        },
      },
      {
        description: "QU23: who handed it over has it again, in the department where it was.",
        actions: [undo, distribute, announceSoon],
      },
    ],
    "conversation.snoozed": {
      description: "QU21: in no line and in nobody's load; the next of the line comes in at once.",
      guard: "isAwake",
      actions: [snooze, distribute, announceSoon],
    },
    "conversation.woken": {
      description: "QU21: back to who put it aside if they can take it, else into its line at its first arrival time.",
      guard: "isSnoozed",
      actions: [wake, distribute, callForThem, announceSoon],
    },
    "place.asked": {
      description: "QU15: who asks is told their place, and whether anybody is there to answer.",
      actions: {
        type: "notifyThread",
        params: (args) => {
          const { context } = args;
          const { from, conversation, department = "", at } = args.event;
          const entry = entryOf(args);
          const { departments } = context;
          const line = departments.includes(department) ? department : departments[0]!;
          const event = entry
            ? placed(context, entry, at)
            : { type: "conversation.placed", conversation, ...prospects(context, line, at) };
          return { thread: from.room, event };
        },
      },
    },
    "agent.changed": {
      description: "QU4, QU6: how a seat stands; who is not present any more gives everything back.",
      actions: [seatAgent, distribute, announceSoon],
    },
    "settings.changed": {
      description: "QU2, QU14: a department that is no more swallows nobody, and days begin by the time zone.",
      actions: [changeSettings, startDay, watchHours, distribute, announceSoon],
    },
    "rules.changed": {
      description: "QU17: whoever hears of an assignment hears them with it.",
      actions: setupQueue.assign(({ event }) => ({ rules: (event as Of<"rules.changed">).rules })),
    },
    "hours.changed": {
      description: "QU24: outside of them, where nobody is there, customers are told when it is open again.",
      actions: [
        setupQueue.assign(({ event }) => ({ hours: (event as Of<"hours.changed">).hours })),
        watchHours,
        announceSoon,
      ],
    },
    // Nobody has cancelled the timer of hours that are no more.
    "hours.turned": {
      description: "QU27: business hours begin or end, and who waits is told in that moment.",
      guard: "keepsHours",
      actions: [announceNow, announce, watchHours],
    },
    "customer.named": {
      description: "QU10: whoever gets it reads what the customer is called now.",
      guard: "isKnown",
      actions: rename,
    },
    "positions.due": { description: "QU9: a round of announcements, bounded.", actions: announce },
    "day.ended": { description: "QU14: the figures of a new day.", actions: [startDay, watchHours] },
  },
  states: {
    clear: {
      description: "Nobody waits.",
      always: { description: "QU16: somebody waits.", guard: "somebodyWaits", target: "backlog" },
    },
    backlog: {
      description: "Somebody waits, and nobody who could take them has room.",
      always: { description: "QU16: nobody waits any more.", guard: "nobodyWaits", target: "clear" },
    },
  },
});
