import { expect, test } from "vitest";
import type { Effect } from "../../party/engine/definition.ts";
import { INSPECTION } from "../../party/protocol/inspection.ts";
import { logOf } from "./onlooker.ts";
import { Shelf } from "./shelf-rig.ts";
import { amend, looked, put } from "./shelf.ts";

const erased = (seq: number, at: number): Effect => ({
  kind: "replace",
  list: "slips",
  row: { seq, at, mark: "erased" },
});

/** Slips with words, the first of which has been given other words, and who looks on. */
async function shelf() {
  const one = new Shelf({ inspection: { admit: () => true } });
  const { rig } = one;
  for (const n of [1, 2]) {
    rig.platform.now += 1_000;
    await one.tell(put(`words ${n}`), `put ${n}`);
  }
  await one.tell(looked([1], amend(1, { text: "words anew" })));
  const eve = await rig.join("eve", "a", "user", [INSPECTION]);
  const away = await rig.join("eva", "a", "user", [INSPECTION]);
  away.disconnect();
  await rig.platform.settle();
  const erase = () => one.tell(looked([1], erased(1, one.slips()[0]!.at)));
  return { one, rig, eve, away, erase };
}

test("EN60 EN67 who looks on is told of the entries that have lost their words, and who was away when they come back", async () => {
  const { rig, eve, away, erase } = await shelf();
  const before = logOf(eve);
  expect(JSON.stringify(before)).toMatch(/words 1.*words 2.*words anew/);
  expect(logOf(away)).toEqual(before);
  await erase();
  const after = logOf(eve);
  expect(after.map(({ seq }) => seq)).toEqual([...before.map(({ seq }) => seq), before.at(-1)!.seq + 1]);
  expect(JSON.stringify(after)).not.toMatch(/words 1|words anew/);
  expect(JSON.stringify(after)).toContain("words 2");
  away.connect();
  await rig.platform.settle();
  expect(logOf(away)).toEqual(after);
  expect(logOf(await rig.join("new", "a", "user", [INSPECTION]))).toEqual(after);
});

test("EN2 EN60 EN67 a crash before it is on disk leaves who was away with what there still is", async () => {
  const { one, rig, eve, away } = await shelf();
  const before = logOf(eve);
  const { at } = one.slips()[0]!;
  void rig
    .node()
    .handle((room) => room.command({ role: "entry", id: "boot", project: "p" }, looked([1], erased(1, at))));
  await rig.only((what) => !what.startsWith("flush"));
  rig.node().crash();
  await rig.node().start();
  away.connect();
  await rig.platform.settle();
  expect(logOf(away)).toEqual(before);
});

test("EN60 EN71 the log still replays to what the room is", async () => {
  const { rig, erase } = await shelf();
  await erase();
  const checking = rig.node().handle((room) => room.check({ role: "user", id: "eve", project: "p" }));
  await rig.platform.settle();
  expect(await checking).toMatchObject({ kind: "same", entries: 4 });
});
