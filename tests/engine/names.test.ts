import { expect, test } from "vitest";
import { NAME_MAX_CHARS } from "../../party/engine/lists.ts";
import { Shelf } from "./shelf-rig.ts";
import { amend, looked, put, shelfDefinition } from "./shelf.ts";

test("EN61 an entry is found by its number and by each of its names, also after a restart; who is not there is none", async () => {
  const shelf = new Shelf();
  await shelf.tell(put("one", "phone:34600", "user:1/ES"));
  await shelf.tell(put("two", "phone:34601"));
  for (let life = 0; life < 2; life++) {
    expect(await shelf.ask("user:1/ES", "phone:34601", 1, "phone:34600", "phone:3460", 3)).toEqual([
      { seq: 1 },
      { seq: 2 },
      { seq: 1 },
      { seq: 1 },
      null,
      null,
    ]);
    await shelf.rig.restart();
  }
});

test("EN61 names of one list are none of another", async () => {
  const shelf = new Shelf();
  await shelf.tell(looked([], { kind: "append", list: "other", row: { seq: 7 }, refs: ["a"] }));
  expect(await shelf.ask("a")).toEqual([null]);
});

test("EN61 a name is written in one write with its entry", async () => {
  const shelf = new Shelf();
  await shelf.rig.join();
  void shelf.rig.node().handle((room) => room.command({ role: "entry", id: "e", project: "p" }, put("one", "a")));
  await shelf.rig.only((what) => what !== "flush box/a");
  expect([shelf.slips().length, shelf.stored("ref/")]).toEqual([1, [1]]);
  const { storage } = shelf.rig.node();
  expect([storage.onDisk("list/").size, storage.onDisk("ref/").size]).toEqual([0, 0]);
  storage.flushOne();
  expect([storage.onDisk("list/slips/").size, storage.onDisk("ref/").size]).toEqual([1, 1]);
});

test("EN61 a name that is given to another entry is that one's, and is not lost where the first one gives up its names", async () => {
  const shelf = new Shelf();
  await shelf.tell(put("one", "a", "b"));
  await shelf.tell(put("two"));
  await shelf.tell(looked([2], amend(2, {}, { refs: ["a"] })));
  expect(await shelf.ask("a", "b")).toEqual([{ seq: 2 }, { seq: 1 }]);
  await shelf.tell(looked([1], amend(1, {}, { unref: ["a", "b", "never"] })));
  expect(await shelf.ask("a", "b")).toEqual([{ seq: 2 }, null]);
  // Taken by one that is new, without a look at whose it was.
  await shelf.tell(put("three", "a"));
  await shelf.tell(looked([2], amend(2, {}, { unref: ["a"] })));
  expect(await shelf.ask("a")).toEqual([{ seq: 3 }]);
});

test.each([
  ["who gets it comes first", [2, 1]],
  ["who gives it up comes first", [1, 2]],
])("EN61 in one step a name goes from one entry to the other: %s", async (_, order) => {
  const shelf = new Shelf();
  await shelf.tell(put("one", "a"));
  await shelf.tell(put("two"));
  const does = { 1: amend(1, {}, { unref: ["a"] }), 2: amend(2, {}, { refs: ["a"] }) };
  await shelf.tell(looked([1, 2], ...order.map((seq) => does[seq as 1 | 2])));
  expect(await shelf.ask("a")).toEqual([{ seq: 2 }]);
  await shelf.rig.restart();
  expect(await shelf.ask("a")).toEqual([{ seq: 2 }]);
});

test("EN61 two entries are made one: the names of the other become its own", async () => {
  const shelf = new Shelf();
  await shelf.tell(put("first", "phone:1"));
  await shelf.tell(put("second", "user:2", "parent:3"));
  await shelf.tell(looked([1, 2], amend(1, { mark: "both" }, { refs: ["user:2", "parent:3"] })));
  const one = { seq: 1, mark: "both" };
  expect(await shelf.ask("phone:1", "user:2", "parent:3")).toEqual([one, one, one]);
});

test("EN61 what cannot be a name is a fault and changes nothing, and nobody is found by it", async () => {
  const shelf = new Shelf();
  const long = "x".repeat(NAME_MAX_CHARS);
  expect(await shelf.tell(put("one", long))).toMatchObject({ kind: "done" });
  for (const name of ["", `${long}x`]) {
    expect(await shelf.tell(put("two", name))).toEqual({ kind: "fault" });
    expect(await shelf.tell(looked([1], amend(1, {}, { refs: [name] })))).toEqual({ kind: "fault" });
  }
  expect(await shelf.ask(long, `${long}x`, "", "x".repeat(5_000))).toEqual([{ seq: 1 }, null, null, null]);
  expect([shelf.slips().length, shelf.stored("ref/").length]).toEqual([1, 1]);
});

test("EN61 names are set aside with the list, and are free for those who come after", async () => {
  const shelf = new Shelf();
  await shelf.tell(put("one", "a"));
  await shelf.tell(looked(["a"], amend(1, { mark: "x" })));
  const node = shelf.rig.node();
  const { revision } = node.room!;
  node.definition = shelfDefinition({ version: 0 });
  await shelf.rig.restart();
  expect(await shelf.ask("a", 1)).toEqual([null, null]);
  expect([shelf.stored("ref/"), shelf.stored("list/")]).toEqual([[], []]);
  expect(shelf.stored(`aside/${revision + 1}/ref/`)).toEqual([1]);
  expect(shelf.stored(`aside/${revision + 1}/list/slips/`)).toMatchObject([{ text: "one", mark: "x" }]);
  await shelf.tell(put("other", "a"));
  expect(await shelf.ask("a")).toEqual([{ seq: 1 }]);
  expect(shelf.slips()).toMatchObject([{ text: "other" }]);
});

test("EN61 screens are shown nothing of names", async () => {
  const shelf = new Shelf();
  const ana = await shelf.rig.join();
  await shelf.tell(put("one", "phone:34600"));
  await shelf.tell(looked([1], amend(1, { mark: "x" }, { refs: ["user:1"] })));
  const late = await shelf.rig.join("luis");
  for (const screen of [ana, late]) {
    expect(screen.mirror.lists["slips"]!.rows).toMatchObject([{ text: "one", mark: "x" }]);
    expect(JSON.stringify(screen.mirror)).not.toMatch(/34600|user:1/);
  }
});
