/** The room of a project's queue. Its behaviour is in `machines/queue.ts`, its books in `machines/desk.ts`. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { deriveDesk, hasRoom, type Desk, type Seat } from "../../machines/desk.ts";
import { queueMachine } from "../../machines/queue.ts";
import type { QueueContext, Receipt } from "../../machines/queue-events.ts";
import { CHANNELS, NOTE_MAX_CHARS } from "../../machines/vocabulary.ts";
import type { Event, RoomDefinition } from "../engine/definition.ts";
import type { FiguresView, SeatView } from "../protocol/queue.ts";
import { count, department, send, timers, word, words } from "./shared.ts";

/** Thousands of panels may look at the figures: at most this often, in milliseconds. */
const UPDATE_EVERY_MS = 500;

const AGENT = "agent";
const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as QueueContext;

function figures(snapshot: AnyMachineSnapshot): FiguresView {
  const { figures: today, waiting, present, available } = contextOf(snapshot);
  const any = today.waited > 0;
  return {
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

const conversation = count;

export const definition: RoomDefinition = {
  party: "queue",
  machine: queueMachine,
  version: 1,
  migrations: [],
  context: v.object({
    project: v.string(),
    timeZone: v.string(),
    departments: v.pipe(words, v.minLength(1)),
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
  },
  derive: (stored: Pick<Desk, "conversations" | "seats">) => ({ ...deriveDesk(stored) }),
  derivedFields: ["waiting", "free", "staff", "held", "present", "available"],
  input: (room) => ({ project: room }),
  effects: {
    notifyAgent: ({ agentId, event }: { agentId: string; event: Event }) => send("agent", agentId, event),
    notifyThread: ({ thread, event }: { thread: string; event: Event }) => send("conversation", thread, event),
    keepReceipt: ({ receipt }: { receipt: Receipt }) => ({ kind: "append", list: "receipts", row: { ...receipt } }),
    ...timers,
  },
  messages: {
    conversation: v.variant("type", [
      v.object({
        type: v.literal("conversation.enqueued"),
        conversation,
        department,
        channel: v.picklist(CHANNELS),
        customerId: word,
        customerName: v.string(),
        enqueuedAt: v.number(),
      }),
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
      v.object({ type: v.literal("place.asked"), conversation }),
    ]),
    agent: v.object({
      type: v.literal("agent.changed"),
      name: v.string(),
      present: v.boolean(),
      available: v.boolean(),
      capacity: count,
      departments: v.array(department),
    }),
    directory: v.object({
      type: v.literal("settings.changed"),
      timeZone: word,
      departments: v.pipe(v.array(department), v.minLength(1)),
    }),
  },
  commands: {},
  topics: {
    figures: { view: (snapshot) => ({ ...figures(snapshot) }) },
    seats: { rows: { table: "seats", show: showSeat } },
  },
  admit: ({ role, project }, snapshot) =>
    role === AGENT && project === contextOf(snapshot).project ? ["figures", "seats"] : [],
  // There is always somebody who may be waiting.
  isIdle: () => false,
  updateEveryMs: UPDATE_EVERY_MS,
  // An agent's screen comes before a thread's "you have been assigned": somebody is about to answer.
  urgent: ["agent"],
};
