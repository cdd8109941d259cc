import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { createActor, createMachine } from "xstate";
import { Ordered } from "../../machines/ordered.ts";

// Short keys over few letters collide and share prefixes often. The surrogates make code unit order differ from code
// point order: U+1F600 sorts before U+FFFF, and half of it is a prefix of it.
const keys = fc.string({ unit: fc.constantFrom("a", "b", "\uffff", "\ud83d", "\u{1f600}"), maxLength: 4 });
const values = fc.constantFrom(0, 1, 2, undefined, null, "x");
const entryLists = fc.array(fc.tuple(keys, values), { maxLength: 80 });
type Value = number | string | null | undefined;

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ key: keys, value: values }) },
  { weight: 2, arbitrary: fc.record({ key: keys }) },
);
const steps = fc.array(step, { maxLength: 120 });
type Step = { key: string; value?: Value };

const apply = (map: Ordered<Value>, change: Step): Ordered<Value> =>
  "value" in change ? map.set(change.key, change.value) : map.delete(change.key);

function applyToModel(model: Map<string, Value>, change: Step): void {
  if ("value" in change) model.set(change.key, change.value);
  else model.delete(change.key);
}

/** The model's entries by code unit order, which is what Array#sort does with strings by default. */
const sorted = (model: Map<string, Value>): [string, Value][] =>
  [...model.keys()].sort().map((key) => [key, model.get(key)]);

const grown = (changes: readonly Step[], start = Ordered.empty<Value>()): Ordered<Value> =>
  changes.reduce(apply, start);

const numbered = (count: number): [string, number][] =>
  Array.from({ length: count }, (_, index) => [String(index).padStart(6, "0"), index]);

/** What the difference should be, entry by entry. */
function plainDiff(after: Ordered<Value>, before: Ordered<Value>) {
  return {
    set: [...after].filter(([key, value]) => !before.has(key) || before.get(key) !== value),
    deleted: [...before.keys()].filter((key) => !after.has(key)),
  };
}

/**
 * How many entries present in both maps a diff looks at, for maps that hold nothing but NaN: it is never `===` itself,
 * so each entry compared is listed, and only those in a subtree skipped by identity are not.
 */
const compared = (after: Ordered<number>, before: Ordered<number>): number =>
  after.diff(before).set.filter(([key]) => before.has(key)).length;

const allNaN = (count: number): [string, number][] => numbered(count).map(([key]) => [key, NaN]);

describe("content", () => {
  test("any sequence of sets and deletes reads like a sorted Map", () => {
    fc.assert(
      fc.property(steps, keys, (changes, probe) => {
        const model = new Map<string, Value>();
        let map = Ordered.empty<Value>();
        for (const change of changes) {
          map = apply(map, change);
          applyToModel(model, change);
          expect(map.size).toBe(model.size);
        }
        const entries = sorted(model);
        expect([...map]).toStrictEqual(entries);
        expect([...map.entries()]).toStrictEqual(entries);
        expect([...map.keys()]).toStrictEqual(entries.map(([key]) => key));
        expect([...map.values()]).toStrictEqual(entries.map(([, value]) => value));
        expect(map.toJSON()).toStrictEqual(entries);
        for (const key of [probe, ...model.keys()]) {
          expect(map.has(key)).toBe(model.has(key));
          expect(map.get(key)).toBe(model.get(key));
        }
      }),
    );
  });

  test("rank, at, first, countPrefix, prefix and entries(from) agree with filtering the sorted entries", () => {
    fc.assert(
      fc.property(steps, fc.array(keys, { minLength: 1, maxLength: 8 }), (changes, probes) => {
        const map = grown(changes);
        const entries = [...map];
        entries.forEach((entry, index) => {
          expect(map.at(index)).toStrictEqual(entry);
          expect(map.rank(entry[0])).toBe(index);
        });
        expect(map.first()).toStrictEqual(entries[0]);
        for (const probe of [...probes, ...map.keys()]) {
          const matching = entries.filter(([key]) => key.startsWith(probe));
          expect(map.rank(probe)).toBe(entries.filter(([key]) => key < probe).length);
          expect(map.first(probe)).toStrictEqual(matching[0]);
          expect(map.countPrefix(probe)).toBe(matching.length);
          expect([...map.prefix(probe)]).toStrictEqual(matching);
          expect([...map.entries(probe)]).toStrictEqual(entries.filter(([key]) => key >= probe));
        }
      }),
    );
  });

  test("at is undefined for any index that is not a position", () => {
    const map = Ordered.from(numbered(20));
    for (const index of [-1, -0.5, 0.5, 7.5, 20, Infinity, -Infinity, NaN]) expect(map.at(index)).toBeUndefined();
    expect(Ordered.empty().at(0)).toBeUndefined();
  });

  test("from takes entries in any order and the last one wins where a key repeats", () => {
    fc.assert(
      fc.property(entryLists, (entries) => {
        const map = Ordered.from<Value>(entries);
        expect([...map]).toStrictEqual(sorted(new Map(entries)));
        expect(map.isBalanced()).toBe(true);
        expect([...Ordered.from(map)]).toStrictEqual([...map]);
      }),
    );
  });

  test("an entry whose value is undefined is an entry", () => {
    const map = Ordered.empty<undefined>().set("a", undefined);
    expect([map.size, map.has("a"), map.has("b")]).toStrictEqual([1, true, false]);
    expect(map.first()).toStrictEqual(["a", undefined]);
    expect(map.diff(Ordered.empty())).toStrictEqual({ set: [["a", undefined]], deleted: [] });
  });

  test("the empty string is a key like any other and the smallest", () => {
    const map = Ordered.from([
      ["a", 1],
      ["", 0],
    ]);
    expect(map.first()).toStrictEqual(["", 0]);
    expect([...map.delete("")]).toStrictEqual([["a", 1]]);
  });
});

