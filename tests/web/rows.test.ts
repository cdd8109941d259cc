import { expect, test } from "vitest";
import type { Message } from "../../party/protocol/conversation.ts";
import { createItems, firstFresh, type Item } from "../../web/panel/state/rows.ts";

const NOON = new Date(2026, 10, 23, 12).getTime();
const DAY_MS = 86_400_000;

const text = (seq: number, more: Partial<Message & { from: "customer" | "agent" }> = {}): Message =>
  ({
    kind: "text",
    from: "customer",
    seq,
    at: NOON + seq,
    conversation: 1,
    authorId: "c",
    authorName: "Rosa",
    text: `mensaje ${seq}`,
    commandId: `c${seq}`,
    ...more,
  }) as Message;

const dividers = (items: readonly Item[]): string[] =>
  items.map((item) =>
    item.kind === "message"
      ? [item.day && "day", item.conversation && "conversation", item.fresh && "fresh"].filter(Boolean).join(" ")
      : item.kind,
  );

test("days and conversations are divided, and the first unread message has a line above it", () => {
  const messages = [text(1), text(2), text(3, { at: NOON + DAY_MS }), text(4, { at: NOON + DAY_MS, conversation: 2 })];
  expect(dividers(createItems()(messages, [], [], 4))).toEqual(["day", "", "day", "conversation fresh"]);
});

test("what has failed stands after what was said, and what is on its way after that", () => {
  const failed = { commandId: "f", text: "no", mode: "answer" as const, reason: "notNow" };
  const sending = { commandId: "s", text: "sí", mode: "answer" as const };
  expect(dividers(createItems()([text(1)], [failed], [sending], undefined))).toEqual(["day", "failed", "sending"]);
});

test("a line that has not changed stays the same one when others come before and after it", () => {
  const items = createItems();
  const [five, six, seven] = [text(5), text(6), text(7)];
  const before = items([five, six], [], [], undefined);
  const after = items([text(4), five, six, seven], [], [], undefined);
  expect(after[2]).toBe(before[1]);
  // Its day begins with an older one now.
  expect(after[1]).not.toBe(before[0]);
});

test("CH8 a line of which something has become known stays the same one, and says what is known now", () => {
  const items = createItems();
  const [waiting] = items([text(5, { from: "agent" })], [], [], undefined);
  const known = text(5, { from: "agent", delivery: { state: "read", at: 1 } });
  const [read] = items([known], [], [], undefined);
  expect(read).toBe(waiting);
  expect(read!.kind === "message" && read!.message).toBe(known);
});

test("unread begins at the customer's first text after what was read, if that is at hand", () => {
  const messages = [text(4), text(5, { from: "agent" }), text(6), text(7)];
  expect(firstFresh(messages, 4, true)).toBe(6);
  expect(firstFresh(messages, null, false)).toBeUndefined();
  expect(firstFresh(messages, 7, false)).toBeUndefined();
  // The first unread is older than what has been fetched.
  expect(firstFresh(messages, 1, true)).toBeUndefined();
  expect(firstFresh(messages, 1, false)).toBe(4);
});
