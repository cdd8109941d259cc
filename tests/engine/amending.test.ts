import { expect, test } from "vitest";
import type { Effect } from "../../party/engine/definition.ts";
import { transition } from "../../party/engine/pure.ts";
import { fresh, persist } from "../../party/engine/saved.ts";
import { PROTOCOL_VERSION, type DownFrame } from "../../party/protocol/frames.ts";
import type { Screen } from "../../web/simulator/screen.ts";
import { Shelf } from "./shelf-rig.ts";
import { amend, looked, put, shelfDefinition, shelfMachine } from "./shelf.ts";

const CATCH_UP_ROWS = 200;
const rowsOf = (screen: Screen) => screen.mirror.lists["slips"]!.rows;
const replace = (seq: number, at: number, refs?: string[]): Effect => ({
  kind: "replace",
  list: "slips",
  row: { seq, at, mark: "erased" },
  ...(refs && { refs }),
});

/** Everything that one hears who comes and has these. */
async function comesBack(shelf: Shelf, hello: object): Promise<Extract<DownFrame, { kind: "welcome" }>["lists"]> {
  const frames: DownFrame[] = [];
  const who = { role: "user", id: "ear", project: "p" };
  const peer = { frame: (one: DownFrame) => frames.push(one), closed: () => {} };
  shelf.rig
    .node()
    .connect(who, peer)
    .send({ kind: "hello", protocol: PROTOCOL_VERSION, ...hello });
  await shelf.rig.platform.settle();
  return (frames[0] as Extract<DownFrame, { kind: "welcome" }>).lists;
}

async function filled(count: number): Promise<Shelf> {
  const shelf = new Shelf();
  for (let n = 1; n <= count; n++) await shelf.tell(put(`slip ${n}`, `name ${n}`), `put ${n}`);
  return shelf;
}

test("EN62 fields of an entry are changed where it stands: set, set anew, taken away; its number and its time stay", async () => {
  const shelf = await filled(2);
  const { at } = shelf.slips()[0]!;
  shelf.rig.platform.now += 1_000;
  await shelf.tell(looked(["name 1"], amend(1, { mark: "sent", n: 1 })));
  await shelf.tell(looked(["name 1"], amend(1, { mark: "read", n: undefined }), amend(1, { more: 1 })));
  const one = { seq: 1, at, text: "slip 1", commandId: "put 1", mark: "read", more: 1 };
  expect(shelf.slips()).toStrictEqual([one, expect.objectContaining({ seq: 2, text: "slip 2" })]);
  for (const set of [{ seq: 2 }, { at: 1 }])
    expect(await shelf.tell(looked([1], amend(1, set as never)))).toEqual({ kind: "fault" });
  await shelf.rig.restart();
  expect(shelf.slips()[0]).toStrictEqual(one);
});

test("EN62 an entry that the step has not looked up cannot be changed: a fault, which leaves everything as it was", async () => {
  const shelf = await filled(2);
  const before = shelf.rig.node().storage.inMemory();
  const elsewhere: Effect = { kind: "amend", list: "other", seq: 1, set: { mark: "x" } };
  for (const effect of [amend(2, { mark: "x" }), amend(3, { mark: "x" }), replace(2, 0), elsewhere])
    expect(await shelf.tell(looked([1, 3], amend(1, { mark: "x" }), effect))).toEqual({ kind: "fault" });
  expect(shelf.rig.node().storage.inMemory()).toEqual(before);
});

test("EN62 what is too large to be kept is a fault before anything is said", async () => {
  const shelf = await filled(1);
  const ana = await shelf.rig.join();
  await shelf.tell(looked([1], amend(1, { a: "x".repeat(50_000) })));
  await shelf.tell(looked([1], amend(1, { b: "x".repeat(50_000) })));
  expect(await shelf.tell(looked([1], amend(1, { c: "x".repeat(50_000) })))).toEqual({ kind: "fault" });
  expect([ana.live, "b" in rowsOf(ana)[0]!, "c" in rowsOf(ana)[0]!]).toEqual([true, true, false]);
});

test("EN62 a change is one write with its step: a crash before that leaves the entry, its names and the log as they were", async () => {
  const shelf = await filled(1);
  const ana = await shelf.rig.join();
  const before = shelf.rig.node().storage.onDisk();
  shelf.rig.say(ana, looked(["name 1"], amend(1, { mark: "read" }, { refs: ["b"], unref: ["name 1"] })));
  await shelf.rig.only((what) => what !== "flush box/a");
  expect([shelf.slips()[0]!.mark, await shelf.ask("b", "name 1")]).toEqual(["read", [{ seq: 1, mark: "read" }, null]]);
  shelf.rig.node().crash();
  await shelf.rig.restart();
  expect(shelf.rig.node().storage.onDisk()).toEqual(before);
  ana.connect();
  await shelf.rig.platform.settle();
  expect([ana.pending, rowsOf(ana)]).toMatchObject([[], [{ mark: "read" }]]);
  expect(await shelf.ask("b", "name 1")).toEqual([{ seq: 1, mark: "read" }, null]);
});

