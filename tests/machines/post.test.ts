import { initialTransition, type AnyMachineSnapshot } from "xstate";
import { expect, test } from "vitest";
import { LETTERS_MAX, postMachine, type PostContext, type PostEvent } from "../../machines/post.ts";
import { take } from "./support/asked.ts";
import { lines, omissions, render, type TruthTable } from "./support/truth-table.ts";

const posts = (id: string, at = 1): PostEvent => ({
  type: "letter.posted",
  at,
  letter: { id, to: "lucia@casa.example", locale: "es", template: "recovery", subject: "s", text: "t" },
});
const after = (...events: PostEvent[]): AnyMachineSnapshot => {
  let snapshot = initialTransition(postMachine)[0] as AnyMachineSnapshot;
  for (const event of events) ({ snapshot } = take(postMachine, snapshot, event));
  return snapshot;
};
const idsIn = (snapshot: AnyMachineSnapshot): string[] =>
  [...(snapshot.context as PostContext).letters.values()].map(({ id }) => id);

const table: TruthTable = {
  machine: postMachine,
  states: { empty: after(), holding: after(posts("a")) },
  events: { "letter.posted": { ...posts("b") }, "letter.posted again": { ...posts("a") } },
};

test("the outbox does in both its states with every event what the table says", () => {
  expect(render(table)).toBe(
    lines(`
event               | empty   | holding
letter.posted       | holding | holding
letter.posted again | holding | ·
`),
  );
  expect(omissions(table)).toEqual([]);
});

test("MA4 the outbox keeps the last 50 letters, in the order in which they came", () => {
  const all = Array.from({ length: LETTERS_MAX + 3 }, (_, n) => `letter-${n}`);
  expect(LETTERS_MAX).toBe(50);
  expect(idsIn(after(...all.map((id, n) => posts(id, n))))).toEqual(all.slice(3));
});

test("MA5 a letter that comes twice is there once, as it came first", () => {
  const snapshot = after(posts("a", 1), posts("b", 2), posts("a", 3));
  expect([...(snapshot.context as PostContext).letters.values()]).toMatchObject([
    { id: "a", at: 1 },
    { id: "b", at: 2 },
  ]);
});
