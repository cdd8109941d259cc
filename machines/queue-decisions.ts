/** The queue's single questions: may this be handed over, does this wait count, why was it this agent. Pure, each a few lines. */
import { dayEnd, dayOf } from "./day.ts";
import { hasRoom, lineOf, type Entry, type Seat } from "./desk.ts";
import type { Args, DayFigures, Of, QueueContext, QueueEvent, Receipt } from "./queue-events.ts";
import type { Reason } from "./vocabulary.ts";

/** Most agents that a receipt lists. */
const RECEIPT_AGENTS = 10;

export const conversationId = (from: { room: string }, conversation: number): string => `${from.room}.${conversation}`;

export function entryOf({ context, event }: Args): Entry | undefined {
  const { from, conversation } = event as Of<"conversation.ended">;
  return context.conversations.get(conversationId(from, conversation));
}

/** Why the queue will not hand a conversation over, or nothing. */
export function declineReason({ context, event }: Args): Reason | undefined {
  const { fromAgent, to } = event as Of<"transfer.asked">;
  const entry = entryOf({ context, event });
  const seat = context.seats.get(to);
  if (!entry) return "conversationNotOpen";
  if (entry.agentId !== fromAgent) return "notYourConversation";
  if (!seat) return "agentUnknown";
  if (seat.id === fromAgent) return "sameAgent";
  if (!seat.present) return "agentNotPresent";
  if (!seat.available) return "agentUnavailable";
  if (!hasRoom(seat)) return "agentAtCapacity";
  return undefined;
}

/** The figures of the day that this time belongs to: a new day begins without any. */
export function figuresAt(figures: DayFigures, at: number, timeZone: string): DayFigures {
  if (at < figures.until) return figures;
  return { day: dayOf(at, timeZone), until: dayEnd(at, timeZone), waited: 0, totalWaitMs: 0, longestWaitMs: 0 };
}

/** QU8: only who waited in the line and was then attended, for the first time, counts. */
export function counted(figures: DayFigures, entry: Entry, event: QueueEvent, timeZone: string): DayFigures {
  const today = figuresAt(figures, event.at, timeZone);
  const atOnce = event.type === "conversation.enqueued" && conversationId(event.from, event.conversation) === entry.id;
  if (atOnce || entry.assignments > 0) return today;
  const wait = event.at - entry.enqueuedAt;
  return {
    ...today,
    waited: today.waited + 1,
    totalWaitMs: today.totalWaitMs + wait,
    longestWaitMs: Math.max(today.longestWaitMs, wait),
  };
}

export function receiptFor(context: QueueContext, entry: Entry, seat: Seat, at: number, how: Receipt["how"]): Receipt {
  const line = lineOf(entry.department);
  const first: Receipt["first"] = [];
  if (how === "fromLine")
    for (const [, id] of context.free.prefix(line)) {
      const { load, assignedAt } = context.seats.get(id)!;
      if (first.push({ agentId: id, load, assignedAt }) === RECEIPT_AGENTS) break;
    }
  return {
    seq: context.receipts + 1,
    at,
    conversationId: entry.id,
    department: entry.department,
    agentId: seat.id,
    how,
    enqueuedAt: entry.enqueuedAt,
    waiting: how === "fromLine" ? context.waiting.countPrefix(line) : 0,
    eligible: how === "fromLine" ? context.free.countPrefix(line) : 1,
    first,
  };
}

export const assignmentNotice = (
  entry: Entry,
  at: number,
  transfer: { fromAgent: string; fromName: string; note: string } | null,
) => ({
  type: "conversation.assigned",
  conversationId: entry.id,
  thread: entry.thread,
  department: entry.department,
  channel: entry.channel,
  customerId: entry.customerId,
  customerName: entry.customerName,
  enqueuedAt: entry.enqueuedAt,
  assignedAt: at,
  returned: entry.returned,
  transfer,
});
