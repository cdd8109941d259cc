import { initialTransition, setup, type AnyMachineSnapshot } from "xstate";
import { expect, test } from "vitest";
import { transition } from "../../party/engine/pure.ts";
import { Replay, replay, takenBy, type Logged } from "../../party/engine/replaying.ts";
import { persist } from "../../party/engine/saved.ts";
import { chartOf } from "../../web/visualizer/chart/chart-of.ts";
import { boxDefinition } from "./box.ts";
import { lookedOnBox, stored } from "./onlooker.ts";
import { Rig } from "./rig.ts";

const SELF = { party: "box", room: "a" };

/** Every way in which a machine comes from one state to another. */
const waysSetup = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: { n: number }; events: { type: string; at: number; n?: number } },
  guards: { isOne: ({ event }) => event.n === 1, isTwo: ({ context }) => context.n === 2 },
});
const ways = waysSetup.createMachine({
  id: "ways",
  context: { n: 0 },
  initial: "resting",
  on: { "far.*": { actions: waysSetup.assign({ n: 9 }) }, "raised.on": { actions: waysSetup.assign({ n: 3 }) } },
  states: {
    resting: {
      on: {
        go: [
          { guard: "isOne", target: "passing" },
          { target: "both", actions: waysSetup.raise({ type: "raised.on", at: 0 }) },
        ],
        two: { target: "passing", actions: waysSetup.assign({ n: 2 }) },
      },
    },
    passing: { always: [{ guard: "isTwo", target: "resting" }, { target: "inner.deep" }] },
    inner: { initial: "deep", states: { deep: { on: { back: { target: "#ways.resting" } } } } },
    both: {
      type: "parallel",
      states: {
        left: { on: { "*": { actions: waysSetup.assign({ n: 1 }) } } },
        right: { initial: "a", states: { a: { on: { step: { target: "b" } } }, b: {} } },
      },
    },
  },
});

const at = (type: string, n?: number) => ({ type, at: 1, ...(n !== undefined && { n }) });
const startOf = (machine: typeof ways): AnyMachineSnapshot => initialTransition(machine)[0];

test("EN74 a step names the transitions that it takes, in order: by an event, by none, by a raised one, in several regions at once", () => {
  const start = startOf(ways);
  const one = takenBy(ways, start, at("go", 1));
  expect(one.taken).toEqual(["ways.resting|go|0", "ways.passing||1"]);
  expect(takenBy(ways, one.next, at("back")).taken).toEqual(["ways.inner.deep|back|0"]);
  expect(takenBy(ways, start, at("two")).taken).toEqual(["ways.resting|two|0", "ways.passing||0"]);
  const both = takenBy(ways, start, at("go"));
  expect(both.taken).toEqual(["ways.resting|go|1", "ways.both.left|*|0"]);
  expect(takenBy(ways, both.next, at("step")).taken).toEqual(["ways.both.left|*|0", "ways.both.right.a|step|0"]);
  expect(takenBy(ways, start, at("far.away")).taken).toEqual(["ways|far.*|0"]);
  expect(takenBy(ways, start, at("nothing")).taken).toEqual([]);
});

test("EN74 they are called as on the chart", () => {
  const { transitions } = chartOf(ways);
  const named = new Set(transitions.map(({ id }) => id));
  let snapshot = startOf(ways);
  for (const event of [at("go", 1), at("back"), at("two"), at("far.away"), at("go"), at("step")]) {
    const { next, taken } = takenBy(ways, snapshot, event);
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter((id) => !named.has(id))).toEqual([]);
    snapshot = next;
  }
});

test("EN41 EN74 who asks for them gets the same step, and who does not is told nothing", () => {
  const start = startOf(ways);
  const event = at("go", 1);
  const [next, actions] = transition(ways, start, event);
  const asked = takenBy(ways, start, event);
  expect([asked.next.value, asked.next.context, asked.actions]).toEqual([next.value, next.context, actions]);
  const { taken } = asked;
  const before = [...taken];
  transition(ways, start, at("two"));
  takenBy(ways, start, at("two"));
  expect(taken).toEqual(before);
});

/** A box with something of everything in its log. */
async function lived() {
  const rig = new Rig(lookedOnBox().definition);
  const ana = await rig.join();
  await rig.do(ana, { type: "join", id: "ana" });
  for (let n = 1; n <= 5; n++) await rig.do(ana, { type: "add", n });
  await rig.do(ana, { type: "time", id: "t", due: rig.platform.now + 1_000 });
  await rig.do(ana, { type: "tell", to: ["b"], numbers: [7] });
  await rig.do(await rig.join("john", "a", "owner"), { type: "shut" });
  await rig.platform.advance(2_000);
  return { rig, log: stored(rig) as unknown as Logged[] };
}

test("EN74 a replay takes each entry in turn: where it leads, what it asks for, and that it is where the log says", async () => {
  const { rig, log } = await lived();
  const definition = boxDefinition();
  const steps = [...replay(definition, SELF, log)];
  expect(steps.map(({ seq, agrees, fault }) => [seq, agrees, fault])).toEqual(
    log.map(({ seq }) => [seq, true, undefined]),
  );
  const of = (type: string) => steps[log.findIndex(({ event }) => event.type === type)]!;
  expect(of("added")).toMatchObject({
    names: ["note"],
    effects: [{ kind: "append", list: "notes", row: { seq: 1, n: 1 } }],
    taken: ["box.open|added|1"],
  });
  expect(of("told").effects).toEqual([
    { kind: "send", to: { party: "box", room: "b" }, event: { type: "heard", n: 7 } },
  ]);
  expect(of("timed").effects).toMatchObject([{ kind: "startTimer", id: "t", event: { type: "rang", id: "t" } }]);
  expect([of("shut").before.value, of("shut").after.value]).toEqual(["open", "shut"]);
  expect(persist(definition, steps.at(-1)!.after)).toEqual(persist(definition, rig.node().room!.snapshot));
});

test("EN74 an entry that the machine would not take changes nothing, and says why; the next one goes on from there", async () => {
  const { log } = await lived();
  const life = new Replay(boxDefinition(), SELF);
  const added = log.find(({ event }) => event.type === "added")!;
  const { snapshot } = life;
  const refused = life.take({ ...added, event: { ...added.event, n: -1 } });
  expect(refused).toMatchObject({
    agrees: false,
    fault: "refused: negative",
    effects: [],
    taken: ["box.open|added|0"],
  });
  const failed = life.take({ ...added, event: { type: "broke", at: 1 } });
  expect([failed.agrees, failed.fault]).toEqual([false, expect.stringContaining("cannot broke")]);
  expect(life.snapshot).toBe(snapshot);
  expect(life.take(added).agrees).toBe(true);
  expect(life.take({ ...added, to: "shut" })).toMatchObject({ agrees: false });
  expect(life.take({ ...added, to: { open: "inner" } }).agrees).toBe(false);
});

test("EN74 a replay may begin anywhere", async () => {
  const { log } = await lived();
  const steps = [...replay(boxDefinition(), SELF, log)];
  const half = steps[Math.floor(steps.length / 2)]!;
  const life = new Replay(boxDefinition(), SELF, half.before);
  for (const entry of log.slice(steps.indexOf(half))) expect(life.take(entry).agrees).toBe(true);
  expect(life.snapshot.context).toEqual(steps.at(-1)!.after.context);
});
