import { expect, test } from "vitest";
import { boxDefinition } from "./box.ts";
import { Rig } from "./rig.ts";

const timers = (rig: Rig) => [...rig.node().storage.onDisk("timer/").keys()];

test("EN15 a deadline is stored, fires once at its time, and is forgotten", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "time", id: "x", due: rig.platform.now + 5_000 });
  expect(timers(rig)).toEqual(["timer/x"]);
  await rig.platform.advance(4_999);
  expect(rig.context().rang).toEqual([]);
  await rig.platform.advance(1);
  expect(rig.context().rang).toEqual(["x"]);
  expect(timers(rig)).toEqual([]);
});

test("EN15 deadlines fire in their order, however they were set", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  const { now } = rig.platform;
  for (const [id, ms] of Object.entries({ c: 300, a: 100, b: 200 }))
    await rig.do(ana, { type: "time", id, due: now + ms });
  rig.platform.now += 10_000;
  await rig.platform.settle();
  expect(rig.context().rang).toEqual(["a", "b", "c"]);
});

test("EN16 an alarm that comes early, twice, or for nothing changes nothing", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "time", id: "x", due: rig.platform.now + 1_000 });
  rig.node().ring();
  rig.node().ring();
  await rig.platform.settle();
  expect(rig.context().rang).toEqual([]);
  rig.platform.now += 1_000;
  rig.node().ring();
  rig.node().ring();
  await rig.platform.settle();
  expect(rig.context().rang).toEqual(["x"]);
});

test("EN16 an early alarm sets the next one for the deadline", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "time", id: "x", due: rig.platform.now + 9_000 });
  rig.node().storage.loseAlarm();
  rig.node().ring();
  await rig.platform.advance(9_000);
  expect(rig.context().rang).toEqual(["x"]);
});

test("EN17 a timer that was cancelled never fires, one that was moved fires at its new time only", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  const { now } = rig.platform;
  await rig.do(ana, { type: "time", id: "gone", due: now + 1_000 });
  await rig.do(ana, { type: "time", id: "moved", due: now + 1_000 });
  await rig.do(ana, { type: "untime", id: "gone" });
  await rig.do(ana, { type: "time", id: "moved", due: now + 3_000 });
  await rig.platform.advance(2_999);
  expect(rig.context().rang).toEqual([]);
  await rig.platform.advance(1);
  expect(rig.context().rang).toEqual(["moved"]);
});

test("EN17 a timer that is moved nearer fires at the nearer time", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  const { now } = rig.platform;
  await rig.do(ana, { type: "time", id: "x", due: now + 30_000 });
  await rig.do(ana, { type: "time", id: "x", due: now + 1_000 });
  await rig.platform.advance(1_000);
  expect(rig.context().rang).toEqual(["x"]);
});

test("EN18 deadlines that were missed while the room was away are made up for, each once", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "time", id: "x", due: rig.platform.now + 1_000 });
  rig.node().crash();
  rig.platform.now += 60_000;
  await rig.platform.settle();
  expect(rig.context().rang).toEqual(["x"]);
  await rig.restart();
  expect(rig.context().rang).toEqual(["x"]);
});

test("EN18 a restart that lost the alarm sets it again", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "time", id: "x", due: rig.platform.now + 1_000 });
  rig.node().crash();
  rig.node().storage.loseAlarm();
  await rig.node().start();
  await rig.platform.advance(1_000);
  expect(rig.context().rang).toEqual(["x"]);
});

test("EN18 a timer that fires as its room crashes fires again, and counts once", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "time", id: "x", due: rig.platform.now + 1_000 });
  rig.platform.now += 1_000;
  await rig.only((what) => what.startsWith("alarm"));
  expect(rig.context().rang).toEqual(["x"]);
  rig.node().crash();
  await rig.platform.settle();
  expect(rig.context().rang).toEqual(["x"]);
  expect(timers(rig)).toEqual([]);
});

test("EN19 a timer whose event makes the machine fail is forgotten, and the others fire", async () => {
  const base = boxDefinition();
  const startTimer = ({ id, at }: { id: string; at: number }) => ({
    kind: "startTimer" as const,
    id,
    at,
    event: id === "bad" ? { type: "broke" } : { type: "rang", id },
  });
  const rig = new Rig(boxDefinition({ effects: { ...base.effects, startTimer } }));
  const ana = await rig.join();
  await rig.do(ana, { type: "time", id: "bad", due: rig.platform.now + 1 });
  await rig.do(ana, { type: "time", id: "good", due: rig.platform.now + 2 });
  await rig.platform.advance(2);
  expect(rig.context().rang).toEqual(["good"]);
  expect(timers(rig)).toEqual([]);
  expect(rig.lines("error")).toMatchObject([{ msg: "fault", event: "broke" }]);
});
