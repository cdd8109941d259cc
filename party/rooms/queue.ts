/** The room of a project's queue. Its behaviour is in `machines/queue.ts`, its books in `machines/desk.ts`. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { deriveDesk, hasRoom, type Desk, type Entry, type Seat } from "../../machines/desk.ts";
import type { Ordered } from "../../machines/ordered.ts";
import { may } from "../../machines/rights.ts";
import { queueMachine } from "../../machines/queue.ts";
import type { QueueContext, Receipt } from "../../machines/queue-events.ts";
import { CHANNELS, DEFAULT_RULES, NOTE_MAX_CHARS } from "../../machines/vocabulary.ts";
import type { Event, RoomDefinition } from "../engine/definition.ts";
import type { FiguresView, SeatView } from "../protocol/queue.ts";
import { longestWaiting, showEntry } from "./queue-line.ts";
import { count, department, hours, rules, send, timers, word, words } from "./shared.ts";

/** Thousands of panels may look at the figures: at most this often, in milliseconds. */
const UPDATE_EVERY_MS = 500;

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as QueueContext;

function figures(snapshot: AnyMachineSnapshot): FiguresView {
  const { figures: today, waiting, present, available } = contextOf(snapshot);
  const any = today.waited > 0;
  return {
    waited: today.waited,
    averageWaitMs: any ? Math.round(today.totalWaitMs / today.waited) : null,
    longestWaitMs: any ? today.longestWaitMs : null,
    waiting: waiting.size,
    present,
    available,
  };
}

function showSeat(seat: Seat): SeatView {
  const { id, name, present, available, load, capacity, departments } = seat;
  let transfer: SeatView["transfer"] = true;
  if (!present) transfer = "agentNotPresent";
  else if (!available) transfer = "agentUnavailable";
  else if (!hasRoom(seat)) transfer = "agentAtCapacity";
  return { id, name, present, available, load, capacity, departments: [...departments], transfer };
}

/** What version 1 did not have yet. */
const entryToVersion2 = (entry: object): unknown => ({
  transfer: null,
  movedFrom: null,
  snoozedBy: null,
  ...entry,
});
function toVersion2(saved: { context: object }): unknown {
  return { ...saved, context: { rules: DEFAULT_RULES, ...saved.context } };
}
/** What version 2 did not have yet. */
const toVersion3 = (saved: { context: object }): unknown => ({ ...saved, context: { hours: null, ...saved.context } });

const conversation = count;
const arrival = {
  conversation,
  department,
  channel: v.picklist(CHANNELS),
  customerId: word,
  customerName: v.string(),
  enqueuedAt: v.number(),
};

