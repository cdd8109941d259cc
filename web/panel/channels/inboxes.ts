/** The project's numbers and bots, and what can be done with them: by HTTP, as only administrators may. */
import { createEffect, createSignal, onCleanup, onMount, type Accessor } from "solid-js";
import type { OutsideChannel } from "../../../machines/outside.ts";
import type { ChannelSetup, InboxView } from "../../../party/protocol/inboxes.ts";
import { createTrying, type Trying } from "../account/trying.ts";
import { tell, type Said } from "../api.ts";
import { whyNotChannel } from "./words/index.ts";

const PATH = "/inboxes";
/** While a check goes on that somebody else has asked for. */
const LOOK_AGAIN_MS = 1_500;

interface Listed {
  inboxes: InboxView[];
  channels: ChannelSetup[];
}

export interface Inboxes {
  look: () => void;
  /** By name; undefined: not come yet. */
  all: Accessor<readonly InboxView[] | undefined>;
  one: (id: string) => InboxView | undefined;
  setup: (channel: OutsideChannel) => ChannelSetup | undefined;
  /** Of looking, checking and removing. */
  trying: Trying;
  /** As one was answered with. */
  put: (inbox: InboxView) => void;
  /** As it was found; undefined: it was not looked at. */
  check: (id: string) => Promise<InboxView | undefined>;
  /** Gives whether it was done. */
  remove: (id: string) => Promise<boolean>;
}

/** What is said to save one: secrets that are left out stay as they are. */
export interface Draft {
  id?: string;
  channel: OutsideChannel;
  name: string;
  department: string;
  baseUrl: string;
  settings: Record<string, string>;
}

/** It is checked by the server before it answers. */
export const saveInbox = (draft: Draft): Promise<Said<{ inbox: InboxView }>> => tell(PATH, draft);

export function createInboxes(): Inboxes {
  const trying = createTrying(whyNotChannel);
  const [listed, setListed] = createSignal<Listed>();
  const all = () => listed()?.inboxes.toSorted((a, b) => a.name.localeCompare(b.name));
  const look = async (): Promise<void> => {
    const found = await trying.run(() => tell<Listed>(PATH, {}, "GET"));
    if (found) setListed(found);
  };
  onMount(() => void look());
  createEffect(() => {
    if (listed()?.inboxes.some(({ isChecking }) => isChecking) !== true) return;
    const timer = setTimeout(() => void look(), LOOK_AGAIN_MS);
    onCleanup(() => clearTimeout(timer));
  });

  const without = (id: string): void =>
    void setListed((now) => now && { ...now, inboxes: now.inboxes.filter((inbox) => inbox.id !== id) });
  // At once: whoever looks at it is not sent away meanwhile.
  const put = (inbox: InboxView): void =>
    void setListed((now) => now && { ...now, inboxes: [...now.inboxes.filter(({ id }) => id !== inbox.id), inbox] });
  return {
    look: () => void look(),
    all,
    one: (id) => listed()?.inboxes.find((inbox) => inbox.id === id),
    setup: (channel) => listed()?.channels.find((setup) => setup.channel === channel),
    trying,
    put,
    async check(id) {
      const done = await trying.run(() => tell<{ inbox: InboxView | null }>(`${PATH}/${id}/check`));
      if (done?.inbox) put(done.inbox);
      return done?.inbox ?? undefined;
    },
    async remove(id) {
      const isDone = (await trying.run(() => tell(`${PATH}/${id}`, {}, "DELETE"))) !== undefined;
      if (isDone) without(id);
      return isDone;
    },
  };
}
