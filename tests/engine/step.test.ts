import { expect, test } from "vitest";
import { transition, type AnyMachineSnapshot } from "xstate";
import * as fc from "fast-check";
import type { Address, Effect, Event, Identity } from "../../party/engine/definition.ts";
import { fresh, persist } from "../../party/engine/saved.ts";
import { allowed, judge } from "../../party/engine/step.ts";
import { boxDefinition, boxMachine } from "./box.ts";
import { Rig } from "./rig.ts";

const held = (what: string) => !what.startsWith("flush");

test("EN1 nobody hears of a step before it is stored: neither the asker, nor other screens, nor other rooms", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const luis = await rig.join("luis");
  const before = luis.mirror.revision;
  rig.say(ana, { type: "add", n: 1 });
  rig.say(ana, { type: "tell", to: ["b"], numbers: [1] });
  await rig.only(held);
  expect(rig.context().total).toBe(1);
  expect([ana.answers.length, luis.mirror.revision, rig.flights.length]).toEqual([0, before, 0]);
  await rig.platform.settle();
  expect([ana.answers.length, luis.mirror.topics.all?.total]).toEqual([2, 1]);
  expect(rig.context("b").heard).toEqual([1]);
});

test("EN1 a signal of a step that changes something waits for the write like everything else", async () => {
  const base = boxDefinition();
  const say = ({ to, event }: { to: Address; event: Event }): Effect =>
    to.room === "wave" ? { kind: "signal", topic: "all", signal: { type: "wave" } } : { kind: "send", to, event };
  const definition = boxDefinition({ effects: { ...base.effects, say } });
  const rig = new Rig(definition);
  const ana = await rig.join("ana");
  const luis = await rig.join("luis");
  rig.say(ana, { type: "tell", to: ["wave", "b"], numbers: [1] });
  await rig.only(held);
  expect(luis.signals).toEqual([]);
  await rig.platform.settle();
  expect(luis.signals).toEqual([{ type: "wave" }]);
});

test("EN1 a crash before the write is on disk leaves everything as it was, and the repeated command is done once", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  rig.say(ana, { type: "add", n: 5 });
  await rig.only(held);
  rig.node().crash();
  expect(rig.node().storage.inMemory("list/").size).toBe(0);
  ana.connect();
  await rig.platform.settle();
  expect(rig.context().total).toBe(5);
  expect(ana.pending).toEqual([]);
});

test("EN2 snapshot, log entry, timer, rows and promises of one step are one write", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  rig.say(ana, { type: "add", n: 2 });
  await rig.only(held);
  const { storage } = rig.node();
  const before = storage.onDisk().size;
  storage.flushOne();
  const after = [...storage.onDisk().keys()];
  expect(after.length - before).toBe(3);
  expect(after.filter((key) => /^(command|list|log)\//.test(key))).toHaveLength(4);
});

test("EN3 a command that is repeated is done once and answered each time", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "add", n: 1 }, "same");
  const again = await rig.do(ana, { type: "add", n: 1 }, "same");
  expect(again).toMatchObject({ kind: "done", commandId: "same" });
  expect(rig.context().total).toBe(1);
  await rig.restart();
  ana.connect();
  await rig.platform.settle();
  ana.connection!.send({ kind: "command", commandId: "same", command: { type: "add", n: 1 }, again: true });
  await rig.platform.settle();
  expect(ana.answers.at(-1)).toMatchObject({ kind: "done", commandId: "same" });
  expect(rig.context().total).toBe(1);
});

test("EN3 a command that is overtaken by its own repetition, from another screen, is done once", async () => {
  const rig = new Rig();
  const [here, there] = [await rig.join(), await rig.join()];
  there.connection!.send({ kind: "command", commandId: "same", command: { type: "add", n: 1 }, again: true });
  await rig.platform.settle();
  await rig.do(here, { type: "add", n: 1 }, "same");
  expect(here.answers.at(-1)).toMatchObject({ kind: "done", commandId: "same" });
  expect(rig.context().total).toBe(1);
});

test("EN3 what no screen has said before is done though it says so", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  ana.connection!.send({ kind: "command", commandId: "new", command: { type: "add", n: 1 }, again: true });
  await rig.platform.settle();
  expect(rig.context().total).toBe(1);
});

test("EN3 two people may happen to use the same command id", async () => {
  const rig = new Rig();
  await rig.do(await rig.join("ana"), { type: "add", n: 1 }, "same");
  await rig.do(await rig.join("luis"), { type: "add", n: 1 }, "same");
  expect(rig.context().total).toBe(2);
});

test("EN4 a refusal is told with its reason, stores nothing and raises no revision", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "add", n: 1 });
  const { storage, room } = rig.node();
  const [revision, stored] = [room!.revision, storage.inMemory()];
  expect(await rig.do(ana, { type: "add", n: -1 })).toMatchObject({ kind: "refused", reason: "negative" });
  expect(room!.revision).toBe(revision);
  expect(storage.inMemory()).toEqual(stored);
});

