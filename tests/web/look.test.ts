import { expect, test } from "vitest";
import type { Message } from "../../party/protocol/conversation.ts";
import { earlierOf } from "../../web/panel/state/earlier.ts";
import { hueOf, initials, urgencyOf } from "../../web/panel/state/look.ts";

test("who has no picture has the first letters of their first and last name", () => {
  expect(["Ana García", "rosa", "María del Carmen Ortiz", "  Émile  Zola ", "李明", ""].map(initials)).toEqual([
    "AG",
    "R",
    "MO",
    "ÉZ",
    "李",
    "",
  ]);
});

test("a person keeps their colour, and people have different ones", () => {
  const ids = Array.from({ length: 60 }, (_, index) => `demo_customer${index}`);
  expect(ids.map(hueOf)).toEqual(ids.map(hueOf));
  const hues = new Set(ids.map(hueOf));
  expect(hues.size).toBeGreaterThan(6);
  for (const hue of hues) expect(hue >= 0 && hue < 360).toBe(true);
});

test("a wait catches the eye after a minute, and more after three", () => {
  expect([0, 59_999, 60_000, 179_999, 180_000].map(urgencyOf)).toEqual(["fresh", "fresh", "soon", "soon", "late"]);
});

const row = (conversation: number, at: number) => ({ seq: at, at, conversation });

test("earlier conversations are told newest first, with who finished them, and without the present one", () => {
  const messages: Message[] = [
    { ...row(1, 10), kind: "opened" },
    { ...row(1, 20), kind: "closed", by: "agent", authorId: "a", authorName: "Ana García", wrapUp: null },
    { ...row(2, 30), kind: "opened" },
    { ...row(2, 40), kind: "closed", by: "customer", authorId: "c", authorName: "Rosa", wrapUp: null },
    { ...row(3, 50), kind: "opened" },
  ];
  expect(earlierOf(messages, 3)).toEqual([
    { number: 2, at: 40, agent: null },
    { number: 1, at: 20, agent: "Ana García" },
  ]);
  expect(earlierOf(messages.slice(4), 3)).toEqual([]);
});
