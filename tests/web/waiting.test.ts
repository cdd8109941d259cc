import { expect, test } from "vitest";
import type { Message } from "../../party/protocol/conversation.ts";
import { byWait, waitingSince, type Waits } from "../../web/panel/state/waiting.ts";

const base = (at: number, conversation = 2) => ({ seq: at, at, conversation });
const said = (from: "customer" | "agent", at: number, conversation = 2): Message => ({
  ...base(at, conversation),
  kind: "text",
  from,
  authorId: "x",
  authorName: "X",
  text: "…",
  commandId: `c${at}`,
});
const opened = (at: number, conversation = 2): Message => ({ ...base(at, conversation), kind: "opened" });
const assigned = (at: number): Message => ({
  ...base(at),
  kind: "assigned",
  agentId: "a",
  agentName: "A",
  returned: false,
});
const assignment = { enqueuedAt: 10 };

test("who has had no answer in this conversation waits since they joined the line", () => {
  expect(waitingSince([opened(10), said("customer", 10), assigned(50), said("customer", 60)], assignment)).toBe(10);
});

test("an answer in an earlier conversation is not an answer in this one", () => {
  const earlier = [opened(1, 1), said("customer", 1, 1), said("agent", 3, 1)];
  expect(waitingSince([...earlier, opened(10), said("customer", 10)], assignment)).toBe(10);
  expect(waitingSince([said("agent", 3, 1), said("customer", 12)], assignment)).toBe(10);
});

test("who wrote again after an answer waits since the first of those messages", () => {
  const thread = [opened(10), said("customer", 10), said("agent", 20), said("customer", 30), said("customer", 40)];
  expect(waitingSince(thread, assignment)).toBe(30);
});

test("who had the last word from an agent does not wait", () => {
  expect(waitingSince([opened(10), said("customer", 10), said("agent", 20), assigned(30)], assignment)).toBeNull();
});

test("of more unanswered messages than are loaded, the oldest at hand counts", () => {
  expect(waitingSince([said("customer", 70), said("customer", 80)], assignment)).toBe(70);
});

test("before anything has come from the thread, the wait is that of the line", () => {
  expect(waitingSince([], assignment)).toBe(10);
});

const order = (...all: Waits[]) => all.toSorted(byWait).map(({ id }) => id);

test("the list begins with who has waited longest; the answered follow, the latest word first", () => {
  expect(
    order(
      { id: "answered-long-ago", since: null, lastAt: 5 },
      { id: "second", since: 20, lastAt: 90 },
      { id: "answered-now", since: null, lastAt: 99 },
      { id: "first", since: 10, lastAt: 95 },
    ),
  ).toEqual(["first", "second", "answered-now", "answered-long-ago"]);
});

test("conversations that wait equally long keep one order, whichever came first", () => {
  const a = { id: "a", since: 1, lastAt: 1 };
  const b = { id: "b", since: 1, lastAt: 1 };
  expect(order(b, a)).toEqual(order(a, b));
  const quiet = [a, b].map((one) => ({ ...one, since: null }));
  expect(order(...quiet)).toEqual(order(...quiet.toReversed()));
});
