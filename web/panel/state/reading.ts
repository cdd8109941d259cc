/** What somebody reads who may read any conversation, and does not have it. */
import { createEffect, createSignal, type Accessor } from "solid-js";
import type { Snoozed } from "../../../party/protocol/agent.ts";

export type Readable = Pick<Snoozed, "conversationId" | "customerName">;

/** A conversation's id is its thread's and its number there. */
const threadOf = (conversationId: string): string => conversationId.slice(0, conversationId.lastIndexOf("."));

/** One at a time, for as long as it is in front and nobody has given it to the reader. */
export function createReading(
  selected: Accessor<string | null>,
  isHeld: (id: string) => boolean,
): { list: Accessor<readonly Snoozed[]>; want: (one: Readable) => void } {
  const [wanted, setWanted] = createSignal<Readable>();
  const list = (): readonly Snoozed[] => {
    const one = wanted();
    if (!one || one.conversationId !== selected() || isHeld(one.conversationId)) return [];
    return [{ ...one, thread: threadOf(one.conversationId), until: 0 }];
  };
  createEffect((before: string | null) => {
    const now = selected();
    if (before !== now && wanted()?.conversationId === before) setWanted(undefined);
    return now;
  }, null);
  return { list, want: (one) => void setWanted(one) };
}
