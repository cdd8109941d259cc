/** The queue's single questions: may this be handed over, does this wait count, why was it this agent. Pure, each a few lines. */
import { dayEnd, dayOf } from "./day.ts";
import { canTakeBack, hasRoom, lineOf, waits, type Entry, type Seat } from "./desk.ts";
import type { Args, DayFigures, Of, QueueContext, QueueEvent, Receipt } from "./queue-events.ts";
import type { Reason } from "./vocabulary.ts";

/** Most agents that a receipt lists. */
const RECEIPT_AGENTS = 10;

const conversationId = (from: { room: string }, conversation: number): string => `${from.room}.${conversation}`;

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

/** QU20: why the queue will not give an agent what they want back, or nothing. They need not be Disponible. */
function takeBackReason(context: QueueContext, agentId: string): Reason | undefined {
  const seat = context.seats.get(agentId);
  if (!seat) return "agentUnknown";
  if (!seat.present) return "agentNotPresent";
  return canTakeBack(seat) ? undefined : "agentAtCapacity";
}

export function reopenDeclineReason(args: Args): Reason | undefined {
  const { agentId } = args.event as Of<"reopen.asked">;
  return entryOf(args) ? "notYourConversation" : takeBackReason(args.context, agentId);
}

/** QU22: why the queue will not put a conversation into another line, or nothing. */
export function moveDeclineReason({ context, event }: Args): Reason | undefined {
  const { fromAgent, department } = event as Of<"departmentTransfer.asked">;
  const entry = entryOf({ context, event });
  if (!entry) return "conversationNotOpen";
  if (entry.agentId !== fromAgent) return "notYourConversation";
  if (!context.departments.includes(department)) return "departmentUnknown";
  return entry.department === department ? "sameDepartment" : undefined;
}

/** QU23: why the queue will not give back what somebody handed over, or nothing. */
export function undoDeclineReason({ context, event }: Args): Reason | undefined {
  const { agentId, holder } = event as Of<"undo.asked">;
  const entry = entryOf({ context, event });
  if (!entry) return "conversationNotOpen";
  if (entry.agentId === agentId) return "sameAgent";
  const isStillThere =
    holder === null ? waits(entry) && entry.transfer?.fromAgent === agentId : entry.agentId === holder;
  return isStillThere ? takeBackReason(context, agentId) : "nothingToUndo";
}

/** QU21: who has put it aside, if they can have it again now. Who asks for it themselves need not be Disponible. */
export function wakingSeat({ context, event }: Args): Seat | undefined {
  const seat = context.seats.get(entryOf({ context, event })!.snoozedBy!);
  const canTake = (event as Of<"conversation.woken">).by === "agent" ? canTakeBack : hasRoom;
  return seat && canTake(seat) ? seat : undefined;
}

/** The figures of the day that this time belongs to: a new day begins without any. */
export function figuresAt(figures: DayFigures, at: number, timeZone: string): DayFigures {
  if (at < figures.until) return figures;
  return { day: dayOf(at, timeZone), until: dayEnd(at, timeZone), waited: 0, totalWaitMs: 0, longestWaitMs: 0 };
}

/** Who comes and is given to somebody in the same step has not waited. */
export const isAtOnce = (entry: Entry, event: QueueEvent): boolean =>
  event.type === "conversation.enqueued" && conversationId(event.from, event.conversation) === entry.id;

/** QU8: only who waited in the line and was then attended, for the first time, counts. */
export const waitThatCounts = (entry: Entry, event: QueueEvent): number | null =>
  isAtOnce(entry, event) || entry.assignments > 0 ? null : event.at - entry.enqueuedAt;

export function counted(figures: DayFigures, wait: number | null, at: number, timeZone: string): DayFigures {
  const today = figuresAt(figures, at, timeZone);
  if (wait === null) return today;
  return {
    ...today,
    waited: today.waited + 1,
    totalWaitMs: today.totalWaitMs + wait,
    longestWaitMs: Math.max(today.longestWaitMs, wait),
  };
}

export function receiptFor(
  context: QueueContext,
  entry: Entry,
  seat: Seat,
  at: number,
  how: Receipt["how"],
  waitMs: number | null = null,
): Receipt {
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
    customerName: entry.customerName,
    department: entry.department,
    agentId: seat.id,
    how,
    enqueuedAt: entry.enqueuedAt,
    waitMs,
    waiting: how === "fromLine" ? context.waiting.countPrefix(line) : 0,
    eligible: how === "fromLine" ? context.free.countPrefix(line) : 1,
    first,
  };
}

/** A conversation as it comes into the books. */
export function entryFrom({ context, event }: Args): Entry {
  const { from, conversation, department, channel, customerId, customerName, enqueuedAt, at } =
    event as Of<"conversation.enqueued">;
  return {
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
    transfer: null,
    movedFrom: null,
    snoozedBy: null,
    assignments: 0,
    returned: false,
  };
}

export const assignmentNotice = (
  entry: Entry,
  { at, seq }: Receipt,
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
  receipt: seq,
});