describe("persistence", () => {
  test("every old version keeps the content it had", () => {
    fc.assert(
      fc.property(steps, (changes) => {
        const model = new Map<string, Value>();
        const history: [Ordered<Value>, [string, Value][]][] = [[Ordered.empty(), []]];
        for (const change of changes) {
          const [latest] = history.at(-1) ?? [Ordered.empty<Value>()];
          applyToModel(model, change);
          history.push([apply(latest, change), sorted(model)]);
        }
        for (const [version, content] of history) expect([...version]).toStrictEqual(content);
      }),
      { numRuns: 50 },
    );
  });

  test("setting the value already there and deleting an absent key return the very same map", () => {
    fc.assert(
      fc.property(steps, keys, (changes, probe) => {
        const map = grown(changes);
        for (const [key, value] of map) expect(map.set(key, value)).toBe(map);
        if (!map.has(probe)) expect(map.delete(probe)).toBe(map);
        expect(map.set(probe, Symbol.for("new") as never)).not.toBe(map);
      }),
    );
  });

  test("an iteration under way is not disturbed by later versions", () => {
    const map = Ordered.from(numbered(100));
    let latest = map;
    const seen: string[] = [];
    for (const key of map.keys()) {
      latest = latest.delete(key);
      seen.push(key);
    }
    expect([seen.length, latest.size, map.size]).toStrictEqual([100, 0, 100]);
  });
});

