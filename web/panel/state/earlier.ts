/** The conversations that came before the present one, as far as the messages at hand tell of them. */
import type { Message } from "../../../party/protocol/conversation.ts";

export interface Earlier {
  number: number;
  /** When it ended, or the last that is known of it. */
  at: number;
  /** Who finished it; null: the customer, or not known. */
  agent: string | null;
}

/** What makes of a time in the line a time with an agent as well. */
const GONE_ON = ["transferred", "returned", "moved", "undone", "reopened", "snoozed", "woken"];

/**
 * Whether this conversation came straight from the line to who has it, so that its arrival and its assignment are the wait.
 * Unless its beginning is at hand nobody can say.
 */
export function cameFromLine(messages: readonly Message[], present: number): boolean {
  const rows = messages.filter(({ conversation }) => conversation === present);
  if (!rows.some(({ kind }) => kind === "opened") || rows.some(({ kind }) => GONE_ON.includes(kind))) return false;
  return rows.filter(({ kind }) => kind === "assigned").length === 1;
}

/** Newest first. */
export function earlierOf(messages: readonly Message[], present: number): Earlier[] {
  const known = new Map<number, Earlier>();
  for (const message of messages) {
    const { conversation: number, at } = message;
    if (number >= present || number < 1) continue;
    const agent = message.kind === "closed" && message.by === "agent" ? message.authorName : null;
    known.set(number, { number, at, agent });
  }
  return [...known.values()].toSorted((a, b) => b.number - a.number);
}
