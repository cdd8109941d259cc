/**
 * The central queue of a project: one line per department, one seat per agent, and the only place where it is decided who
 * gets which conversation. One room, one event at a time: so no two decisions can ever meet.
 *
 * After each event that may have freed a seat or brought a customer, `distribute` gives away, one by one, whatever the rules
 * demand. It leaves a receipt for each assignment. `backlog` says that somebody waits, `clear` that nobody does.
 */
import { setup } from "xstate";
import {
  emptyDesk,
  give,
  giveBack,
  isAttended,
  lineOf,
  nextAssignment,
  positionOf,
  remove,
  withConversation,
  withSeat,
  type Desk,
  type Entry,
} from "./desk.ts";
import {
  assignmentNotice,
  conversationId,
  counted,
  declineReason,
  entryOf,
  figuresAt,
  receiptFor,
} from "./queue-decisions.ts";
import type { Args, Of, QueueContext, QueueEvent, Receipt } from "./queue-events.ts";
import { POSITIONS_EVERY_MS } from "./vocabulary.ts";

/** At each announcement: the front of each line, and this many more in turn, so that everyone is told in the end. */
const FRONT = 20;
const IN_TURN = 40;

type Notice = { type: string; [field: string]: unknown };

const setupQueue = setup({
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
    isDeclined: (args) => declineReason(args) !== undefined,
    somebodyWaits: ({ context }) => context.waiting.size > 0,
    nobodyWaits: ({ context }) => context.waiting.size === 0,
  },
});

/** QU3–QU5: gives away whatever can be given, always the head of a line to the least loaded, one by one. */
const distribute = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  let desk: QueueContext = context;
  for (let next = nextAssignment(desk, desk.departments); next; next = nextAssignment(desk, desk.departments)) {
    const { entry, seat } = next;
    const receipt = receiptFor(desk, entry, seat, event.at, "fromLine");
    const figures = counted(desk.figures, entry, event, desk.timeZone);
    desk = { ...desk, ...give(desk, entry, seat.id, event.at), figures, receipts: receipt.seq };
    enqueue({ type: "keepReceipt", params: { receipt } });
    enqueue({ type: "notifyAgent", params: { agentId: seat.id, event: assignmentNotice(entry, event.at, null) } });
    const assigned = {
      type: "conversation.assigned",
      conversation: entry.conversation,
      agentId: seat.id,
      agentName: seat.name,
    };
    enqueue({ type: "notifyThread", params: { thread: entry.thread, event: assigned } });
  }
  if (desk !== context) enqueue.assign(() => desk);
});

/** Who joins behind everybody is told their own place at once and changes nobody else's. */
function joinsAtTheEnd({ context, event }: Args): boolean {
  if (event.type !== "conversation.enqueued") return false;
  const entry = entryOf({ context, event })!;
  return entry.agentId !== null || positionOf(context, entry) === context.waiting.countPrefix(lineOf(entry.department));
}

const announcementAfter = (at: number) => ({
  type: "startTimer" as const,
  params: { id: "positions", at: at + POSITIONS_EVERY_MS, event: { type: "positions.due" } },
});

/** QU9: tells those who wait where they stand, when something has moved, at a steady pace however long the line is. */
const announceSoon = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  if (context.waiting.size === 0 || joinsAtTheEnd({ context, event })) return;
  if (context.untold === 0) enqueue(announcementAfter(event.at));
  enqueue.assign({ untold: context.toldUpTo === "" ? 1 : 2 });
});

const placed = (context: QueueContext, entry: Entry) => ({
  type: "conversation.placed",
  conversation: entry.conversation,
  position: entry.agentId === null ? positionOf(context, entry) : null,
  attended: isAttended(context, entry.department),
});

const announce = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const told = new Set<string>();
  const tell = (id: string) => {
    if (told.has(id)) return;
    told.add(id);
    const entry = context.conversations.get(id)!;
    enqueue({ type: "notifyThread", params: { thread: entry.thread, event: placed(context, entry) } });
  };
  for (const department of context.departments) {
    let place = 0;
    for (const [, id] of context.waiting.prefix(lineOf(department))) {
      if (place++ === FRONT) break;
      tell(id);
    }
  }
  let last = "";
  let inTurn = 0;
  for (const [key, id] of context.waiting.entries(context.toldUpTo)) {
    if (inTurn++ === IN_TURN) break;
    tell(id);
    last = key;
  }
  const reachedEnd = inTurn <= IN_TURN;
  const untold = Math.max(0, reachedEnd ? context.untold - 1 : context.untold);
  if (untold > 0) enqueue(announcementAfter(event.at));
  enqueue.assign({ untold, toldUpTo: reachedEnd ? "" : `${last} ` });
});

