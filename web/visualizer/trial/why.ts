/** Why a conversation went to this agent, as its receipt says it. */
import type { Receipt } from "../../../party/protocol/queue.ts";

export type Why =
  | { kind: "asked" }
  | { kind: "alone" }
  /** `load`: what the one chosen held then. */
  | { kind: "least" | "rested"; load: number; count: number };

export function whyOf({ how, eligible, first, agentId }: Pick<Receipt, "how" | "eligible" | "first" | "agentId">): Why {
  const chosen = first.find((agent) => agent.agentId === agentId);
  if (how !== "fromLine" || !chosen) return { kind: "asked" };
  if (eligible === 1) return { kind: "alone" };
  const isTied = first.some((agent) => agent !== chosen && agent.load === chosen.load);
  return { kind: isTied ? "rested" : "least", load: chosen.load, count: eligible };
}
