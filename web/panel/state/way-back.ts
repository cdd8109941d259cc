/** A conversation that has left this agent, and may be had again: as long as the room says so. */
import type { Outcome } from "../../shared/room-client.ts";
import { t } from "../words/index.ts";
import type { Conversation } from "./conversation.ts";
import { wayOf, type Way } from "./way.ts";

export interface WayBack extends Way {
  /** On a button, beside words that say which conversation. */
  label: string;
  /** Alone. */
  labelOf: (name: string) => string;
  run: () => Promise<Outcome>;
}

export function wayBack({ view, room, takeBack }: Conversation, agentId: string, now: number): WayBack | undefined {
  // What a thread said last that is shown to us no more is of the past.
  const way = room.status() === "denied" ? undefined : wayOf(view(), agentId, now);
  if (!way) return undefined;
  const words = {
    "conversation.wake": { label: t().snooze.wake, labelOf: t().wakeOf },
    "transfer.undo": { label: t().undo, labelOf: t().undoOf },
    "conversation.reopen": { label: t().reopen, labelOf: t().reopenOf },
  }[way.how];
  return { ...way, ...words, run: () => takeBack(way.how) };
}
