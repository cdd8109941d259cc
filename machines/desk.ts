/**
 * The queue's books: who waits in which line, who sits where with what load, and the indexes that make every question about
 * them cost O(log n). All values are immutable; the queue's machine replaces one desk by the next.
 *
 * Stored are `conversations` and `seats` alone; the rest is rebuilt from them (`deriveDesk`) and kept in step by the two
 * functions that change a row (`withConversation`, `withSeat`), so that no index can be forgotten.
 */
import { Ordered } from "./ordered.ts";
import type { Channel } from "./vocabulary.ts";

/** A conversation that waits, is held, or is put aside. */
export interface Entry {
  id: string;
  /** The room that it lives in, and its number there. */
  thread: string;
  conversation: number;
  department: string;
  channel: Channel;
  customerId: string;
  customerName: string;
  /** When the customer first joined the line, epoch ms: kept when an agent vanishes. */
  enqueuedAt: number;
  agentId: string | null;
  /** Who handed it to the line that it waits in, and what they wrote to whoever gets it. */
  transfer: { fromAgent: string; fromName: string; note: string } | null;
  /** The department from which it was handed to this one. */
  movedFrom: string | null;
  /** Who has put it aside: it is in no line and in nobody's load. */
  snoozedBy: string | null;
  /** How often it was given to an agent from the line. */
  assignments: number;
  returned: boolean;
}

export interface Seat {
  id: string;
  name: string;
  present: boolean;
  available: boolean;
  capacity: number;
  load: number;
  /** When the queue last gave this agent a conversation, epoch ms; 0: never. */
  assignedAt: number;
  departments: readonly string[];
}

export interface Desk {
  conversations: Ordered<Entry>;
  seats: Ordered<Seat>;
  /** `department/enqueuedAt/id` → id of who waits: a line is a prefix, its head the first key. */
  waiting: Ordered<string>;
  /** `department/load/assignedAt/id` → id of who can take one more: the next agent of a line is the first key. */
  free: Ordered<string>;
  /** `department/id` of agents who are present and available, full or not. */
  staff: Ordered<string>;
  /** `department/id` of agents who are available and not present: they could come back. */
  away: Ordered<string>;
  /** `agent/conversation` → conversation id. */
  held: Ordered<string>;
  present: number;
  available: number;
}

const digits = (n: number, width: number): string => String(n).padStart(width, "0");

export const lineOf = (department: string): string => `${department}/`;
export const waitingKey = (entry: Pick<Entry, "id" | "department" | "enqueuedAt">): string =>
  `${lineOf(entry.department)}${digits(entry.enqueuedAt, 15)}/${entry.id}`;
/** QU5: the order in which agents are chosen. Sorted as text, so the least loaded and longest without a new one comes first. */
const freeKey = (seat: Seat, department: string): string =>
  `${lineOf(department)}${digits(seat.load, 6)}/${digits(seat.assignedAt, 15)}/${seat.id}`;
const heldKey = (agentId: string, id: string): string => `${agentId}/${id}`;

/** In its line. */
export const waits = (entry: Entry): boolean => entry.agentId === null && entry.snoozedBy === null;

const takesPart = (seat: Seat): boolean => seat.present && seat.available;
export const hasRoom = (seat: Seat): boolean => takesPart(seat) && seat.load < seat.capacity;
/** Of who asks for one themselves: they need not be Disponible. */
export const canTakeBack = (seat: Seat): boolean => seat.present && seat.load < seat.capacity;

export const emptyDesk: Desk = {
  conversations: Ordered.empty(),
  seats: Ordered.empty(),
  waiting: Ordered.empty(),
  free: Ordered.empty(),
  staff: Ordered.empty(),
  away: Ordered.empty(),
  held: Ordered.empty(),
  present: 0,
  available: 0,
};

/** Puts, replaces or (null) removes a conversation. */
export function withConversation(desk: Desk, id: string, entry: Entry | null): Desk {
  const before = desk.conversations.get(id);
  let { conversations, waiting, held } = desk;
  if (before) {
    if (waits(before)) waiting = waiting.delete(waitingKey(before));
    else if (before.agentId !== null) held = held.delete(heldKey(before.agentId, id));
  }
  if (entry) {
    conversations = conversations.set(id, entry);
    if (waits(entry)) waiting = waiting.set(waitingKey(entry), id);
    else if (entry.agentId !== null) held = held.set(heldKey(entry.agentId, id), id);
  } else conversations = conversations.delete(id);
  return { ...desk, conversations, waiting, held };
}

