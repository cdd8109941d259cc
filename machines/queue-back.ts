/** What an agent had and may have again: put aside, handed over, finished. None of it overtakes anybody (QU20). */
import { give, putAside, withConversation } from "./desk.ts";
import { assignmentNotice, entryFrom, entryOf, receiptFor, wakingSeat } from "./queue-decisions.ts";
import type { Of, QueueContext } from "./queue-events.ts";
import { setupQueue } from "./queue-setup.ts";
import { assignedTo, isBack } from "./queue-steps.ts";
import { standing } from "./queue-waits.ts";

/** QU21: wherever it is by now: who puts it aside has the last word, as who finishes it has. */
export const snooze = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const { agentId, until } = event as Of<"conversation.snoozed">;
  const entry = entryOf({ context, event })!;
  const { id: of, thread, customerName } = entry;
  if (entry.agentId !== null) {
    const unassigned = { type: "conversation.unassigned", conversationId: of, why: "snoozed" };
    enqueue({ type: "notifyAgent", params: { agentId: entry.agentId, event: unassigned } });
  }
  const snoozed = { type: "conversation.snoozed", conversationId: of, thread, customerName, until };
  enqueue({ type: "notifyAgent", params: { agentId, event: snoozed } });
  enqueue.assign(() => putAside(context, entry, agentId));
});

/** QU21: back to who put it aside, past no one (see QU20), or into its line at its first arrival time. */
export const wake = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const { at } = event;
  const aside = entryOf({ context, event })!;
  const seat = wakingSeat({ context, event });
  const entry = { ...aside, snoozedBy: null };
  const { conversation, thread } = entry;
  let desk: QueueContext = { ...context, ...withConversation(context, entry.id, entry) };
  enqueue(isBack(aside));
  const stands = seat ? standing(context, aside, at) : standing(desk, entry, at);
  const rejoined = { type: "conversation.rejoined", conversation, ...stands };
  enqueue({ type: "notifyThread", params: { thread, event: rejoined } });
  if (seat) {
    const receipt = receiptFor(desk, entry, seat, at, "woken");
    desk = { ...desk, ...give(desk, entry, seat.id, at), receipts: receipt.seq };
    enqueue({ type: "keepReceipt", params: { receipt } });
    enqueue({ type: "notifyAgent", params: { agentId: seat.id, event: assignmentNotice(entry, receipt, null) } });
    enqueue({ type: "notifyThread", params: { thread, event: assignedTo(entry, seat, desk) } });
  }
  enqueue.assign(() => desk);
});

/** QU23: back to who handed it over, past no one (see QU20). */
export const undo = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const { agentId, at } = event as Of<"undo.asked">;
  const before = entryOf({ context, event })!;
  const seat = context.seats.get(agentId)!;
  const { movedFrom } = before;
  const department = movedFrom !== null && context.departments.includes(movedFrom) ? movedFrom : before.department;
  const entry = { ...before, department };
  const receipt = receiptFor(context, entry, seat, at, "undone");
  enqueue({ type: "keepReceipt", params: { receipt } });
  if (before.agentId !== null) {
    const unassigned = { type: "conversation.unassigned", conversationId: entry.id, why: "undone" };
    enqueue({ type: "notifyAgent", params: { agentId: before.agentId, event: unassigned } });
  }
  enqueue({ type: "notifyAgent", params: { agentId, event: assignmentNotice(entry, receipt, null) } });
  const { conversation, thread } = entry;
  const { rules } = context;
  const undone = { type: "transfer.undone", conversation, agentId, agentName: seat.name, department, rules };
  enqueue({ type: "notifyThread", params: { thread, event: undone } });
  enqueue.assign(() => ({ ...give(context, entry, agentId, at), receipts: receipt.seq }));
});

/** QU20: back to who finished it, past no one: whoever waits, waits because this agent takes none or has no room. */
export const reopen = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const { agentId, at } = event as Of<"reopen.asked">;
  const entry = entryFrom({ context, event });
  const seat = context.seats.get(agentId)!;
  const receipt = receiptFor(context, entry, seat, at, "reopened");
  enqueue({ type: "keepReceipt", params: { receipt } });
  enqueue({ type: "notifyAgent", params: { agentId, event: assignmentNotice(entry, receipt, null) } });
  const { conversation, thread, department } = entry;
  const { rules } = context;
  const reopened = { type: "conversation.reopened", conversation, agentId, agentName: seat.name, department, rules };
  enqueue({ type: "notifyThread", params: { thread, event: reopened } });
  enqueue.assign(() => ({ ...give(context, entry, agentId, at), receipts: receipt.seq }));
});
