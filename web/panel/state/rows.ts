/** What stands in a thread, one item for each line of the virtual list, with what divides it from the one before. */
import type { Message } from "../../../party/protocol/conversation.ts";
import type { UploadView } from "../../files/upload.ts";
import { isSameDay } from "../../shared/locale.ts";
import type { Sending } from "./conversation.ts";
import type { Failed } from "./drafts.ts";
import { createSignal, type Setter } from "solid-js";
import { isSaidBy } from "./said.ts";

export interface MessageItem {
  kind: "message";
  message: Message;
  /** The first of its day. */
  day: boolean;
  /** The first of its conversation, and not of the thread. */
  conversation: boolean;
  /** The first that the agent had not read when they came. */
  fresh: boolean;
}

export type Item =
  | MessageItem
  | { kind: "sending"; sending: Sending }
  | { kind: "failed"; failed: Failed }
  | { kind: "upload"; upload: UploadView };

const FLAGS = ["day", "conversation", "fresh"] as const;

/** The first message of the customer's after `readTo`; undefined if there is none, or it may be further back. */
export function firstFresh(messages: readonly Message[], readTo: number | null, hasOlder: boolean): number | undefined {
  if (readTo === null || (hasOlder && (messages[0]?.seq ?? 0) > readTo + 1)) return undefined;
  return messages.filter(isSaidBy("customer")).find(({ seq }) => seq > readTo)?.seq;
}

interface Known {
  item: MessageItem;
  set: Setter<Message>;
}

/**
 * Makes the items, and gives the same object again for what is the same line: it stays the same one on the screen, whatever it says by
 * now. A player in it goes on when a tick beside it changes.
 */
export function createItems() {
  const lines = new Map<number, Known>();
  const known = new WeakMap<object, Item>();
  function lineOf(message: Message, flags: Pick<MessageItem, "day" | "conversation" | "fresh">): MessageItem {
    const had = lines.get(message.seq);
    const isSame = had && FLAGS.every((flag) => had.item[flag] === flags[flag]);
    if (isSame) {
      had.set(() => message);
      return had.item;
    }
    const [said, set] = createSignal(message);
    const item: MessageItem = {
      kind: "message",
      get message() {
        return said();
      },
      ...flags,
    };
    lines.set(message.seq, { item, set });
    return item;
  }
  const same = <T extends Item>(about: object, next: T, isSame: (had: T) => boolean): T => {
    const had = known.get(about) as T | undefined;
    if (had && isSame(had)) return had;
    known.set(about, next);
    return next;
  };
  return (
    messages: readonly Message[],
    failed: readonly Failed[],
    sending: readonly Sending[],
    fresh: number | undefined,
    uploads: readonly UploadView[] = [],
  ): readonly Item[] => [
    ...messages.map((message, index) => {
      const before = messages[index - 1];
      return lineOf(message, {
        day: !before || !isSameDay(before.at, message.at),
        conversation: before !== undefined && before.conversation !== message.conversation,
        fresh: message.seq === fresh,
      });
    }),
    ...failed.map((one) => same(one, { kind: "failed" as const, failed: one }, () => true)),
    ...sending.map((one) => same(one, { kind: "sending" as const, sending: one }, () => true)),
    ...uploads.map((one) => same(one, { kind: "upload" as const, upload: one }, () => true)),
  ];
}