describe("balance", () => {
  test("every sequence of sets and deletes leaves the tree in balance after each step", () => {
    fc.assert(
      fc.property(steps, entryLists, (changes, start) => {
        let map = Ordered.from<Value>(start);
        for (const change of changes) {
          map = apply(map, change);
          if (!map.isBalanced()) throw new Error(`out of balance after ${JSON.stringify(change)}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("inserting and deleting in ascending, descending, inward or outward order stays in balance", () => {
    const up = numbered(600);
    const inward = up.flatMap((_, index) => up.slice(index % 2 ? 599 - (index >> 1) : index >> 1).slice(0, 1));
    for (const order of [up, up.toReversed(), inward, inward.toReversed()]) {
      let full = Ordered.empty<number>();
      for (const [key, value] of order) {
        full = full.set(key, value);
        if (!full.isBalanced()) throw new Error(`out of balance after setting ${key}`);
      }
      for (const leaving of [up, up.toReversed(), inward, inward.toReversed()]) {
        let map = full;
        for (const [key] of leaving) {
          map = map.delete(key);
          if (!map.isBalanced()) throw new Error(`out of balance after deleting ${key}`);
        }
        expect(map.size).toBe(0);
      }
    }
  });

  test("long churn over sixteen keys stays in balance", () => {
    // A wrong Δ or Γ shows only where a rotation follows particular deletions: one churn in twenty of this kind.
    const churn = fc.array(fc.tuple(fc.nat({ max: 15 }), fc.boolean()), { minLength: 300, maxLength: 300 });
    fc.assert(
      fc.property(churn, (changes) => {
        let map = Ordered.empty<null>();
        for (const [index, stays] of changes) {
          const key = index.toString(16);
          map = stays ? map.set(key, null) : map.delete(key);
          if (!map.isBalanced()) return false;
        }
        return true;
      }),
      { numRuns: 400 },
    );
  });

  test("from builds a tree in balance at every size", () => {
    for (let count = 0; count <= 300; count += 1) expect(Ordered.from(numbered(count)).isBalanced()).toBe(true);
  });
});

describe("diff", () => {
  test("lists what was set and what was deleted, in key order, between versions of one lineage", () => {
    fc.assert(
      fc.property(steps, steps, (past, changes) => {
        const before = grown(past);
        const after = grown(changes, before);
        expect(after.diff(before)).toStrictEqual(plainDiff(after, before));
        expect(before.diff(after)).toStrictEqual(plainDiff(before, after));
      }),
      { numRuns: 500 },
    );
  });

  test("is right for maps built apart, whatever their shapes", () => {
    fc.assert(
      fc.property(steps, entryLists, (changes, entries) => {
        const one = grown(changes);
        const other = Ordered.from<Value>(entries);
        expect(one.diff(other)).toStrictEqual(plainDiff(one, other));
        expect(Ordered.from(one).diff(one)).toStrictEqual({ set: [], deleted: [] });
      }),
    );
  });

  test("applied to the older map gives the newer one", () => {
    fc.assert(
      fc.property(steps, steps, (past, changes) => {
        const before = grown(past);
        const after = grown(changes, before);
        const { set, deleted } = after.diff(before);
        let patched = before;
        for (const [key, value] of set) patched = patched.set(key, value);
        for (const key of deleted) patched = patched.delete(key);
        expect([...patched]).toStrictEqual([...after]);
      }),
    );
  });

  test("compares values by identity, not by content", () => {
    const shared = { state: "open" };
    const before = Ordered.from([
      ["a", shared],
      ["b", shared],
    ]);
    const replaced = { ...shared };
    expect(before.set("a", replaced).diff(before).set).toStrictEqual([["a", replaced]]);
    expect(before.set("a", replaced).set("a", shared).diff(before).set).toStrictEqual([]);
  });

  test("compares a path of 100,000 entries for one change and all of them only without shared history", () => {
    const base = Ordered.from(allNaN(100_000));
    for (const at of [0, 1, 24_999, 50_000, 65_536, 99_999]) {
      const key = String(at).padStart(6, "0");
      for (const after of [base.set(key, NaN), base.delete(key), base.set(`${key}x`, NaN)]) {
        // The tree is 17 levels high; beside the path itself, the spine next to a key only one map has may be opened.
        expect(compared(after, base)).toBeLessThan(2 * 17);
        expect(compared(base, after)).toBeLessThan(2 * 17);
      }
    }
    expect(compared(base, base)).toBe(0);
    // The control: a walk that skips nothing is seen to compare everything.
    expect(compared(Ordered.from(base), base)).toBe(100_000);
  });

  test("costs in proportion to the changes even where they rotate the tree throughout", () => {
    let base = Ordered.empty<number>();
    for (const [key, value] of allNaN(50_000)) base = base.set(key, value);
    let after = base;
    for (let index = 0; index < 200; index += 1) after = after.set(`05${String(index).padStart(5, "0")}`, NaN);
    for (let index = 0; index < 200; index += 1) after = after.delete(String(index * 211).padStart(6, "0"));
    expect(compared(after, base)).toBeLessThan(400 * 8);
    const { set, deleted } = after.diff(base);
    expect(set.filter(([key]) => !base.has(key))).toHaveLength(200);
    expect(deleted).toHaveLength(200);
  });
});

describe("laziness", () => {
  test("reading the keys with a prefix stops at the first key beyond them", () => {
    const map = Ordered.from(numbered(100_000));
    const asked = vi.spyOn(String.prototype, "startsWith");
    const found = [...map.prefix("0421")];
    const calls = asked.mock.calls.length;
    asked.mockRestore();
    expect([found.length, calls]).toStrictEqual([100, 101]);
  });
});

describe("as a value in a snapshot", () => {
  test("equal content serialises and compares equal whatever the shape, and different content does not", () => {
    fc.assert(
      fc.property(steps, (changes) => {
        const map = grown(changes);
        const rebuilt = Ordered.from(map);
        expect(JSON.stringify(rebuilt)).toBe(JSON.stringify(map));
        expect(rebuilt).toStrictEqual(map);
        expect(map.set("a", "other")).not.toEqual(map);
        expect(map.set("longer than any", 0)).not.toEqual(map);
      }),
    );
  });

  test("the JSON reads back to the same content", () => {
    const map = Ordered.from(numbered(50).toReversed());
    const text = JSON.stringify(map);
    expect(Ordered.from(JSON.parse(text) as [string, number][])).toStrictEqual(map);
  });

  test("a frozen map still yields new versions", () => {
    const map = Object.freeze(Ordered.from([["a", 1]]));
    expect([...map.set("b", 2).delete("a")]).toStrictEqual([["b", 2]]);
  });

  test("XState persists a context that holds one without copying it or walking its nodes", () => {
    const threads = Ordered.from(numbered(1000));
    const machine = createMachine({ context: { threads } });
    const snapshot = createActor(machine).start().getPersistedSnapshot() as unknown as { context: object };
    expect(snapshot.context).toHaveProperty("threads", threads);
    expect((snapshot.context as { threads: unknown }).threads).toBe(threads);
    const seen: string[] = [];
    for (const property in threads) seen.push(property);
    expect(seen).toStrictEqual([]);
    expect(JSON.parse(JSON.stringify(snapshot))).toMatchObject({ context: { threads: threads.toJSON() } });
  });
});
