/** A conversation that has left this agent, and may be had again: as long as the room says so. */
import { t } from "../words/index.ts";
import type { Conversation, TakingBack } from "./conversation.ts";

export interface WayBack {
  how: TakingBack;
  label: string;
  run: Conversation["takeBack"];
}

/** @param now Our own time: a few seconds more or less do not matter, the room has the last word. */
export function wayBack({ view, takeBack }: Conversation, agentId: string, now: number): WayBack | undefined {
  const { reopen, handed, snoozed } = view() ?? {};
  const way = (how: TakingBack, label: string): WayBack => ({ how, label, run: takeBack });
  if (snoozed?.by === agentId) return way("conversation.wake", t().snooze.wake);
  if (handed?.by === agentId && !handed.undoing) return way("transfer.undo", t().undo);
  if (reopen?.by === agentId && reopen.until > now) return way("conversation.reopen", t().reopen);
  return undefined;
}
