import { expect, test } from "vitest";
import { HEAD, LOG, logKey } from "../../party/engine/keys.ts";
import { definition as gate } from "../../party/rooms/gate.ts";
import { boxDefinition } from "./box.ts";
import { Rig } from "./rig.ts";

const KEPT = 5;
const revisions = (rig: Rig): number[] =>
  [...rig.node().storage.onDisk(LOG).keys()].map((key) => Number(key.slice(LOG.length)));
const upTo = (last: number, count: number): number[] => Array.from({ length: count }, (_, n) => last - count + 1 + n);

test("EN59 a room that says so keeps the newest entries of its log, and goes on where it was after a restart", async () => {
  const rig = new Rig(boxDefinition({ logKept: KEPT }));
  const ana = await rig.join();
  for (let n = 0; n < 20; n++) await rig.do(ana, { type: "add", n: 1 });
  const before = rig.node().room!.revision;
  expect(revisions(rig)).toEqual(upTo(before, KEPT));
  await rig.restart();
  ana.connect();
  await rig.platform.settle();
  await rig.do(ana, { type: "add", n: 1 });
  expect(rig.context().total).toBe(21);
  expect(revisions(rig)).toEqual(upTo(rig.node().room!.revision, KEPT));
});

test("EN59 any other room keeps all of it", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  for (let n = 0; n < 20; n++) await rig.do(ana, { type: "add", n: 1 });
  expect(revisions(rig)).toEqual(upTo(rig.node().room!.revision, 21));
});

test("EN2 EN59 an old entry goes in the write of the step: a crash before it is on disk loses both or neither", async () => {
  const rig = new Rig(boxDefinition({ logKept: KEPT }));
  const ana = await rig.join();
  for (let n = 0; n < 10; n++) await rig.do(ana, { type: "add", n: 1 });
  const before = revisions(rig);
  rig.say(ana, { type: "add", n: 1 });
  await rig.only((what) => !what.startsWith("flush"));
  const { storage } = rig.node();
  expect([storage.inMemory(LOG).has(logKey(before[0]!)), revisions(rig)]).toEqual([false, before]);
  rig.node().crash();
  expect([...storage.inMemory(LOG).keys()]).toEqual(before.map(logKey));
  // Said again by its screen, done once, and the same entry goes.
  ana.connect();
  await rig.platform.settle();
  expect(rig.context().total).toBe(11);
  expect(revisions(rig)).toEqual(upTo(rig.node().room!.revision, KEPT));
});

test("EN59 what a room has kept from before goes little by little: at most ten with each step, whatever there is", async () => {
  const definition = boxDefinition();
  const rig = new Rig(definition);
  const ana = await rig.join();
  for (let n = 0; n < 60; n++) await rig.do(ana, { type: "add", n: 1 });
  // The same disk, under a release that keeps less.
  definition.logKept = KEPT;
  await rig.restart();
  ana.connect();
  await rig.platform.settle();
  let had = revisions(rig).length;
  for (let n = 0; had > KEPT; n++) {
    await rig.do(ana, { type: "add", n: 1 });
    const has = revisions(rig).length;
    expect(has).toBeLessThan(had);
    expect(had - has).toBeLessThan(10);
    expect(n).toBeLessThan(10);
    had = has;
  }
  expect(revisions(rig)).toEqual(upTo(rig.node().room!.revision, KEPT));
});

test("EN24 EN25 EN59 a room that cannot be restored still counts on from the newest entry that it has", async () => {
  const rig = new Rig(boxDefinition({ logKept: KEPT }));
  const ana = await rig.join();
  for (let n = 0; n < 20; n++) await rig.do(ana, { type: "add", n: 1 });
  const { revision } = rig.node().room!;
  const head = rig.node().storage.onDisk(HEAD).get(HEAD) as { version: number };
  rig.node().storage.plant({ [HEAD]: { ...head, revision: undefined, version: 99 } });
  await rig.restart();
  expect(rig.node().room!.revision).toBeGreaterThan(revision);
});

test("EN59 of how often somebody has tried a gate keeps no more than its last thousand steps", () => {
  expect(gate.logKept).toBe(1_000);
});
