/** What is looked for in the list of conversations, and what is found. */
import type { Label } from "../../../party/protocol/project.ts";
import { createMemo, createSignal, type Accessor } from "solid-js";
import { called } from "./called.ts";
import type { Conversation } from "./conversation.ts";
import { ALL, excerpt, fits, wantedOf, type Excerpt, type Findable, type Narrowing, type Wanted } from "./find.ts";
import { fileCalled, saidWords } from "./said-words.ts";

export interface Finding {
  wanted: Accessor<Wanted>;
  want: (change: Partial<Wanted>) => void;
  /** The conversations to show, in their order. */
  found: Accessor<readonly Conversation[]>;
  /** How many there are under each narrowing, whatever is typed. */
  count: (narrowing: Narrowing) => number;
  /** The channels that customers here have come by. */
  channels: Accessor<readonly string[]>;
  /** The labels that customers here bear. */
  labels: Accessor<readonly Label[]>;
  labelsOf: (conversation: Conversation) => readonly Label[];
  /** The words that were looked for, where they were said; nothing: they are not among what was said. */
  excerpt: (conversation: Conversation) => Excerpt | undefined;
  isNarrowed: Accessor<boolean>;
  clear: () => void;
}

interface Candidate extends Findable {
  one: Conversation;
}

function candidate(one: Conversation, labels: readonly Label[]): Candidate {
  const { customerId, channel, opened } = one.assignment;
  const view = one.view();
  return {
    one,
    name: called(one),
    customerId,
    // What was said is long, and only wanted while somebody searches.
    get texts() {
      const said = one.messages().flatMap((message) => {
        if (message.kind === "file") return [fileCalled(message.file), message.caption];
        if (message.kind === "shared" || message.kind === "template") return [saidWords(message)];
        return "text" in message ? [message.text] : [];
      });
      return said.toReversed();
    },
    channel,
    labels: labels.map(({ id }) => id),
    unread: view?.unread ?? 0,
    isNew: !opened,
    waits: one.waitingSince() !== null,
  };
}

export function createFinding(
  conversations: Accessor<readonly Conversation[]>,
  selected: Accessor<Conversation | undefined>,
  catalogue: Accessor<readonly Label[]>,
): Finding {
  const [wanted, setWanted] = createSignal(ALL);
  const labelsOf = ({ view }: Conversation): readonly Label[] => {
    const ids = view()?.labels ?? [];
    return ids.length === 0 ? [] : catalogue().filter(({ id }) => ids.includes(id));
  };
  const candidates = createMemo(() => conversations().map((one) => candidate(one, labelsOf(one))));
  return {
    wanted,
    want: (change) => void setWanted((before) => ({ ...before, ...change })),
    found: createMemo(() => wantedOf(candidates(), wanted(), ({ one }) => one === selected()).map(({ one }) => one)),
    count: (narrowing) => candidates().filter((one) => fits(one, { ...wanted(), narrowing })).length,
    channels: createMemo(() => [...new Set(candidates().map(({ channel }) => channel))].toSorted()),
    labels: createMemo(() => catalogue().filter(({ id }) => candidates().some(({ labels }) => labels.includes(id)))),
    labelsOf,
    excerpt: (conversation) => {
      const one = candidates().find((candidate) => candidate.one === conversation);
      return one && excerpt(one, wanted().query);
    },
    isNarrowed: () =>
      wanted().query.trim() !== "" ||
      wanted().narrowing !== "all" ||
      wanted().channel !== null ||
      wanted().label !== null,
    clear: () => void setWanted(ALL),
  };
}
