/** How a conversation has left, for one quiet line about it. */
import type { Leaving } from "../../../party/protocol/agent.ts";
import type { AgentThreadView, Message } from "../../../party/protocol/conversation.ts";
import { isSaidBy } from "./said.ts";

/** `own`: the agent did it themselves, here or on another screen, and need not be told. */
export type Parting = "own" | "unanswered" | "byCustomer" | "closed" | "returned" | "undone" | "elsewhere";

export type Handing = Pick<AgentThreadView, "transfer" | "handed">;
/** `toName`: where the thread has said it already. */
export type HandedTo = Pick<NonNullable<Handing["handed"]>, "to" | "kind"> & { toName?: string };

/** To whom this agent is handing it over, or has; null: to nobody. */
export const handedTo = (said: Handing | undefined, agentId: string): HandedTo | null =>
  said?.transfer ?? (said?.handed?.by === agentId ? said.handed : null);

/**
 * @param why As the agent's room says it.
 * @param messages Of the thread, as far as this screen has them.
 * @param mayReopen Only who finished it may.
 */
export function partingOf(
  why: Leaving | undefined,
  messages: readonly Message[],
  agentId: string,
  mayReopen: boolean,
): Parting {
  if (why === "snoozed" || why === "transferred" || mayReopen) return "own";
  if (why !== "closed") return why ?? "elsewhere";
  const last = messages.at(-1);
  const end = messages.findLast((message) => message.kind === "closed");
  // The thread may be shown no more to who has lost it: then nobody but the customer can have ended it.
  if (end && end.conversation === last?.conversation && end.by === "agent")
    return end.authorId === agentId ? "own" : "closed";
  const isAnswered = messages.filter(isSaidBy("agent")).some(({ conversation }) => conversation === last?.conversation);
  return isAnswered || !last ? "byCustomer" : "unanswered";
}
