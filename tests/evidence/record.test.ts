import { afterEach, expect, test } from "vitest";
import { createActor, initialTransition, setup, transition, type AnyStateMachine } from "xstate";
import { transition as pure } from "../../party/engine/pure.ts";
import { transitionId } from "../../party/engine/transition-id.ts";
import { merged, type TestRecord } from "./merged.ts";
import { watchSteps, type Microstep } from "./steps.ts";
import { keep, type Taken } from "./taken.ts";

const lamp = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: { lit: number }; events: { type: "pressed" | "broken"; at: number } },
  actions: {
    startTimer: (_, _params: { id: string; at: number; event: object }) => {},
    refuse: (_, _params: { reason: string }) => {},
    ring: () => {},
  },
  guards: { isWorn: ({ context }) => context.lit > 1 },
});
const machine = lamp.createMachine({
  id: "lamp",
  context: { lit: 0 },
  initial: "off",
  on: { broken: { description: "CV2: refused.", actions: { type: "refuse", params: { reason: "notNow" } } } },
  states: {
    off: {
      on: {
        pressed: [
          {
            guard: "isWorn",
            target: "worn",
          },
          {
            description: "CV1: it is lit, and for how long.",
            target: "on",
            actions: [
              lamp.assign(({ context }) => ({ lit: context.lit + 1 })),
              {
                type: "startTimer",
                params: ({ event, context }) => ({ id: `out-${context.lit}`, at: event.at + context.lit, event: {} }),
              },
            ],
          },
        ],
      },
    },
    on: { entry: "ring", on: { pressed: "off" } },
    worn: { always: "off" },
  },
});
const PRESSED = { type: "pressed", at: 5 } as const;
const BROKEN = { type: "broken", at: 6 } as const;
const rules = new Set(["CV1", "CV2", "CV12"]);

afterEach(() => watchSteps(undefined));

/** What is seen of what happens meanwhile. */
function watched(happens: () => void): string[] {
  const seen: string[] = [];
  watchSteps((microsteps) => seen.push(...microsteps.flatMap(({ transitions }) => transitions.map(transitionId))));
  happens();
  watchSteps(undefined);
  return seen;
}

test("a step is seen whoever takes it: the engine, XState itself, or an actor", () => {
  const off = initialTransition(machine)[0];
  const lit = "lamp.off|pressed|1";
  expect(watched(() => pure(machine as AnyStateMachine, off, PRESSED))).toEqual([lit]);
  expect(watched(() => transition(machine, off, PRESSED))).toEqual([lit]);
  expect(watched(() => createActor(machine).start().send(PRESSED))).toEqual([lit]);
});

test("watching changes nothing, and what is done unwatched is not seen", () => {
  const off = initialTransition(machine)[0];
  const told = () => {
    const [{ value, context }, asked] = transition(machine, off, PRESSED);
    return { value, context, asked: asked.map(({ type, params }) => ({ type, params })) };
  };
  const plain = told();
  const seen: unknown[] = [];
  watched(() => seen.push(told()));
  expect(seen).toEqual([plain]);
  told();
  expect(watched(() => {})).toEqual([]);
});

test("eventless transitions are seen after the one that led to them", () => {
  const off = initialTransition(machine)[0];
  const worn = machine.resolveState({ value: "off", context: { lit: 2 } });
  expect(off.value).toBe("off");
  expect(watched(() => transition(machine, worn, PRESSED))).toEqual(["lamp.off|pressed|0", "lamp.worn||0"]);
});

/** A test of that title that does these things. */
function recorded(title: string, ...events: (typeof PRESSED | typeof BROKEN)[]): TestRecord {
  const taken: Taken = { transitions: {}, last: [] };
  watchSteps((microsteps: readonly Microstep[], event) => keep(taken, microsteps, event.at!));
  events.reduce((snapshot, event) => transition(machine, snapshot, event)[0], initialTransition(machine)[0]);
  watchSteps(undefined);
  return { file: "tests/machines/lamp.test.ts", title, taken };
}
const titles = (records: TestRecord[], id: string) => merged(records, rules).lamp![id]!.tests.map(({ title }) => title);

test("a transition's timers are told by name and time, with what it refuses and asks for", () => {
  const { lamp: shown } = merged([recorded("it burns", PRESSED, PRESSED, PRESSED, BROKEN)], rules);
  expect(shown!["lamp.off|pressed|1"]).toMatchObject({
    timers: [{ name: "out", minMs: 1, maxMs: 2 }],
    refuses: [],
    asks: ["ring", "startTimer"],
  });
  expect(shown!["lamp|broken|0"]).toMatchObject({ timers: [], refuses: ["notNow"] });
});

test("a rule is served by what its tests take last, and by what names it, and not by what they only come by", () => {
  const { lamp: shown } = merged([recorded("CV12 MP4 it can be put out", PRESSED, PRESSED)], rules);
  expect(shown!["lamp.off|pressed|1"]!.rules).toEqual([]);
  expect(shown!["lamp.on|pressed|0"]!.rules).toEqual(["CV12"]);
  const named = merged([recorded("CV1 CV12 it can be lit and put out", PRESSED, PRESSED)], rules).lamp!;
  expect(named["lamp.off|pressed|1"]!.rules).toEqual(["CV1"]);
});

test("of the tests that take it those of its rule come first, and then those that take the least", () => {
  const records = [
    recorded("it is lit again and again", PRESSED, PRESSED, PRESSED),
    recorded("it is lit, and broken", PRESSED, BROKEN),
    recorded("it is lit", PRESSED),
  ];
  expect(titles(records, "lamp.off|pressed|1")).toEqual(["it is lit"]);
  const ofRule = recorded("CV1 it is lit, put out, and broken", PRESSED, PRESSED, BROKEN);
  expect(titles([...records, ofRule], "lamp.off|pressed|1")).toEqual(["CV1 it is lit, put out, and broken"]);
});

test("the record does not depend on the order in which tests run", () => {
  const records = ["CV1 a", "CV1 b", "CV1 c", "CV1 d"].map((title) => recorded(title, PRESSED, BROKEN));
  expect(JSON.stringify(merged(records, rules))).toBe(JSON.stringify(merged(records.toReversed(), rules)));
  expect(titles(records, "lamp.off|pressed|1")).toEqual(["CV1 a", "CV1 b", "CV1 c"]);
});
