/** What happens to the queue's books, step by step: assignments, arrivals, ends, transfers, seats, settings. */
import {
  give,
  giveBack,
  intoLine,
  nextAssignment,
  remove,
  withConversation,
  withSeat,
  withoutSeat,
  type Desk,
  type Entry,
  type Seat,
} from "./desk.ts";
import {
  assignmentNotice,
  counted,
  entryFrom,
  entryOf,
  figuresAt,
  isAtOnce,
  receiptFor,
  waitThatCounts,
} from "./queue-decisions.ts";
import { Ordered } from "./ordered.ts";
import type { Of, QueueContext } from "./queue-events.ts";
import { callAway } from "./queue-away.ts";
import { setupQueue } from "./queue-setup.ts";
import { standing, withAssignment } from "./queue-waits.ts";

export const assignedTo = (
  { conversation, department }: Entry,
  { id: agentId, name: agentName }: Seat,
  { rules }: QueueContext,
) => ({
  type: "conversation.assigned",
  conversation,
  agentId,
  agentName,
  department,
  rules,
});

/** QU3–QU5: gives away whatever can be given, always the head of a line to the least loaded, one by one. */
export const distribute = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  let desk: QueueContext = context;
  for (let next = nextAssignment(desk, desk.departments); next; next = nextAssignment(desk, desk.departments)) {
    const { entry, seat } = next;
    const wait = waitThatCounts(entry, event);
    const receipt = receiptFor(desk, entry, seat, event.at, "fromLine", wait);
    const figures = counted(desk.figures, wait, event.at, desk.timeZone);
    const paces = isAtOnce(entry, event) ? desk.paces : withAssignment(desk.paces, entry.department, event.at);
    desk = { ...desk, ...give(desk, entry, seat.id, event.at), figures, paces, receipts: receipt.seq };
    enqueue({ type: "keepReceipt", params: { receipt } });
    enqueue({
      type: "notifyAgent",
      params: { agentId: seat.id, event: assignmentNotice(entry, receipt, entry.transfer) },
    });
    enqueue({ type: "notifyThread", params: { thread: entry.thread, event: assignedTo(entry, seat, desk) } });
  }
  if (desk !== context) enqueue.assign(() => desk);
});

export const takeIn = setupQueue.assign(({ context, event }) => {
  const entry = entryFrom({ context, event });
  return withConversation(context, entry.id, entry);
});

/** It leaves the list of what an agent has put aside. */
export const isBack = ({ id, snoozedBy }: Entry) => ({
  type: "notifyAgent" as const,
  params: { agentId: snoozedBy!, event: { type: "conversation.woken", conversationId: id } },
});

export const takeOut = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const entry = entryOf({ context, event })!;
  if (entry.agentId !== null)
    enqueue({
      type: "notifyAgent",
      params: {
        agentId: entry.agentId,
        event: { type: "conversation.unassigned", conversationId: entry.id, why: "closed" },
      },
    });
  if (entry.snoozedBy !== null) enqueue(isBack(entry));
  enqueue.assign(() => remove(context, entry));
});

/** QU6: who is no longer present gives everything back, each conversation to its line at its first arrival time. */
export const seatAgent = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const { from, name, present, available, capacity, departments, gone = false } = event as Of<"agent.changed">;
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
  if (gone) desk = withoutSeat(desk, from.room);
  // QU26: of whom they leave behind, and of what they have given back.
  if (before?.present && !(present && available))
    for (const department of context.departments) for (const call of callAway(desk, department)) enqueue(call);
  enqueue.assign(() => desk);
});

/** QU7: from one agent to another, past no one: who has room for it has nobody waiting for them. */
export const handOver = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const { fromAgent, fromName, to, note, at } = event as Of<"transfer.asked">;
  const entry = entryOf({ context, event })!;
  const seat = context.seats.get(to)!;
  const receipt = receiptFor(context, entry, seat, at, "transfer");
  enqueue({ type: "keepReceipt", params: { receipt } });
  const unassigned = { type: "conversation.unassigned", conversationId: entry.id, why: "transferred" };
  enqueue({ type: "notifyAgent", params: { agentId: fromAgent, event: unassigned } });
  const assigned = assignmentNotice(entry, receipt, { fromAgent, fromName, note });
  enqueue({ type: "notifyAgent", params: { agentId: to, event: assigned } });
  const { conversation, thread, department } = entry;
  const { rules } = context;
  const transferred = {
    type: "conversation.transferred",
    conversation,
    agentId: to,
    agentName: seat.name,
    department,
    note,
    rules,
  };
  enqueue({ type: "notifyThread", params: { thread, event: transferred } });
  enqueue.assign(() => ({ ...give(context, entry, to, at), receipts: receipt.seq }));
});

/** QU22: into another line, at the first arrival time; whoever gets it there sees the note. */
export const move = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const { fromAgent, fromName, department, note, at } = event as Of<"departmentTransfer.asked">;
  const before = entryOf({ context, event })!;
  const transfer = { fromAgent, fromName, note };
  const entry = { ...before, department, transfer, movedFrom: before.department };
  const desk = { ...context, ...intoLine(context, entry) };
  const unassigned = { type: "conversation.unassigned", conversationId: entry.id, why: "transferred" };
  enqueue({ type: "notifyAgent", params: { agentId: fromAgent, event: unassigned } });
  const { conversation, thread } = entry;
  const moved = {
    type: "conversation.moved",
    conversation,
    department,
    note,
    ...standing(desk, desk.conversations.get(entry.id)!, at),
  };
  enqueue({ type: "notifyThread", params: { thread, event: moved } });
  enqueue.assign(() => desk);
});

/** QU2: whoever is in a line that is no more goes on in the first one, by the time of arrival. */
export const changeSettings = setupQueue.assign(({ context, event }) => {
  const { timeZone, departments, at } = event as Of<"settings.changed">;
  const until = timeZone === context.timeZone ? context.figures.until : Math.min(context.figures.until, at);
  const paces = departments.reduce((kept, department) => {
    const pace = context.paces.get(department);
    return pace ? kept.set(department, pace) : kept;
  }, Ordered.empty<readonly number[]>());
  let desk: QueueContext = { ...context, timeZone, departments, paces, figures: { ...context.figures, until } };
  if (context.departments.some((department) => !departments.includes(department)))
    for (const [id, entry] of context.conversations)
      if (!departments.includes(entry.department))
        desk = { ...desk, ...withConversation(desk, id, { ...entry, department: departments[0]! }) };
  return desk;
});

/** CV16: whoever has it, or has put it aside, hears what its customer is called now. */
export const rename = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const { customerName } = event as Of<"customer.named">;
  const entry = entryOf({ context, event })!;
  const agentId = entry.agentId ?? entry.snoozedBy;
  if (agentId !== null) {
    const named = { type: "customer.named", conversationId: entry.id, customerName };
    enqueue({ type: "notifyAgent", params: { agentId, event: named } });
  }
  enqueue.assign(() => withConversation(context, entry.id, { ...entry, customerName }));
});

export const startDay = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const figures = figuresAt(context.figures, event.at, context.timeZone);
  enqueue.assign({ figures });
  enqueue({ type: "startTimer", params: { id: "day", at: figures.until, event: { type: "day.ended" } } });
});
