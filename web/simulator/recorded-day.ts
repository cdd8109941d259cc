/**
 * A day as the queue's log and receipts tell it: who came when, for how long each kept agents busy, who was there and with how many
 * places. It is what a trial needs to live through the same day again, as it was or otherwise.
 */
import type { LogRow } from "../../party/protocol/inspection.ts";
import type { Receipt } from "../../party/protocol/queue.ts";
import { idOf } from "./project.ts";
import type { TrialAgent, TrialArrival, TrialShift } from "./trial-types.ts";

export interface RecordedDay {
  /** Epoch milliseconds. */
  from: number;
  to: number;
  departments: readonly string[];
  arrivals: readonly TrialArrival[];
  agents: readonly TrialAgent[];
}

/** What is known of a conversation. */
interface Contact {
  at: number;
  department: string;
  /** Who has it; null: nobody. */
  agentId: string | null;
  since: number;
  handlingMs: number;
  isOver: boolean;
}

type Seat = Omit<TrialAgent, "shifts"> & { present: boolean; available: boolean; since: number; shifts: TrialShift[] };
type Said = LogRow["event"] & { from?: { room: string }; [field: string]: unknown };

class Reading {
  readonly contacts = new Map<string, Contact>();
  readonly seats = new Map<string, Seat>();
  departments: readonly string[] = [];

  constructor(
    private readonly from: number,
    private readonly to: number,
  ) {}

  /** Only the part of it that lies in the day. */
  #overlap(since: number, until: number): number {
    return Math.max(0, until - Math.max(since, this.from));
  }

  release(contact: Contact | undefined, at: number, isOver = contact?.isOver ?? false): void {
    if (!contact) return;
    contact.isOver = isOver;
    if (contact.agentId === null) return;
    contact.handlingMs += this.#overlap(contact.since, at);
    contact.agentId = null;
  }

  follow({ at, event }: LogRow): void {
    const said = event as Said;
    const room = said.from?.room ?? "";
    const id = `${room}.${String(said.conversation)}`;
    switch (said.type) {
      case "settings.changed":
        this.departments = said.departments as string[];
        return;
      case "conversation.enqueued":
      case "reopen.asked":
        if (!this.contacts.has(id)) this.contacts.set(id, this.#arrived(said));
        return;
      case "conversation.ended":
      case "conversation.snoozed":
      case "departmentTransfer.asked":
        return this.release(this.contacts.get(id), at, said.type === "conversation.ended");
      case "agent.changed":
        return this.#seated(room, said, at);
    }
  }

  #arrived({ enqueuedAt, department }: Said): Contact {
    const line = this.departments.includes(department as string) ? (department as string) : this.departments[0]!;
    return { at: enqueuedAt as number, department: line, agentId: null, since: 0, handlingMs: 0, isOver: false };
  }

  given({ conversationId, agentId, at }: Receipt): void {
    const contact = this.contacts.get(conversationId);
    if (!contact) return;
    this.release(contact, at);
    Object.assign(contact, { agentId, since: at, isOver: false });
  }

  #seated(id: string, said: Said, at: number): void {
    const { name, present, available, capacity, departments, gone } = said as unknown as Seat & { gone?: boolean };
    const before = this.seats.get(id);
    if (before) this.endShift(before, at);
    const shifts = before?.shifts ?? [];
    this.seats.set(id, {
      name,
      present: present && gone !== true,
      available,
      capacity,
      departments,
      since: at,
      shifts,
    });
    // Whoever is gone holds nothing any more.
    if (!present) for (const contact of this.contacts.values()) if (contact.agentId === id) this.release(contact, at);
  }

  endShift({ present, available, capacity, since, shifts }: Seat, at: number): void {
    const from = Math.max(since, this.from);
    // One that outlasts the day ends when it ends: nobody signs out because a day is over.
    const to = at;
    if (!present || from >= to || from >= this.to) return;
    const last = shifts.at(-1);
    if (last?.to === from && last.available === available && last.capacity === capacity) last.to = to;
    else shifts.push({ from, to, available, capacity });
  }
}

/**
 * @param log Of the queue's room, from its beginning.
 * @param receipts All of them, oldest first.
 * @param from The first millisecond of the day, `to` the first that is no longer of it.
 */
export function recordedDay(
  log: readonly LogRow[],
  receipts: readonly Receipt[],
  from: number,
  to: number,
): RecordedDay {
  const reading = new Reading(from, to);
  let given = 0;
  for (const row of log) {
    reading.follow(row);
    for (const effect of row.effects) if (effect === "keepReceipt") reading.given(receipts[given++]!);
  }
  const end = Math.max(to, log.at(-1)?.at ?? to) + 1;
  for (const seat of reading.seats.values()) reading.endShift(seat, end);
  const agents = agentsOf(reading.seats);
  return { from, to, departments: reading.departments, arrivals: arrivalsOf(reading, from, to, end), agents };
}

function arrivalsOf(reading: Reading, from: number, to: number, end: number): TrialArrival[] {
  const contacts = [...reading.contacts.values()].filter(({ at }) => at < to);
  const known = contacts.filter(({ isOver, handlingMs }) => isOver && handlingMs > 0);
  const median = known.map(({ handlingMs }) => handlingMs).toSorted((a, b) => a - b)[known.length >> 1] ?? 0;
  return contacts.flatMap((contact) => {
    const { department, isOver } = contact;
    reading.release(contact, end);
    // Whoever is still there goes on for as long as is usual, and at least for a while.
    const handlingMs = isOver ? contact.handlingMs : Math.max(contact.handlingMs, median);
    // Who was there when the day began is there first thing. Who left without an agent would have needed nobody knows how long.
    return handlingMs > 0 ? [{ at: Math.max(contact.at, from), department, handlingMs }] : [];
  });
}

/** Those who were there at all, each by a name of their own. */
function agentsOf(seats: ReadonlyMap<string, Seat>): TrialAgent[] {
  const taken = new Set<string>();
  return [...seats].flatMap(([id, { name: called, capacity, departments, shifts }]) => {
    if (shifts.length === 0) return [];
    const name = taken.has(idOf(called)) ? `${called} (${id})` : called;
    taken.add(idOf(name));
    return { name, capacity: shifts[0]?.capacity ?? capacity, departments, shifts };
  });
}