const takeIn = setupQueue.assign(({ context, event }) => {
  const { from, conversation, department, channel, customerId, customerName, enqueuedAt, at } =
    event as Of<"conversation.enqueued">;
  const entry: Entry = {
    id: conversationId(from, conversation),
    thread: from.room,
    conversation,
    // QU2: a department that the project does not have must not swallow a customer.
    department: context.departments.includes(department) ? department : context.departments[0]!,
    channel,
    customerId,
    customerName,
    enqueuedAt: Math.min(enqueuedAt, at),
    agentId: null,
    assignments: 0,
    returned: false,
  };
  return withConversation(context, entry.id, entry);
});

const takeOut = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const entry = entryOf({ context, event })!;
  if (entry.agentId !== null)
    enqueue({
      type: "notifyAgent",
      params: {
        agentId: entry.agentId,
        event: { type: "conversation.unassigned", conversationId: entry.id, why: "closed" },
      },
    });
  enqueue.assign(() => remove(context, entry));
});

/** QU6: who is no longer present gives everything back, each conversation to its line at its first arrival time. */
const seatAgent = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const { from, name, present, available, capacity, departments } = event as Of<"agent.changed">;
  const before = context.seats.get(from.room);
  const { load = 0, assignedAt = 0 } = before ?? {};
  let desk: Desk = withSeat(context, {
    id: from.room,
    name,
    present,
    available,
    capacity,
    load,
    assignedAt,
    departments,
  });
  if (!present)
    for (const [, id] of context.held.prefix(`${from.room}/`)) {
      const entry = desk.conversations.get(id)!;
      desk = giveBack(desk, entry);
      const returned = { type: "conversation.returned", conversation: entry.conversation };
      enqueue({ type: "notifyThread", params: { thread: entry.thread, event: returned } });
      const unassigned = { type: "conversation.unassigned", conversationId: id, why: "returned" };
      enqueue({ type: "notifyAgent", params: { agentId: from.room, event: unassigned } });
    }
  enqueue.assign(() => desk);
});

/** QU7: from one agent to another, past no one: who has room for it has nobody waiting for them. */
const handOver = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const { fromAgent, fromName, to, note, at } = event as Of<"transfer.asked">;
  const entry = entryOf({ context, event })!;
  const seat = context.seats.get(to)!;
  const receipt = receiptFor(context, entry, seat, at, "transfer");
  enqueue({ type: "keepReceipt", params: { receipt } });
  const unassigned = { type: "conversation.unassigned", conversationId: entry.id, why: "transferred" };
  enqueue({ type: "notifyAgent", params: { agentId: fromAgent, event: unassigned } });
  const assigned = assignmentNotice(entry, at, { fromAgent, fromName, note });
  enqueue({ type: "notifyAgent", params: { agentId: to, event: assigned } });
  const { conversation, thread } = entry;
  const transferred = { type: "conversation.transferred", conversation, agentId: to, agentName: seat.name, note };
  enqueue({ type: "notifyThread", params: { thread, event: transferred } });
  enqueue.assign(() => ({ ...give(context, entry, to, at), receipts: receipt.seq }));
});

/** QU2: whoever is in a line that is no more goes on in the first one, by the time of arrival. */
const changeSettings = setupQueue.assign(({ context, event }) => {
  const { timeZone, departments, at } = event as Of<"settings.changed">;
  const until = timeZone === context.timeZone ? context.figures.until : Math.min(context.figures.until, at);
  let desk: QueueContext = { ...context, timeZone, departments, figures: { ...context.figures, until } };
  if (context.departments.some((department) => !departments.includes(department)))
    for (const [id, entry] of context.conversations)
      if (!departments.includes(entry.department))
        desk = { ...desk, ...withConversation(desk, id, { ...entry, department: departments[0]! }) };
  return desk;
});

const startDay = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const figures = figuresAt(context.figures, event.at, context.timeZone);
  enqueue.assign({ figures });
  enqueue({ type: "startTimer", params: { id: "day", at: figures.until, event: { type: "day.ended" } } });
});

export const queueMachine = setupQueue.createMachine({
  id: "queue",
  context: ({ input }) => ({
    ...emptyDesk,
    project: input.project,
    timeZone: "UTC",
    departments: ["general"],
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
              return { thread: entry.thread, event: placed(args.context, entry) };
            },
          },
          distribute,
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
    "place.asked": {
      actions: {
        type: "notifyThread",
        params: (args) => {
          const { from, conversation } = args.event;
          const entry = entryOf(args);
          const attended = isAttended(args.context, args.context.departments[0]!);
          const event = entry
            ? placed(args.context, entry)
            : { type: "conversation.placed", conversation, position: null, attended };
          return { thread: from.room, event };
        },
      },
    },
    "agent.changed": { actions: [seatAgent, distribute, announceSoon] },
    "settings.changed": {
      actions: [changeSettings, startDay, distribute, announceSoon],
    },
    "positions.due": { actions: announce },
    "day.ended": { actions: startDay },
  },
  states: {
    /** Nobody waits. */
    clear: { always: { guard: "somebodyWaits", target: "backlog" } },
    /** Somebody waits, and nobody who could take them has room. */
    backlog: { always: { guard: "nobodyWaits", target: "clear" } },
  },
});
