import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KEYS_MAX, KINDS, LIMITS, orderKeys, waitAfter, type Kind } from "../../machines/gate.ts";
import { Gate, begins, releases, rests } from "./support/gate.ts";

const HOUR_MS = 3_600_000;
const kinds = fc.constantFrom(...KINDS);

/** How often somebody gets through in this time who knocks as soon as they may, with nothing before. */
function mostIn(kind: Kind, ms: number): number {
  let count = 0;
  for (let at = 0; at <= ms; at += waitAfter(kind, count)) count++;
  return count;
}

test("GA1 five tries are free, and then each has to wait twice as long as the one before, up to a quarter of an hour", () => {
  const gate = new Gate();
  for (let n = 0; n < 5; n++) expect(gate.tries(1000)).toBe(true);
  let at = 1000;
  for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
    expect(gate.waits(at)).toBe(seconds * 1000);
    expect(gate.tries(at + seconds * 1000 - 1)).toBe(false);
    at += seconds * 1000;
    expect(gate.tries(at)).toBe(true);
  }
});

test("GA1 what is refused does not count, and moves no wait", () => {
  const gate = new Gate();
  for (let n = 0; n < 5; n++) gate.tries(0);
  const before = gate.snapshot;
  for (let n = 0; n < 100; n++) expect(gate.take(begins(`x${n}`, 500))).toBe("tooSoon");
  expect(gate.snapshot).toBe(before);
  expect(gate.tries(1000)).toBe(true);
});

test("GA1 no kind has a wait that its rest would end, and each has free ones", () => {
  for (const { free, firstMs, maxMs, restMs } of Object.values(LIMITS)) {
    expect(restMs).toBeGreaterThan(maxMs);
    expect(maxMs).toBeGreaterThanOrEqual(firstMs);
    expect(free).toBeGreaterThan(0);
  }
});

test("GA2 an attempt that is begun twice counts once", () => {
  const gate = Gate.after(begins("one", 0));
  for (let n = 0; n < 10; n++) expect(gate.take(begins("one", n))).toBeUndefined();
  expect(gate.context.keys.get("ana")!.attempts).toEqual(["one"]);
});

test("GA2 one of some weight counts as so many, comes through as any other, and is taken back whole", () => {
  const gate = Gate.after(begins("small", 0), begins("heavy", 0, "ana", "signIn", 4));
  for (let n = 0; n < 3; n++) expect(gate.take(begins("heavy", 0, "ana", "signIn", 4))).toBeUndefined();
  expect(gate.waits(0)).toBe(1000);
  expect(gate.take(begins("another", 999))).toBe("tooSoon");
  expect(gate.take(begins("heavier", 1000, "ana", "signIn", 2))).toBeUndefined();
  expect(gate.waits(1000)).toBe(4000);
  gate.take(releases("heavier", 1001));
  gate.take(releases("heavy", 1001));
  expect(gate.context.keys.get("ana")!.attempts).toEqual(["small"]);
});

test("GA2 fifty at once are as slow as fifty one after the other: five get through", () => {
  const gate = new Gate();
  expect(Array.from({ length: 50 }, () => gate.tries(7)).filter(Boolean)).toHaveLength(5);
});

test("GA3 what succeeded takes its own count away and no other", () => {
  const gate = Gate.after(begins("wrong", 0), begins("right", 0));
  gate.take(releases("right", 1));
  expect(gate.context.keys.get("ana")!.attempts).toEqual(["wrong"]);
  gate.take(releases("right", 2));
  expect(gate.context.keys.get("ana")!.attempts).toEqual(["wrong"]);
});

test("GA3 who succeeds each time may go on for ever", () => {
  const gate = new Gate();
  for (let n = 0; n < 100; n++) {
    expect(gate.take(begins(`n${n}`, n))).toBeUndefined();
    gate.take(releases(`n${n}`, n));
  }
  expect(gate.state).toBe("calm");
  expect(gate.asked).toContainEqual({ type: "cancelTimer", params: { id: "rest" } });
});

test("GA4 after an hour of rest it is as if nothing had been, whether or not the timer has come to it", () => {
  const gate = new Gate();
  for (let n = 0; n < 5; n++) gate.tries(0);
  expect(gate.waits(0)).toBe(1000);
  const late = Gate.after(...Array.from({ length: 5 }, (_, n) => begins(`a${n}`, 0)));
  expect(late.waits(HOUR_MS)).toBe(0);
  for (let n = 0; n < 5; n++) expect(late.tries(HOUR_MS)).toBe(true);
  expect(late.tries(HOUR_MS)).toBe(false);
});

