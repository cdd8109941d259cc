import { expect, test } from "vitest";
import { byWait, type Waits } from "../../web/panel/state/waiting.ts";

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
