import { expect, test } from "vitest";
import type { Message } from "../../party/protocol/conversation.ts";
import { cameFromLine } from "../../web/panel/state/earlier.ts";

const thread = (...kinds: string[]): Message[] =>
  kinds.map((kind, index) => ({ kind, seq: index + 1, at: index, conversation: 2 }) as unknown as Message);

test("who was given to an agent straight from the line has waited from arrival to assignment", () => {
  expect(cameFromLine(thread("opened", "text", "assigned", "text", "note"), 2)).toBe(true);
});

test("after an undo, a reopening, a transfer, a return or a pause the time since arrival is not a wait in the line", () => {
  for (const kind of ["undone", "reopened", "transferred", "moved", "returned", "snoozed", "woken"])
    expect(cameFromLine(thread("opened", "assigned", kind), 2), kind).toBe(false);
  expect(cameFromLine(thread("opened", "assigned", "text", "assigned"), 2)).toBe(false);
});

test("without its beginning, nobody can say how a conversation has come", () => {
  expect(cameFromLine(thread("text", "assigned", "text"), 2)).toBe(false);
  expect(cameFromLine(thread("opened", "text"), 2)).toBe(false);
});

test("what happened in the conversation before does not count", () => {
  const before = thread("opened", "assigned", "transferred", "closed").map((row) => ({ ...row, conversation: 1 }));
  expect(cameFromLine([...before, ...thread("opened", "assigned")], 2)).toBe(true);
});