export const definition: RoomDefinition = {
  party: "queue",
  machine: queueMachine,
  version: 3,
  migrations: [
    { from: 1, snapshot: toVersion2, rows: { conversations: entryToVersion2 } },
    { from: 2, snapshot: toVersion3 },
  ],
  context: v.object({
    project: v.string(),
    timeZone: v.string(),
    departments: v.pipe(words, v.minLength(1)),
    rules: v.object(rules),
    hours,
    figures: v.object({
      day: v.string(),
      until: v.number(),
      waited: count,
      totalWaitMs: v.number(),
      longestWaitMs: v.number(),
    }),
    receipts: count,
    untold: count,
    toldUpTo: v.string(),
  }),
  tables: {
    conversations: v.object({
      id: word,
      thread: word,
      conversation,
      department: word,
      channel: v.picklist(CHANNELS),
      customerId: word,
      customerName: v.string(),
      enqueuedAt: v.number(),
      agentId: v.nullable(word),
      transfer: v.nullable(v.object({ fromAgent: word, fromName: v.string(), note: v.string() })),
      movedFrom: v.nullable(word),
      snoozedBy: v.nullable(word),
      assignments: count,
      returned: v.boolean(),
    }),
    seats: v.object({
      id: word,
      name: v.string(),
      present: v.boolean(),
      available: v.boolean(),
      capacity: count,
      load: count,
      assignedAt: v.number(),
      departments: words,
    }),
    paces: v.array(v.number()),
  },
  derive: (stored: Pick<Desk, "conversations" | "seats">) => ({ ...deriveDesk(stored) }),
  derivedFields: ["waiting", "free", "staff", "away", "held", "present", "available"],
  input: (room) => ({ project: room }),
  effects: {
    notifyAgent: ({ agentId, event }: { agentId: string; event: Event }) => send("agent", agentId, event),
    notifyThread: ({ thread, event }: { thread: string; event: Event }) => send("conversation", thread, event),
    keepReceipt: ({ receipt }: { receipt: Receipt }) => ({ kind: "append", list: "receipts", row: { ...receipt } }),
    ...timers,
  },
  messages: {
    conversation: v.variant("type", [
      v.object({ type: v.literal("conversation.enqueued"), ...arrival }),
      v.object({ type: v.literal("reopen.asked"), agentId: word, ...arrival }),
      v.object({
        type: v.literal("conversation.ended"),
        conversation,
        by: v.picklist(["customer", "agent"]),
        endedAt: v.number(),
      }),
      v.object({
        type: v.literal("transfer.asked"),
        conversation,
        fromAgent: word,
        fromName: v.string(),
        to: word,
        note: v.pipe(v.string(), v.maxLength(NOTE_MAX_CHARS)),
      }),
      v.object({
        type: v.literal("departmentTransfer.asked"),
        conversation,
        fromAgent: word,
        fromName: v.string(),
        department,
        note: v.pipe(v.string(), v.maxLength(NOTE_MAX_CHARS)),
      }),
      v.object({ type: v.literal("undo.asked"), conversation, agentId: word, holder: v.nullable(word) }),
      v.object({ type: v.literal("conversation.snoozed"), conversation, agentId: word, until: v.number() }),
      v.object({ type: v.literal("conversation.woken"), conversation, by: v.picklist(["time", "customer", "agent"]) }),
      v.object({ type: v.literal("customer.named"), conversation, customerName: v.string() }),
      v.object({ type: v.literal("place.asked"), conversation, department: v.optional(department) }),
    ]),
    agent: v.object({
      type: v.literal("agent.changed"),
      name: v.string(),
      present: v.boolean(),
      available: v.boolean(),
      capacity: count,
      departments: v.array(department),
      gone: v.optional(v.literal(true)),
    }),
    project: v.variant("type", [
      v.object({
        type: v.literal("settings.changed"),
        timeZone: word,
        departments: v.pipe(v.array(department), v.minLength(1)),
      }),
      v.object({ type: v.literal("rules.changed"), rules: v.object(rules) }),
      v.object({ type: v.literal("hours.changed"), hours }),
    ]),
  },
  commands: {},
  topics: {
    figures: { view: (snapshot) => ({ ...figures(snapshot) }) },
    seats: { rows: { table: "seats", show: showSeat } },
    /** Of use while the figures stand open: who says what they watch does not name it otherwise. */
    line: {
      rows: {
        table: "line",
        of: (snapshot, before) =>
          longestWaiting(
            contextOf(snapshot),
            before && { context: contextOf(before.snapshot), line: before.rows as Ordered<Entry> },
          ),
        show: showEntry,
      },
    },
    /** Mostly asked for one by one: an assignment names its receipt. */
    receipts: { lists: { receipts: (row: Receipt & { [field: string]: unknown }) => row } },
  },
  admit: ({ role, project }, snapshot) =>
    may(role, "queue.see") && project === contextOf(snapshot).project ? ["figures", "seats", "line", "receipts"] : [],
  inspection: {
    admit: ({ role, project }, snapshot) => may(role, "rooms.inspect") && project === contextOf(snapshot).project,
  },
  // There is always somebody who may be waiting.
  isIdle: () => false,
  updateEveryMs: UPDATE_EVERY_MS,
  // An agent's screen comes before a thread's "you have been assigned": somebody is about to answer.
  urgent: ["agent"],
};
