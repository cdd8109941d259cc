/** What holds of an outbox whatever its first entry waits for. */
import { describe, expect, test } from "vitest";
import { Outbox, busy, erases, named, retries, sent, unknown, wants } from "./support/outbox.ts";

/** Line 9 may be with the customer twice, and nobody knows. */
const doubtful = (): Outbox => {
  const outbox = Outbox.after(wants(9, "telegram"));
  outbox.answer(unknown);
  expect([outbox.state, outbox.context.doubtful.size]).toEqual(["idle", 1]);
  return outbox;
};
/** Line 1 is the first one. */
const WAYS: Record<string, () => Outbox> = {
  // The try of line 9 counts.
  pacing: () => doubtful().take(wants(1, "telegram")),
  sending: () => doubtful().take({ ...wants(1), at: 60_000 }),
  resting: () =>
    doubtful()
      .take({ ...wants(1), at: 60_000 })
      .answer(busy()),
  unclear: () =>
    doubtful()
      .take({ ...wants(1), at: 60_000 })
      .answer(unknown),
};
const STATES = Object.keys(WAYS);
function inState(state: string): Outbox {
  const outbox = WAYS[state]!();
  expect([outbox.state, outbox.waiting.map(lineOf)]).toEqual([state, [1]]);
  return outbox;
}
const lineOf = (entry: object): number => (entry as { seq: number }).seq;
const lines = (outbox: Outbox): number[] => outbox.waiting.map(lineOf);

describe.each(STATES)("while the first line is %s", (state) => {
  test("OB1 what is sent after it goes out after it", () => {
    const outbox = inState(state).take(wants(2)).take(wants(3));
    expect([outbox.state, lines(outbox)]).toEqual([state, [1, 2, 3]]);
  });

  test("OB9 a line that is there is not wanted twice, and one that may be with the customer is told as such", () => {
    const outbox = inState(state).take(retries(1)).take(retries(9));
    expect(lines(outbox)).toEqual([1, 9]);
    expect(outbox.waiting.at(-1)).toMatchObject({ seq: 9, twice: true });
  });

  test("OB11 one behind it that is erased leaves, so does what nobody knows, and of another nothing is known", () => {
    const outbox = inState(state).take(wants(2)).take(erases(2));
    expect([outbox.state, lines(outbox)]).toEqual([state, [1]]);
    expect(outbox.take(erases(9)).context.doubtful.size).toBe(0);
    const { snapshot } = outbox;
    expect(outbox.take(erases(44)).snapshot).toBe(snapshot);
  });

  test("OB8 named meanwhile, a copy behind it is called off, and of another nothing is known", () => {
    const outbox = inState(state).take(retries(9)).take(named(9));
    expect([outbox.state, lines(outbox)]).toEqual([state, [1]]);
    const { snapshot } = outbox;
    expect(outbox.take(named(44)).snapshot).toBe(snapshot);
  });
});

test("OB8 OB11 where nothing is on its way, neither a name nor an erased line changes anything", () => {
  const outbox = Outbox.after(wants(1)).answer(sent("w1"));
  const { snapshot } = outbox;
  for (const step of [named(1), erases(1)]) expect(outbox.take(step).snapshot).toBe(snapshot);
  const unsure = doubtful();
  expect(unsure.take(erases(9)).context.doubtful.size).toBe(0);
});
