/** What somebody reads who may read any conversation, and does not have it. */
import { createSignal, type Accessor } from "solid-js";
import type { Snoozed } from "../../../party/protocol/agent.ts";
import { keptInTab, type Keep } from "../../shared/stored.ts";

export type Readable = Pick<Snoozed, "conversationId" | "customerName">;

export interface Reading {
  /** One at a time, for as long as it is in front and nobody has given it to the reader. */
  list: Accessor<readonly Snoozed[]>;
  want: (one: Readable) => void;
  /** The one in front is what was being read, and may not be any more: nothing will show it. */
  isOver: () => boolean;
}

/** A conversation's id is its thread's and its number there. */
const threadOf = (conversationId: string): string => conversationId.slice(0, conversationId.lastIndexOf("."));

/**
 * Which one it was outlives the page, and a change of what one may do here: the address says what is in front, and this that
 * they meant to read it. Of an address alone, which anybody can send, nothing is opened.
 */
export function createReading(
  agentId: string,
  mayRead: boolean,
  selected: Accessor<string | null>,
  isHeld: (id: string) => boolean,
  keep: Keep = keptInTab,
): Reading {
  const key = `turno.reading.${agentId}`;
  const before = keep.read(key);
  const [wanted, setWanted] = createSignal<Readable | undefined>(
    // What the customer is called, the thread says again.
    before === null ? undefined : { conversationId: before, customerName: "" },
  );
  const inFront = (): Readable | undefined => {
    const one = wanted();
    return one && one.conversationId === selected() && !isHeld(one.conversationId) ? one : undefined;
  };
  return {
    list: () => {
      const one = mayRead ? inFront() : undefined;
      return one ? [{ ...one, thread: threadOf(one.conversationId), until: 0 }] : [];
    },
    want(one) {
      keep.write(key, one.conversationId);
      setWanted(one);
    },
    isOver: () => !mayRead && inFront() !== undefined,
  };
}
