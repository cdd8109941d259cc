/** The record of all tests together: what each transition is shown to do, and by which tests. */
import type { MachineFacts } from "../../web/visualizer/chart/model.ts";
import type { Taken } from "./taken.ts";

export type Shown = MachineFacts["evidence"][string];
/** By machine and transition. */
export type Evidence = Record<string, MachineFacts["evidence"]>;

export interface TestRecord {
  file: string;
  title: string;
  taken: Taken;
}

/** Of the tests of its rules; who looks for an example reads no more of them. */
const TESTS_MAX = 3;
/** One that only comes by it says little. */
const PASSING_MAX = 1;
/** A test that takes more than these is about none of them alone. */
const ABOUT_MAX = 16;

const ID = /\b[A-Z]{2}\d+\b/g;
/** Ids of rules in a title or a description, each once. */
export const rulesIn = (text: string, rules: ReadonlySet<string>): string[] => [
  ...new Set((text.match(ID) ?? []).filter((id) => rules.has(id))),
];

interface Gathered {
  rules: Set<string>;
  tests: { file: string; title: string; named: string[]; breadth: number }[];
  timers: Map<string, [number, number]>;
  refuses: Set<string>;
  asks: Set<string>;
}

/**
 * Which rules a transition serves: those that its description names and a test of which takes it, and those of the tests that
 * are about it, because it is what they take last.
 */
export function merged(records: readonly TestRecord[], rules: ReadonlySet<string>): Evidence {
  const found = new Map<string, Gathered>();
  for (const { file, title, taken } of records) {
    const named = rulesIn(title, rules);
    const breadth = Object.keys(taken.transitions).length;
    for (const [id, { description, timers, refuses, asks }] of Object.entries(taken.transitions)) {
      const one: Gathered = found.get(id) ?? {
        rules: new Set(),
        tests: [],
        timers: new Map(),
        refuses: new Set(),
        asks: new Set(),
      };
      found.set(id, one);
      one.tests.push({ file, title, named, breadth });
      const described = rulesIn(description, rules);
      const isAbout = breadth <= ABOUT_MAX && taken.last.includes(id);
      for (const rule of named) if (isAbout || described.includes(rule)) one.rules.add(rule);
      for (const reason of refuses) one.refuses.add(reason);
      for (const name of asks) one.asks.add(name);
      for (const [name, [from, to]] of Object.entries(timers)) {
        const [min, max] = one.timers.get(name) ?? [from, to];
        one.timers.set(name, [Math.min(min, from), Math.max(max, to)]);
      }
    }
  }
  const evidence: Record<string, Record<string, Shown>> = {};
  for (const [id, gathered] of [...found].toSorted(([a], [b]) => compare(a, b)))
    (evidence[/^[^.|]+/.exec(id)![0]] ??= {})[id] = shownOf(gathered);
  return evidence;
}

function shownOf({ rules, tests, timers, refuses, asks }: Gathered): Shown {
  const ranked = tests
    .map((test) => ({ ...test, isOfRule: test.named.some((rule) => rules.has(rule)) }))
    .toSorted(
      (a, b) =>
        Number(b.isOfRule) - Number(a.isOfRule) ||
        a.breadth - b.breadth ||
        compare(a.file, b.file) ||
        compare(a.title, b.title),
    );
  return {
    rules: [...rules].toSorted((a, b) => compare(a.slice(0, 2), b.slice(0, 2)) || numberOf(a) - numberOf(b)),
    tests: ranked
      .filter((test, place) => place < (test.isOfRule ? TESTS_MAX : PASSING_MAX))
      .map(({ file, title }) => ({ file, title })),
    timers: [...timers].toSorted(([a], [b]) => compare(a, b)).map(([name, [minMs, maxMs]]) => ({ name, minMs, maxMs })),
    refuses: [...refuses].toSorted(compare),
    asks: [...asks].toSorted(compare),
  };
}

const numberOf = (rule: string): number => Number(rule.slice(2));
/** By code unit, the same everywhere. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