test("GA4 one timer serves all keys: it rings for the first to be forgotten, and then for the next", () => {
  const gate = Gate.after(begins("a", 0, "ana"));
  expect(gate.asked).toEqual([
    { type: "startTimer", params: { id: "rest", at: HOUR_MS, event: { type: "rest.ended" } } },
  ]);
  gate.take(begins("l", 10, "luis"));
  expect(gate.asked).toEqual([]);
  gate.take(rests(HOUR_MS));
  expect([...gate.context.keys.keys()]).toEqual(["luis"]);
  expect(gate.asked).toMatchObject([{ type: "startTimer", params: { at: HOUR_MS + 10 } }]);
  gate.take(rests(HOUR_MS + 10));
  expect([gate.state, gate.context.keys.size, gate.context.forgetAt]).toEqual(["calm", 0, null]);
});

test("GA4 a timer that rings for a key that has tried again meanwhile rings again", () => {
  const gate = Gate.after(begins("a", 0), begins("b", 5000));
  expect(gate.asked).toEqual([]);
  gate.take(rests(HOUR_MS));
  expect(gate.asked).toMatchObject([{ type: "startTimer", params: { at: HOUR_MS + 5000 } }]);
  expect(gate.context.keys.size).toBe(1);
});

describe("GA5 a gate that is full", () => {
  const full = new Gate();
  for (let n = 0; n < 5; n++) full.tries(0, "heavy");
  for (let n = 1; n < KEYS_MAX; n++) full.tries(n, `k${n}`);

  test("GA5 remembers no more keys than it may", () => {
    expect(full.context.keys.size).toBe(KEYS_MAX);
    for (let n = 0; n < 10; n++) full.tries(KEYS_MAX + n, `new${n}`);
    expect(full.context.keys.size).toBe(KEYS_MAX);
  });

  test("GA5 forgets who has tried least, and of those the oldest; who has tried often is never freed by a flood", () => {
    expect(full.context.keys.has("k1")).toBe(false);
    expect(full.context.keys.has("k11")).toBe(true);
    expect(full.context.keys.has("heavy")).toBe(true);
  });
});

/** Knocks at any times, at first with wrong passwords and then perhaps with the right one. */
const knocks = fc.array(fc.record({ after: fc.nat(120_000), key: fc.constantFrom("ana", "luis", "marta") }), {
  minLength: 1,
  maxLength: 80,
});

test("GA1 whatever the pattern, nobody gets more tries in a time than by knocking as soon as they may", () => {
  fc.assert(
    fc.property(kinds, fc.array(fc.nat(400_000), { minLength: 1, maxLength: 120 }), (kind, rests_) => {
      const gate = new Gate();
      let at = 0;
      const through: number[] = [];
      for (const rest of rests_) {
        at += rest;
        if (gate.tries(at, "ana", kind)) through.push(at);
      }
      for (const [first, from] of through.entries()) {
        const within = through.slice(first).filter((time) => time < from + LIMITS[kind].restMs);
        const span = within.at(-1)! - from;
        expect(within.length).toBeLessThanOrEqual(mostIn(kind, span));
      }
    }),
    { numRuns: 300 },
  );
});

test("GA6 what others try makes no difference to a key: with any of them or without, it is told the same", () => {
  fc.assert(
    fc.property(knocks, (pattern) => {
      const [together, alone] = [new Gate(), new Gate()];
      let at = 0;
      for (const { after, key } of pattern) {
        at += after;
        const answer = together.tries(at, key);
        if (key === "ana") expect(answer).toBe(alone.tries(at, key));
        expect(together.waits(at)).toBe(alone.waits(at));
      }
    }),
    { numRuns: 300 },
  );
});

test("GA6 an owner whose device counts by itself gets in while strangers try the account as often as they can", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2000), { minLength: 20, maxLength: 200 }), (rests_) => {
      const gate = new Gate();
      let at = 0;
      for (const rest of rests_) {
        at += rest;
        gate.tries(at, "account");
        expect(gate.waits(at, "device")).toBe(0);
      }
      expect(gate.tries(at, "device")).toBe(true);
    }),
  );
});

test("GA7 what a gate orders its keys by is what can be rebuilt from them", () => {
  fc.assert(
    fc.property(knocks, (pattern) => {
      const gate = new Gate();
      let at = 0;
      for (const [n, { after, key }] of pattern.entries()) {
        at += after;
        gate.take(begins(`p${n}`, at, key));
        if (n % 3 === 0) gate.take(releases(`p${n - 1}`, at, pattern[Math.max(0, n - 1)]!.key));
        if (n % 7 === 0) gate.take(rests(at));
        const { resting, light, keys } = gate.context;
        const again = orderKeys(keys);
        expect([[...resting], [...light]]).toEqual([[...again.resting], [...again.light]]);
        expect(gate.context.forgetAt === null).toBe(keys.size === 0);
      }
    }),
    { numRuns: 200 },
  );
});