/** Puts or replaces an agent's seat. */
export function withSeat(desk: Desk, seat: Seat): Desk {
  const before = desk.seats.get(seat.id);
  let { free, staff, away, present, available } = desk;
  if (before) {
    if (before.present) present--;
    if (takesPart(before)) available--;
    for (const department of before.departments) {
      free = free.delete(freeKey(before, department));
      staff = staff.delete(lineOf(department) + seat.id);
      away = away.delete(lineOf(department) + seat.id);
    }
  }
  if (seat.present) present++;
  if (takesPart(seat)) available++;
  for (const department of seat.departments) {
    if (hasRoom(seat)) free = free.set(freeKey(seat, department), seat.id);
    if (takesPart(seat)) staff = staff.set(lineOf(department) + seat.id, seat.id);
    else if (seat.available) away = away.set(lineOf(department) + seat.id, seat.id);
  }
  return { ...desk, seats: desk.seats.set(seat.id, seat), free, staff, away, present, available };
}

/** Takes an agent's seat away. They hold nothing any more. */
export function withoutSeat(desk: Desk, id: string): Desk {
  const before = desk.seats.get(id);
  if (!before) return desk;
  const empty = withSeat(desk, { ...before, present: false, available: false, departments: [] });
  return { ...empty, seats: empty.seats.delete(id) };
}

/** Everything that is not stored, from what is. */
export function deriveDesk(stored: Pick<Desk, "conversations" | "seats">): Desk {
  let desk = emptyDesk;
  for (const [id, entry] of stored.conversations) desk = withConversation(desk, id, entry);
  for (const seat of stored.seats.values()) desk = withSeat(desk, seat);
  return desk;
}

/** Gives a conversation to an agent, from the line or from another agent. Evenness counts both. */
export function give(desk: Desk, entry: Entry, agentId: string, at: number): Desk {
  const seat = desk.seats.get(agentId);
  if (!seat) throw new Error(`no seat ${agentId}`);
  const released = entry.agentId === null ? desk : release(desk, entry.agentId);
  const assignments = entry.agentId === null ? entry.assignments + 1 : entry.assignments;
  const seated = withSeat(released, { ...seat, load: seat.load + 1, assignedAt: at });
  return withConversation(seated, entry.id, { ...entry, agentId, assignments, transfer: null, movedFrom: null });
}

/** Puts a held conversation back into its line, at its first arrival time. */
export function giveBack(desk: Desk, entry: Entry): Desk {
  return intoLine(desk, { ...entry, returned: true });
}

/** Puts a held conversation into the line that its entry now names, at its first arrival time. */
export function intoLine(desk: Desk, entry: Entry): Desk {
  if (entry.agentId === null) return desk;
  return withConversation(release(desk, entry.agentId), entry.id, { ...entry, agentId: null });
}

/** Puts a conversation aside, wherever it is. */
export function putAside(desk: Desk, entry: Entry, agentId: string): Desk {
  const released = entry.agentId === null ? desk : release(desk, entry.agentId);
  return withConversation(released, entry.id, { ...entry, agentId: null, snoozedBy: agentId });
}

/** Takes a conversation out of the books. */
export function remove(desk: Desk, entry: Entry): Desk {
  const released = entry.agentId === null ? desk : release(desk, entry.agentId);
  return withConversation(released, entry.id, null);
}

function release(desk: Desk, agentId: string): Desk {
  const seat = desk.seats.get(agentId);
  return seat ? withSeat(desk, { ...seat, load: seat.load - 1 }) : desk;
}

/**
 * The next assignment that the rules demand, or nothing. Of all lines in which somebody waits and somebody can take one, the
 * one whose head has waited longest; of that line's agents the least loaded, and among those the one whose last
 * assignment is longest ago.
 */
export function nextAssignment(desk: Desk, departments: readonly string[]): { entry: Entry; seat: Seat } | undefined {
  let chosen: { entry: Entry; seat: Seat } | undefined;
  for (const department of departments) {
    const head = desk.waiting.first(lineOf(department));
    const agent = head && desk.free.first(lineOf(department));
    if (!head || !agent) continue;
    const entry = desk.conversations.get(head[1])!;
    if (chosen && chosen.entry.enqueuedAt <= entry.enqueuedAt) continue;
    chosen = { entry, seat: desk.seats.get(agent[1])! };
  }
  return chosen;
}

/** Place of someone who waits in their line: 1 is next. */
export const positionOf = (desk: Desk, entry: Entry): number =>
  desk.waiting.rank(waitingKey(entry)) - desk.waiting.rank(lineOf(entry.department)) + 1;

/** Whether anybody at all takes conversations of this line now. */
export const isAttended = (desk: Desk, department: string): boolean =>
  desk.staff.first(lineOf(department)) !== undefined;