test("EN4 a command that was refused may succeed when it is sent again", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  const boss = await rig.join("boss", "a", "owner");
  await rig.do(boss, { type: "shut" });
  expect(await rig.do(ana, { type: "add", n: 1 }, "x")).toMatchObject({ kind: "refused", reason: "shut" });
  await rig.do(boss, { type: "reopen" });
  expect(await rig.do(ana, { type: "add", n: 1 }, "x")).toMatchObject({ kind: "done" });
});

test("EN5 a fault of ours is logged, leaves the snapshot as it was, and nobody else notices", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const luis = await rig.join("luis");
  await rig.do(ana, { type: "add", n: 1 });
  const { mirror } = luis;
  const stored = rig.node().storage.inMemory();
  const answer = await rig.do(ana, { type: "break" }, "b");
  expect(answer).toMatchObject({ kind: "fault", code: "fault", about: "b" });
  expect(luis.mirror).toBe(mirror);
  expect(rig.node().storage.inMemory()).toEqual(stored);
  expect(rig.lines("error")).toMatchObject([{ party: "box", room: "a", msg: "fault", event: "broke", revision: 3 }]);
  expect(await rig.do(luis, { type: "add", n: 1 })).toMatchObject({ kind: "done" });
});

test("EN6 time in a room never goes back, whatever its clock does", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "add", n: 1 });
  const then = rig.platform.now;
  rig.platform.now -= 60_000;
  await rig.restart();
  ana.connect();
  await rig.platform.settle();
  await rig.do(ana, { type: "add", n: 1 });
  const times = [...rig.node().storage.inMemory("log/").values()].map((line) => (line as { at: number }).at);
  expect(Math.min(...times.slice(1))).toBe(then);
});

test("EN7 each accepted step leaves one log entry, and the entries replay to what is stored", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "add", n: 3 });
  await rig.do(ana, { type: "store", key: "k", n: 9 });
  await rig.do(ana, { type: "add", n: -3 });
  await rig.do(ana, { type: "time", id: "t", due: rig.platform.now + 10 });
  await rig.platform.advance(10);
  const definition = boxDefinition();
  let snapshot = fresh(definition, "a");
  for (const line of rig.node().storage.inMemory("log/").values())
    [snapshot] = transition(boxMachine, snapshot as never, (line as { event: never }).event) as [
      AnyMachineSnapshot,
      unknown,
    ];
  const running = rig.node().room!;
  expect(persist(definition, snapshot)).toEqual(persist(definition, running.snapshot));
  expect(rig.context()).toMatchObject({ total: 3, rang: ["t"] });
  expect(rig.node().storage.inMemory("log/").size).toBe(running.revision);
});

const by: Identity = { role: "user", id: "u", project: "p" };
const anyEvent = fc.oneof(
  fc.record({ type: fc.constant("added"), n: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ type: fc.constantFrom("shut", "reopened", "waved") }),
  fc.record({ type: fc.constantFrom("stored", "removed"), key: fc.constantFrom("a", "b"), n: fc.nat(9) }),
);

test("EN8 `allowed` says yes exactly where a step would not refuse, in every state and for every command", () => {
  const definition = boxDefinition();
  let [yes, no] = [0, 0];
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 12 }), anyEvent, (path, asked) => {
      let snapshot = fresh(definition, "a");
      for (const event of path) {
        const said = judge(definition, { party: "box", room: "a" }, snapshot, { ...event, at: 1, by });
        if (said.kind === "accepted") snapshot = said.next;
      }
      const event = { ...asked, at: 1, by };
      const answer = allowed(definition, snapshot, event);
      const said = judge(definition, { party: "box", room: "a" }, snapshot, event);
      if (said.kind === "refused") {
        no++;
        expect(answer).toBe(said.reason);
      } else if (said.names.length > 0 || said.changed) {
        yes++;
        expect(answer).toBe(true);
      }
    }),
  );
  expect(Math.min(yes, no)).toBeGreaterThan(5);
});

test("EN9 what a step stores does not grow with what the room holds", async () => {
  const cost = async (rows: number) => {
    const rig = new Rig();
    const entries = Array.from({ length: rows }, (_, n) => [`row/rows/${String(n).padStart(6, "0")}`, n]);
    const ana = await rig.join("ana", "a", "stranger");
    await rig.restart();
    rig.node().storage.plant(Object.fromEntries(entries));
    await rig.restart();
    const luis = await rig.join("luis", "a", "user", ["secret"]);
    expect(rig.context().rowCount).toBe(rows);
    expect(ana.live).toBe(false);
    const before = rig.node().storage.puts;
    await rig.do(luis, { type: "store", key: "new", n: 1 });
    await rig.do(luis, { type: "add", n: 1 });
    return rig.node().storage.puts - before;
  };
  const [few, many] = [await cost(10), await cost(100_000)];
  // Twice: the command's id, the log entry, the head, and the row or the note.
  expect(few).toBe(8);
  expect(many).toBe(few);
});
