import { readFileSync, readdirSync } from "node:fs";
import { and, assign, createMachine, enqueueActions, not, or, type AnyStateMachine } from "xstate";
import { describe, expect, test } from "vitest";
import { asSeen } from "../../web/visualizer/chart/as-seen.ts";
import { chartOf } from "../../web/visualizer/chart/chart-of.ts";
import { toXState } from "../../web/visualizer/chart/export-xstate.ts";
import { MACHINES } from "../../web/visualizer/machines.ts";

const root = new URL("../../", import.meta.url);

/** A machine as it is written, before XState makes nodes of it. */
interface Written {
  on?: Record<string, unknown>;
  always?: unknown;
  states?: Record<string, Written>;
}

const placesOf = (state: string, event: string, written: unknown): string[] =>
  (Array.isArray(written) ? written : [written]).map((_, place) => `${state}|${event}|${place}`);

function writtenIn(state: string, { on = {}, always = [], states = {} }: Written): { states: string[]; ids: string[] } {
  const inner = Object.entries(states).map(([key, child]) => writtenIn(`${state}.${key}`, child));
  const own = Object.entries(on).flatMap(([event, written]) => placesOf(state, event, written));
  return {
    states: [state, ...inner.flatMap((one) => one.states)],
    ids: [...own, ...placesOf(state, "", always), ...inner.flatMap((one) => one.ids)],
  };
}

/** With whatever a chart can show. */
const everything = createMachine({
  id: "everything",
  type: "parallel",
  description: "All of it.",
  on: {
    // XState takes lists within lists, and does not say so.
    "*": { actions: [[assign({}), "note"] as never, { type: "refuse", params: { reason: "textTooLong" } }] },
    "text.said": [
      { guard: and(["isOpen", or(["isLate", not("isEarly")])]), actions: { type: "refuse", params: () => ({}) } },
      { guard: not({ type: "isOpen", params: { at: 1 } }), actions: enqueueActions(() => {}) },
      {},
    ],
  },
  states: {
    left: {
      initial: "one",
      onDone: { actions: "celebrate" },
      states: {
        one: {
          entry: ["greet", assign({})],
          exit: "wave",
          always: { guard: "isDone", target: "two", description: "It is done." },
          after: { 1000: { target: "one", reenter: true } },
        },
        two: { type: "final" },
      },
    },
    right: {
      initial: "here",
      states: { here: { on: { go: { target: "there" } } }, there: {}, back: { type: "history" } },
    },
  },
});

test("VZ6 no machine is left out", () => {
  const files = readdirSync(new URL("machines/", root), { encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `machines/${name}`)
    .filter((path) => readFileSync(new URL(path, root), "utf8").includes("createMachine("));
  expect(files.length).toBeGreaterThan(10);
  expect(MACHINES.map(({ source }) => source).toSorted()).toEqual(files.toSorted());
  expect(new Set(MACHINES.map(({ machine }) => machine)).size).toBe(MACHINES.length);
});

describe.each(MACHINES.map(({ machine }) => [machine.id, machine] as const))("the chart of %s", (_, machine) => {
  test("VZ1 has each state and each transition that is written, and no other", () => {
    const { states, ids } = writtenIn(machine.id, machine.config as Written);
    const chart = chartOf(machine);
    expect(chart.states.map(({ id }) => id)).toEqual(states);
    expect(chart.transitions.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  test("VZ1 as XState's JSON is a machine with the same chart", () => expectSame(machine));
});

function expectSame(machine: AnyStateMachine): void {
  const json = JSON.stringify(toXState(chartOf(machine)));
  const again = createMachine(JSON.parse(json) as Parameters<typeof createMachine>[0]);
  expect(chartOf(again)).toEqual(chartOf(machine));
}

describe("a chart", () => {
  const { states, transitions, description } = chartOf(everything);
  const found = (id: string) => transitions.find((one) => one.id === id)!;

  test("says what kind of state it is, in which it begins, and what happens on the way in and out", () => {
    expect(description).toBe("All of it.");
    expect(states.map(({ id, kind, initial, parent }) => [id, kind, initial, parent])).toEqual([
      ["everything", "parallel", null, null],
      ["everything.left", "compound", "everything.left.one", "everything"],
      ["everything.left.one", "atomic", null, "everything.left"],
      ["everything.left.two", "final", null, "everything.left"],
      ["everything.right", "compound", "everything.right.here", "everything"],
      ["everything.right.here", "atomic", null, "everything.right"],
      ["everything.right.there", "atomic", null, "everything.right"],
      ["everything.right.back", "history", null, "everything.right"],
    ]);
    expect(states[2]).toMatchObject({ entry: ["greet", "assign"], exit: ["wave"] });
  });

  test("VZ7 names guards as one says them, and actions in their order", () => {
    expect(found("everything|text.said|0")).toMatchObject({
      guard: "isOpen and (isLate or not isEarly)",
      actions: ["refuse"],
      refuses: [],
    });
    expect(found("everything|text.said|1")).toMatchObject({ guard: "not isOpen", actions: ["enqueueActions"] });
    expect(found("everything|text.said|2")).toMatchObject({ guard: null, actions: [], targets: [] });
    expect(found("everything|*|0")).toMatchObject({ actions: ["assign", "note", "refuse"], refuses: ["textTooLong"] });
  });

  test("has what happens without an event, after a time, and when all is done", () => {
    expect(found("everything.left.one||0")).toMatchObject({
      guard: "isDone",
      targets: ["everything.left.two"],
      description: "It is done.",
    });
    expect(found("everything.left.one|xstate.after.1000.everything.left.one|0")).toMatchObject({ reenter: true });
    expect(found("everything.left|xstate.done.state.everything.left|0")).toMatchObject({ actions: ["celebrate"] });
  });

  test("is the same after it went through XState's JSON", () => expectSame(everything));

  test("of a machine that invokes actors is refused: it would not show them", () => {
    expect(() => chartOf(createMachine({ id: "calls", invoke: { src: "other" } }))).toThrow("calls invokes an actor");
  });
});

describe("a chart in the words of what has been seen", () => {
  const seen = asSeen(chartOf(everything), {
    "everything|text.said|0": { rules: [], tests: [], timers: [], refuses: ["textTooLong"], asks: ["note"] },
    "everything|text.said|1": { rules: [], tests: [], timers: [], refuses: [], asks: ["append", "note"] },
    "everything|text.said|2": { rules: [], tests: [], timers: [], refuses: [], asks: ["note"] },
  });
  const found = (id: string) => seen.transitions.find((one) => one.id === id)!;

  test("VZ7 names what was only decided when it happened, and nothing else", () => {
    expect(found("everything|text.said|0")).toMatchObject({ actions: ["refuse"], refuses: ["textTooLong"] });
    expect(found("everything|text.said|1")).toMatchObject({ actions: ["append", "note"], refuses: [] });
    expect(found("everything|text.said|2")).toMatchObject({ actions: [] });
    expect(found("everything|*|0")).toMatchObject({ actions: ["assign", "note", "refuse"] });
  });

  test("keeps the names of what no test has taken, and changes the context where nothing was asked for", () => {
    const chart = chartOf(everything);
    expect(asSeen(chart, {})).toEqual(chart);
    const nothing = { rules: [], tests: [], timers: [], refuses: [], asks: [] };
    const silent = asSeen(chart, { "everything|text.said|1": nothing });
    expect(silent.transitions.find(({ id }) => id === "everything|text.said|1")).toMatchObject({ actions: ["assign"] });
  });
});
