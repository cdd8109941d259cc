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
      // QU1: the same conversation is never in the books twice.
      { guard: "isKnown" },
      {
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
    "conversation.ended": { guard: "isKnown", actions: [takeOut, distribute, announceSoon] },
    "transfer.asked": [
      {
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
      // The one who handed over has room again.
      { actions: [handOver, distribute, announceSoon] },
    ],
    "reopen.asked": [
      {
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
      { actions: reopen },
    ],
    "departmentTransfer.asked": [
      {
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
      { actions: [move, distribute, callForThem, announceSoon] },
    ],
    "undo.asked": [
      {
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
      { actions: [undo, distribute, announceSoon] },
    ],
    "conversation.snoozed": { guard: "isAwake", actions: [snooze, distribute, announceSoon] },
    "conversation.woken": { guard: "isSnoozed", actions: [wake, distribute, callForThem, announceSoon] },
    "place.asked": {
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
    "agent.changed": { actions: [seatAgent, distribute, announceSoon] },
    "settings.changed": {
      actions: [changeSettings, startDay, watchHours, distribute, announceSoon],
    },
    "rules.changed": { actions: setupQueue.assign(({ event }) => ({ rules: (event as Of<"rules.changed">).rules })) },
    // QU24
    "hours.changed": {
      actions: [
        setupQueue.assign(({ event }) => ({ hours: (event as Of<"hours.changed">).hours })),
        watchHours,
        announceSoon,
      ],
    },
    // Nobody has cancelled the timer of hours that are no more.
    "hours.turned": { guard: "keepsHours", actions: [announceNow, announce, watchHours] },
    "customer.named": { guard: "isKnown", actions: rename },
    "positions.due": { actions: announce },
    "day.ended": { actions: [startDay, watchHours] },
  },
  states: {
    /** Nobody waits. */
    clear: { always: { guard: "somebodyWaits", target: "backlog" } },
    /** Somebody waits, and nobody who could take them has room. */
    backlog: { always: { guard: "nobodyWaits", target: "clear" } },
  },
});
