/** Whether a conversation that has left an agent may be had again, as its room says. */
import type { AgentThreadView } from "../../../party/protocol/conversation.ts";
import type { TakingBack } from "./conversation.ts";

export interface Way {
  how: TakingBack;
  /** The queue has been asked and has not answered yet. */
  asking: boolean;
  /** Why the queue would not, at the last try. */
  declined: string | null;
}

/** @param now Our own time: a few seconds more or less do not matter, the room has the last word. */
export function wayOf(view: AgentThreadView | undefined, agentId: string, now: number): Way | undefined {
  const { state, reopen, handed, snoozed } = view ?? {};
  if (snoozed?.by === agentId) return { how: "conversation.wake", asking: state === "waking", declined: null };
  if (handed?.by === agentId) return { how: "transfer.undo", asking: handed.undoing, declined: handed.declined };
  if (reopen?.by !== agentId || (reopen.until <= now && state !== "reopening")) return undefined;
  return { how: "conversation.reopen", asking: state === "reopening", declined: reopen.declined };
}
