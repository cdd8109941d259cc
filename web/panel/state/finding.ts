/** What is looked for in the list of conversations, and what is found. */
import { createMemo, createSignal, type Accessor } from "solid-js";
import type { Conversation } from "./conversation.ts";
import { ALL, fits, wantedOf, type Findable, type Narrowing, type Wanted } from "./find.ts";

export interface Finding {
  wanted: Accessor<Wanted>;
  want: (change: Partial<Wanted>) => void;
  /** The conversations to show, in their order. */
  found: Accessor<readonly Conversation[]>;
  /** How many there are under each narrowing, whatever is typed. */
  count: (narrowing: Narrowing) => number;
  /** The channels that customers here have come by. */
  channels: Accessor<readonly string[]>;
  isNarrowed: Accessor<boolean>;
  clear: () => void;
}

interface Candidate extends Findable {
  one: Conversation;
}

function candidate(one: Conversation): Candidate {
  const { customerName: name, customerId, channel } = one.assignment;
  const view = one.view();
  const lastWords = view?.last?.text ?? "";
  return {
    one,
    name,
    customerId,
    lastWords,
    channel,
    unread: view?.unread ?? 0,
    waits: one.waitingSince() !== null,
  };
}

export function createFinding(
  conversations: Accessor<readonly Conversation[]>,
  selected: Accessor<Conversation | undefined>,
): Finding {
  const [wanted, setWanted] = createSignal(ALL);
  const candidates = createMemo(() => conversations().map(candidate));
  return {
    wanted,
    want: (change) => void setWanted((before) => ({ ...before, ...change })),
    found: createMemo(() => wantedOf(candidates(), wanted(), ({ one }) => one === selected()).map(({ one }) => one)),
    count: (narrowing) => candidates().filter((one) => fits(one, { narrowing, channel: wanted().channel })).length,
    channels: createMemo(() => [...new Set(candidates().map(({ channel }) => channel))].toSorted()),
    isNarrowed: () => wanted().query.trim() !== "" || wanted().narrowing !== "all" || wanted().channel !== null,
    clear: () => void setWanted(ALL),
  };
}