test("EN62 who looks on hears of a changed entry at once, as it is now, and of nothing else", async () => {
  const shelf = await filled(3);
  const frames: DownFrame[] = [];
  const ana = await shelf.rig.join();
  ana.onFrame = (frame) => frames.push(frame);
  await shelf.tell(looked([2], amend(2, { mark: "read" })));
  expect(frames).toMatchObject([{ kind: "update", lists: { slips: [{ seq: 2, text: "slip 2", mark: "read" }] } }]);
  expect(rowsOf(ana).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test("EN62 what is new and changed in one delivery is told once, in order, as it is in the end", async () => {
  const shelf = await filled(1);
  const ana = await shelf.rig.join();
  const frames: DownFrame[] = [];
  ana.onFrame = (frame) => frames.push(frame);
  const said = [put("new", "new"), looked(["new", 1], amend(2, { mark: "b" }), amend(1, { mark: "a" }))];
  const sends = said.map((event): Effect => ({ kind: "send", to: { party: "box", room: "a" }, event }));
  await shelf.tell(looked([], ...sends), undefined, "b");
  expect(frames).toHaveLength(1);
  expect(frames).toMatchObject([
    {
      lists: {
        slips: [
          { seq: 1, mark: "a" },
          { seq: 2, text: "new", mark: "b" },
        ],
      },
    },
  ]);
  expect(rowsOf(ana)).toMatchObject([{ mark: "a" }, { mark: "b" }]);
});

test("EN62 who comes back hears of the entries that have changed since they went, and of no others", async () => {
  const shelf = await filled(4);
  await shelf.tell(looked([1, 2], amend(1, { mark: "long ago" }), amend(2, { mark: "long ago" })));
  const ana = await shelf.rig.join();
  const { revision } = ana.mirror;
  ana.disconnect();
  await shelf.tell(looked([3, 2], amend(3, { mark: "now" }), amend(2, { mark: "now" })));
  await shelf.tell(looked([3], amend(3, { n: 1 })));
  await shelf.tell(put("slip 5"));
  await shelf.rig.restart();
  const lists = await comesBack(shelf, { have: { slips: 4 }, revision });
  expect(lists["slips"]).toMatchObject({ reset: false });
  expect(lists["slips"]!.rows.map(({ seq }) => seq)).toEqual([2, 3, 5]);
  ana.connect();
  await shelf.rig.platform.settle();
  expect(rowsOf(ana)).toEqual(shelf.slips());
  // Who does not know since when is told of all that ever changed.
  const all = await comesBack(shelf, { have: { slips: 4 } });
  expect(all["slips"]!.rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 5]);
});

test("EN62 who has missed too many changes starts the list again, and who has not, does not", async () => {
  const shelf = await filled(CATCH_UP_ROWS + 1);
  const ana = await shelf.rig.join();
  const { revision } = ana.mirror;
  for (const { seq } of shelf.slips()) await shelf.tell(looked([seq], amend(seq, { mark: "read" })));
  const have = { slips: CATCH_UP_ROWS + 1 };
  expect((await comesBack(shelf, { have, revision }))["slips"]!.reset).toBe(true);
  const { rows, reset } = (await comesBack(shelf, { have, revision: revision + 1 }))["slips"]!;
  expect([reset, rows.length]).toEqual([false, CATCH_UP_ROWS]);
  expect(shelf.stored("list/slips.changed/")).toHaveLength(CATCH_UP_ROWS + 1);
});

test("EN34 a screen that missed only a changed entry notices at the next update, and is right again", async () => {
  const shelf = await filled(1);
  const ana = await shelf.rig.join();
  const frames = ana.connection!.down;
  void shelf.tell(looked([1], amend(1, { mark: "read" })));
  await shelf.rig.only((what) => what !== `down ${ana.connection!.socket.id}`);
  frames.length = 0;
  await shelf.tell(put("slip 2"));
  expect([ana.gaps, rowsOf(ana)]).toEqual([1, shelf.slips()]);
});

test("EN62 pages show entries as they are now", async () => {
  const shelf = await filled(30);
  const ana = await shelf.rig.join();
  await shelf.tell(looked([3], amend(3, { mark: "read" })));
  expect(rowsOf(ana)[0]!.seq).toBe(11);
  const query = { type: "history", list: "slips", before: 11, limit: 10 };
  ana.connection!.send({ kind: "query", queryId: "q", query });
  await shelf.rig.platform.settle();
  expect(rowsOf(ana)).toEqual(shelf.slips());
});

test("EN9 a change costs the same, however often the entry was changed and however many there are", async () => {
  const shelf = await filled(1);
  const costs = new Set<number>();
  for (let n = 0; n < 30; n++) {
    const before = shelf.rig.node().storage.puts;
    await shelf.tell({ type: "counted", seq: 1 });
    costs.add(shelf.rig.node().storage.puts - before);
    await shelf.tell(put("more"));
  }
  expect(shelf.slips()[0]!.n).toBe(30);
  // Head, log entry, the row, what is known about it, and when it changed.
  expect([...costs]).toEqual([5]);
  expect(shelf.stored("list/slips.changed/")).toHaveLength(1);
});

test("EN60 words go with what an entry said first and with all that it said since, wherever they are kept", async () => {
  const shelf = new Shelf();
  await shelf.tell(put("secret one", "id:1"), "c1");
  await shelf.tell(put("harmless"), "c2");
  await shelf.tell(looked(["id:1", 2], amend(2, { mark: "x" }), amend(1, { text: "secret two" })));
  await shelf.tell(looked(["id:1"], amend(1, { mark: "read" })));
  await shelf.tell(looked(["id:1"], amend(1, { text: "secret three" })));
  await shelf.rig.restart();
  const { at } = shelf.slips()[0]!;
  await shelf.tell(looked([1], replace(1, at)));
  const everything = () => JSON.stringify([...shelf.rig.node().storage.inMemory()]);
  expect(everything()).not.toContain("secret");
  expect(everything()).toContain("harmless");
  // It keeps its name: a receipt may still come, and brings no word back.
  await shelf.tell(looked(["id:1"], amend(1, { n: 2 })));
  expect(shelf.slips()[0]).toStrictEqual({ seq: 1, at, mark: "erased", n: 2 });
  expect(everything()).not.toContain("secret");
  expect(await shelf.ask("id:1")).toEqual([{ seq: 1, mark: "erased", n: 2 }]);
});

test("EN60 an erased entry loses its names if it is told so, and those that it is given are its own", async () => {
  const shelf = new Shelf();
  for (const text of ["one", "two"]) await shelf.tell(put(text, `${text}:a`, `${text}:b`));
  await shelf.tell(looked([1, 2], replace(1, 0, []), replace(2, 0, ["two:b", "two:c"])));
  expect(await shelf.ask("one:a", "one:b", "two:a")).toEqual([null, null, null]);
  expect(await shelf.ask("two:b", "two:c")).toMatchObject([{ seq: 2 }, { seq: 2 }]);
  const kept = JSON.stringify([...shelf.rig.node().storage.inMemory("list/"), ...shelf.stored("ref/")]);
  expect(kept).not.toContain("one:");
});

test("EN60 who looks on and who comes back after it see what is left, and nobody the words", async () => {
  const shelf = await filled(2);
  const [ana, luis] = [await shelf.rig.join("ana"), await shelf.rig.join("luis")];
  luis.disconnect();
  await shelf.tell(looked([1], amend(1, { text: "changed" })));
  await shelf.tell(looked([1], replace(1, shelf.slips()[0]!.at)));
  luis.connect();
  await shelf.rig.platform.settle();
  for (const screen of [ana, luis]) expect(rowsOf(screen)).toEqual(shelf.slips());
  expect(rowsOf(luis)[0]).not.toHaveProperty("text");
});

test("EN7 a log with changes in it, and with words taken from it, replays to what is stored", async () => {
  const shelf = await filled(2);
  await shelf.tell(looked(["name 2", "nobody"], amend(2, { text: "changed", mark: "a" }, { refs: ["x"] })));
  for (let n = 0; n < 2; n++) await shelf.tell({ type: "counted", seq: 2 });
  await shelf.tell(looked(["x"], replace(2, shelf.slips()[1]!.at)));
  let snapshot = fresh(shelfDefinition(), "a");
  const rows = new Map<number, object>();
  for (const { event } of shelf.stored<{ event: never }>("log/")) {
    const [next, actions] = transition(shelfMachine, snapshot, event);
    snapshot = next;
    for (const { params } of actions as unknown as { params: Effect }[])
      if (params.kind === "append" || params.kind === "replace") rows.set(params.row.seq, params.row);
      else if (params.kind === "amend") rows.set(params.seq, { ...rows.get(params.seq), ...params.set });
  }
  const running = shelf.rig.node().room!;
  expect(persist(shelfDefinition(), snapshot)).toEqual(persist(shelfDefinition(), running.snapshot));
  expect(shelf.context().told[0]).toEqual([{ seq: 2 }, null]);
  expect([...rows.values()]).toEqual(shelf.slips());
});
