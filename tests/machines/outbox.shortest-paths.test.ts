import { expect, test, vi } from "vitest";
import type { AnyMachineSnapshot } from "xstate";
import { getShortestPaths } from "xstate/graph";
import type { OutboxContext } from "../../machines/outbox-setup.ts";
import { outboxMachine } from "../../machines/outbox.ts";
import { leavesOf, stateOf } from "./support/asked.ts";
import {
  answers,
  busy,
  erases,
  marksSettle,
  named,
  paced,
  reacts,
  reads,
  refused,
  retries,
  sent,
  unknown,
  wants,
  type OutboxStep,
} from "./support/outbox.ts";

vi.setConfig({ testTimeout: 60_000 });

const NUMBERS = [1, 2, 3];
/** At one moment: what time alone ends, a timer ends here. Telegram's pace would never let a second one go. */
const events = (
  [
    wants(1),
    wants(2),
    reacts("wamid.c"),
    retries(1),
    erases(1),
    named(1),
    reads("wamid.c"),
    marksSettle(),
    ...NUMBERS.flatMap((n) => [
      ...[sent("x"), busy(), refused, unknown, paced(10)].map((answer) => answers(n, answer)),
      ...(["pace.ended", "rest.ended", "reconcile.ended"] as const).map((type) => ({ type, n })),
    ]),
  ] satisfies OutboxStep[]
).map((step) => ({ ...step, at: 10_000_000 }));

/** Three stand for all that were ever wanted. */
const isLate = ({ context }: AnyMachineSnapshot) => (context as OutboxContext).count > NUMBERS.length;
const key = ({ value, context }: AnyMachineSnapshot) => {
  const { entries, doubtful, count, marks } = context as OutboxContext;
  const rows = [...entries.values()].map((entry) => [entry.n, entry.what, entry.twice, entry.told]);
  return JSON.stringify([value, rows, doubtful.size, count, marks]);
};

const paths = (fromState?: AnyMachineSnapshot, home?: (snapshot: AnyMachineSnapshot) => boolean) =>
  getShortestPaths(outboxMachine, {
    ...(fromState ? { fromState } : {}),
    ...(home ? { toState: home as never } : {}),
    stopWhen: ((snapshot: AnyMachineSnapshot) => isLate(snapshot) || home?.(snapshot) === true) as never,
    events: events as never,
    serializeState: key as never,
    limit: 200_000,
  });

const isDone = (snapshot: AnyMachineSnapshot) =>
  snapshot.value === "idle" && !(snapshot.context as OutboxContext).marks.isUnderWay;
const found = paths()
  .map(({ state }) => state as unknown as AnyMachineSnapshot)
  .filter((snapshot) => !isLate(snapshot));

test("OB14 every state of the outbox can be reached", () => {
  expect([...new Set(found.map(stateOf))].sort()).toEqual(leavesOf(outboxMachine).sort());
});

test("OB14 from every situation the outbox can come to have nothing to do", () => {
  expect(found.length).toBeGreaterThan(100);
  const examples = new Map(
    found.map((snapshot) => {
      const { entries, marks } = snapshot.context as OutboxContext;
      const first = [...entries.values()][0];
      return [JSON.stringify([snapshot.value, entries.size, first?.what, first?.twice, marks]), snapshot];
    }),
  );
  expect([...examples].filter(([, from]) => paths(from, isDone).length === 0).map(([name]) => name)).toEqual([]);
});
