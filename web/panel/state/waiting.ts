/** Who has waited longest for an answer: the order of the list. */
import type { Assignment } from "../../../party/protocol/agent.ts";
import type { Message } from "../../../party/protocol/conversation.ts";

/**
 * Since when the customer of this conversation has had no answer, or null if the last word is the agent's.
 *
 * @param messages The newest of the thread, oldest first.
 */
export function waitingSince(
  messages: readonly Message[],
  { enqueuedAt }: Pick<Assignment, "enqueuedAt">,
): number | null {
  const conversation = messages.at(-1)?.conversation;
  let since: number | null = null;
  for (const message of messages.toReversed()) {
    if (message.conversation !== conversation) return enqueuedAt;
    if (message.kind === "opened") return enqueuedAt;
    if (message.kind !== "text") continue;
    if (message.from === "agent") return since;
    since = message.at;
  }
  // No answer among those we have: it is at least the oldest of them, or all the way back before anything has come.
  return since ?? enqueuedAt;
}

export interface Waits {
  id: string;
  /** Null: answered. */
  since: number | null;
  /** When somebody last wrote. */
  lastAt: number;
}

/** Who waits before who does not; the longest wait first; of those answered, the latest first. */
export function byWait(a: Waits, b: Waits): number {
  if (a.since !== null && b.since !== null) return a.since - b.since || a.id.localeCompare(b.id);
  if (a.since !== null) return -1;
  if (b.since !== null) return 1;
  return b.lastAt - a.lastAt || a.id.localeCompare(b.id);
}
