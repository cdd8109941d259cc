import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder, type Placed } from "../../machines/ordering.ts";

const ofCustomer = fc.record({
  kind: fc.constantFrom("text", "file", "shared", "erased"),
  from: fc.constant("customer" as const),
  sentAt: fc.integer({ min: 0, max: 9 }),
});
const ofOthers = fc.oneof(
  fc.record({ kind: fc.constant("text"), from: fc.constant("agent" as const) }),
  fc.record({ kind: fc.constant("closed") }),
  // Of web chat.
  fc.record({ kind: fc.constant("text"), from: fc.constant("customer" as const) }),
);
const thread = fc
  .array(fc.oneof({ weight: 4, arbitrary: ofCustomer }, { weight: 1, arbitrary: ofOthers }), { maxLength: 30 })
  .map((rows): Placed[] => rows.map((row, index) => ({ ...row, seq: index + 1 })));

const isMoved = (row: Placed) => row.from === "customer" && row.sentAt !== undefined;

test("CH12 one run of a customer's messages is shown by when they were sent, in whatever order they came", () => {
  const run = fc.uniqueArray(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(run, (times) => {
      const rows = times.map((sentAt, index) => ({ seq: index + 1, kind: "text", from: "customer" as const, sentAt }));
      expect(inOrder(rows).map(({ sentAt }) => sentAt)).toEqual(times.toSorted((a, b) => a - b));
    }),
  );
});

test("CH12 what anybody else says or does stays where it is, and nothing passes it", () => {
  fc.assert(
    fc.property(thread, (rows) => {
      const shown = inOrder(rows);
      const runOf = (at: number, of: readonly Placed[]) => of.slice(0, at).filter((row) => !isMoved(row)).length;
      for (const [at, row] of rows.entries()) {
        if (!isMoved(row)) expect(shown[at]).toBe(row);
        else expect(runOf(shown.indexOf(row), shown)).toBe(runOf(at, rows));
      }
      expect(shown).toHaveLength(rows.length);
    }),
  );
});

test("CH12 within a run times never go back, and what was sent in one moment stays as it came", () => {
  fc.assert(
    fc.property(thread, (rows) => {
      const shown = inOrder(rows);
      for (const [at, row] of shown.entries()) {
        const before = shown[at - 1];
        if (!before || !isMoved(before) || !isMoved(row)) continue;
        expect(row.sentAt!).toBeGreaterThanOrEqual(before.sentAt!);
        if (row.sentAt === before.sentAt) expect(row.seq).toBeGreaterThan(before.seq);
      }
      expect(inOrder(shown)).toBe(shown);
    }),
  );
});

test("CH12 where nothing is out of order nothing is made anew", () => {
  const rows: Placed[] = [
    { seq: 1, kind: "opened" },
    { seq: 2, kind: "text", from: "customer", sentAt: 5 },
    { seq: 3, kind: "text", from: "agent" },
    { seq: 4, kind: "text", from: "customer", sentAt: 1 },
  ];
  expect(inOrder(rows)).toBe(rows);
});

test("CH12 an agent who gets the conversation in the middle of it is nobody who has said anything", () => {
  const said = (seq: number, sentAt: number): Placed => ({ seq, kind: "text", from: "customer", sentAt });
  const assigned: Placed = { seq: 3, kind: "assigned" };
  expect(inOrder([{ seq: 1, kind: "opened" }, said(2, 7), assigned, said(4, 5)])).toEqual([
    { seq: 1, kind: "opened" },
    said(4, 5),
    assigned,
    said(2, 7),
  ]);
});
