import { expect, test } from "vitest";
import type { Made } from "../../party/engine/definition.ts";
import { PROTOCOL_VERSION, type DownFrame } from "../../party/protocol/frames.ts";
import { boxDefinition, type BoxContext } from "./box.ts";
import { Rig } from "./rig.ts";

const notes = (screen: { mirror: { lists: Record<string, { rows: readonly unknown[] }> } }) =>
  screen.mirror.lists.notes!.rows.map((row) => (row as { n: number }).n);
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** Everything that is said to somebody who only listens. */
async function listener(rig: Rig, hello: object = {}, id = "ear", room = "a"): Promise<DownFrame[]> {
  const frames: DownFrame[] = [];
  const connection = rig
    .node(room)
    .connect({ role: "user", id, project: "p" }, { frame: (one) => frames.push(one), closed: () => {} });
  connection.send({ kind: "hello", protocol: PROTOCOL_VERSION, ...hello });
  await rig.platform.settle();
  return frames;
}

test("EN32 a hello is answered with one welcome: everything that this identity may see, and the room's clock", async () => {
  const rig = new Rig();
  await rig.do(await rig.join(), { type: "add", n: 4 });
  const frames = await listener(rig);
  expect(frames).toHaveLength(1);
  expect(frames[0]).toMatchObject({
    kind: "welcome",
    now: rig.platform.now,
    topics: { all: { total: 4, state: "open" } },
  });
  expect(Object.keys((frames[0] as { topics: object }).topics)).toEqual(["all"]);
});

test("EN33 a step is told as what changed, row by row, and only where something changed", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "store", key: "a", n: 1 });
  const frames = await listener(rig);
  await rig.do(ana, { type: "store", key: "b", n: 2 });
  await rig.do(ana, { type: "remove", key: "a" });
  await rig.do(ana, { type: "time", id: "unseen", due: rig.platform.now + 1 });
  const topics = frames.slice(1).map((frame) => (frame as { topics: object }).topics);
  expect(topics).toEqual([
    { all: { set: { rowCount: 2, "rows:b": { n: 2 } }, gone: [] } },
    { all: { set: { rowCount: 1 }, gone: ["rows:a"] } },
  ]);
  expect(ana.mirror.topics.all).toMatchObject({ rowCount: 1, "rows:b": { n: 2 } });
});

test("EN33 whose command it was hears in the update that it is done, and nobody else does", async () => {
  const rig = new Rig();
  const ear = await listener(rig);
  const own: DownFrame[] = [];
  const ana = rig
    .node()
    .connect({ role: "user", id: "ana", project: "p" }, { frame: (one) => own.push(one), closed: () => {} });
  ana.send({ kind: "hello", protocol: PROTOCOL_VERSION });
  await rig.platform.settle();
  own.length = ear.length = 0;
  ana.send({ kind: "command", commandId: "mine", command: { type: "add", n: 1 } });
  await rig.platform.settle();
  expect(own).toMatchObject([{ kind: "update", done: "mine" }]);
  expect(ear).toMatchObject([{ kind: "update" }]);
  expect(ear[0]).not.toHaveProperty("done");
});

test("EN33 several messages of one delivery are told once, with all that they changed", async () => {
  const rig = new Rig();
  const luis = await rig.join("luis", "b");
  const frames = await listener(rig, {}, "ear", "b");
  await rig.do(await rig.join(), { type: "tell", to: ["b"], numbers: [1, 2, 3] });
  expect(frames.slice(1)).toHaveLength(1);
  expect(luis.mirror.topics["all"]).toMatchObject({ heard: 3 });
});

test("EN34 a screen that missed an update notices by the next one, asks again, and is right again", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const luis = await rig.join("luis");
  await rig.do(ana, { type: "add", n: 1 });
  rig.say(ana, { type: "add", n: 1 });
  await rig.only((what) => what !== `down ${luis.connection!.socket.id}`);
  luis.connection!.down.length = 0;
  await rig.do(ana, { type: "store", key: "a", n: 1 });
  expect(luis.gaps).toBe(1);
  expect(luis.mirror.topics).toEqual(ana.mirror.topics);
});

test("EN34 changes that a screen does not watch make no gap for it", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  await rig.do(ana, { type: "join", id: "luis" });
  const luis = await rig.join("luis", "a", "user", ["secret"]);
  for (let n = 0; n < 3; n++) await rig.do(ana, { type: "add", n: 1 });
  await rig.do(ana, { type: "join", id: "marta" });
  expect([luis.gaps, luis.mirror.topics]).toEqual([0, { secret: { members: ["luis", "marta"] } }]);
});

test("EN35 who may no longer see a topic gets a new welcome without it, and not one word of it more", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  await rig.do(ana, { type: "join", id: "luis" });
  const frames = await listener(rig, {}, "luis");
  expect(frames[0]).toMatchObject({ topics: { secret: { members: ["luis"] } } });
  rig.say(ana, { type: "expel", id: "luis" });
  rig.say(ana, { type: "join", id: "marta" });
  await rig.platform.settle();
  const later = frames.slice(1);
  expect(later[0]).toMatchObject({ kind: "welcome" });
  expect(JSON.stringify(later)).not.toContain("marta");
  expect(JSON.stringify(later)).not.toContain("secret");
});

test("EN35 who may now see more gets a welcome with it", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  await rig.do(ana, { type: "join", id: "ana" });
  expect(ana.mirror.topics.secret).toEqual({ members: ["ana"] });
});

test("EN35 a stranger is shown nothing, and cannot read a list by asking for it", async () => {
  const rig = new Rig();
  await rig.do(await rig.join(), { type: "add", n: 1 });
  const spy = await rig.join("spy", "a", "stranger");
  expect([spy.mirror.topics, spy.mirror.lists]).toEqual([{}, {}]);
  spy.connection!.send({ kind: "query", queryId: "q", query: { type: "history", list: "notes", limit: 5 } });
  await rig.platform.settle();
  expect(spy.answers).toMatchObject([{ kind: "fault", code: "forbidden", about: "q" }]);
});

test("EN36 a screen that was away gets the rows it missed, and keeps what it had", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const luis = await rig.join("luis");
  for (const n of [1, 2, 3]) await rig.do(ana, { type: "add", n });
  luis.disconnect();
  for (const n of numbers(4, 40)) await rig.do(ana, { type: "add", n: n + 100 });
  luis.connect();
  await rig.platform.settle();
  expect(notes(luis)).toEqual([1, 2, 3, ...numbers(104, 140)]);
});

test("EN36 one that missed too many starts its list again with the newest", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const luis = await rig.join("luis");
  await rig.do(ana, { type: "add", n: 1 });
  luis.disconnect();
  for (const n of numbers(1_001, 1_201)) rig.say(ana, { type: "add", n });
  await rig.platform.settle();
  luis.connect();
  await rig.platform.settle();
  expect(notes(luis)).toEqual(numbers(1_182, 1_201));
  expect(luis.mirror.lists.notes!.older).toBe(true);
});

test("EN37 a new screen gets the last 20 rows and older ones page by page, until there are none", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  for (const n of numbers(101, 150)) rig.say(ana, { type: "add", n });
  await rig.platform.settle();
  const luis = await rig.join("luis");
  expect(notes(luis)).toEqual(numbers(131, 150));
  const older = async () => {
    const before = luis.mirror.lists.notes!.rows[0]!.seq;
    luis.connection!.send({
      kind: "query",
      queryId: "q",
      query: { type: "history", list: "notes", before, limit: 20 },
    });
    await rig.platform.settle();
    return [notes(luis)[0], luis.mirror.lists.notes!.older];
  };
  expect([await older(), await older()]).toEqual([
    [111, true],
    [101, false],
  ]);
  expect(notes(luis)).toEqual(numbers(101, 150));
});

test("EN37 rows that are not for this screen are left out of welcomes, updates and pages", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  for (const n of [1, 13, 2]) await rig.do(ana, { type: "add", n });
  const luis = await rig.join("luis");
  luis.connection!.send({ kind: "query", queryId: "q", query: { type: "history", list: "notes", limit: 9 } });
  await rig.platform.settle();
  expect([notes(ana), notes(luis), luis.pages[0]!.rows.length]).toEqual([[1, 2], [1, 2], 2]);
});

test("EN37 a page goes past rows that are not for this screen, however many", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  for (const n of [1, ...Array.from({ length: 30 }, () => 13), 2]) rig.say(ana, { type: "add", n });
  await rig.platform.settle();
  const luis = await rig.join("luis");
  const page = async () => {
    const before = luis.mirror.lists.notes!.rows[0]!.seq;
    luis.connection!.send({
      kind: "query",
      queryId: "q",
      query: { type: "history", list: "notes", before, limit: 5 },
    });
    await rig.platform.settle();
    return notes(luis);
  };
  expect([notes(luis), await page()]).toEqual([[2], [1, 2]]);
  expect(luis.mirror.lists.notes!.older).toBe(false);
});

test("EN38 a signal reaches the other screens of its topic, not its sender, and is not stored", async () => {
  const rig = new Rig();
  const [ana, luis, spy] = [await rig.join("ana"), await rig.join("luis"), await rig.join("spy", "a", "stranger")];
  const [revision, stored] = [rig.node().room!.revision, rig.node().storage.inMemory()];
  ana.connection!.send({ kind: "signal", signal: { type: "wave", hand: "left" } });
  await rig.platform.settle();
  expect([ana, luis, spy].map(({ signals }) => signals)).toEqual([[], [{ type: "wave", hand: "left" }], []]);
  expect([rig.node().room!.revision, rig.node().storage.inMemory()]).toEqual([revision, stored]);
});

test("EN39 a room with many onlookers tells them at most once in its time, and everything", async () => {
  const rig = new Rig(boxDefinition({ updateEveryMs: 500 }));
  const ana = await rig.join("ana");
  const frames = await listener(rig);
  await rig.platform.advance(1_000);
  const before = frames.length;
  for (let n = 1; n <= 5; n++) await rig.do(ana, { type: "add", n });
  expect(frames.length - before).toBe(1);
  await rig.platform.advance(500);
  expect(frames.length - before).toBe(2);
  expect(ana.mirror.topics.all).toMatchObject({ total: 15 });
  expect(notes(ana)).toEqual([1, 2, 3, 4, 5]);
});

test("EN39 a screen that comes between two such updates agrees with the others after the next", async () => {
  const rig = new Rig(boxDefinition({ updateEveryMs: 500, sessions: undefined }));
  const ana = await rig.join("ana");
  await rig.platform.advance(1_000);
  await rig.do(ana, { type: "store", key: "a", n: 1 });
  await rig.do(ana, { type: "store", key: "a", n: 2 });
  const luis = await rig.join("luis");
  await rig.do(ana, { type: "store", key: "a", n: 1 });
  await rig.platform.advance(1_000);
  expect(luis.mirror.topics).toEqual(ana.mirror.topics);
  expect(luis.mirror.topics.all).toMatchObject({ "rows:a": { n: 1 } });
});

test("EN39 rows that are made for screens are made once a due update for all of them, from those before, and for nobody never", async () => {
  const made: (number | undefined)[] = [];
  const topics = {
    top: {
      rows: {
        table: "top",
        of: ({ context }: { context: unknown }, before?: Made) => {
          made.push(before?.rows.size);
          return (context as BoxContext).rows;
        },
        show: (n: number) => ({ n }),
      },
    },
    plain: { view: () => ({}) },
  };
  const rig = new Rig(
    boxDefinition({ updateEveryMs: 500, sessions: undefined, topics, admit: () => ["top", "plain"] }),
  );
  const ana = await rig.join("ana", "a", "user", ["plain"]);
  for (let n = 0; n < 3; n++) await rig.do(ana, { type: "store", key: `early${n}`, n });
  await rig.platform.advance(1_000);
  expect(made).toEqual([]);
  const watchers = [];
  for (const id of ["luis", "marta", "john"]) watchers.push(await rig.join(id, "a", "user", ["top"]));
  expect(made).toEqual([undefined]);
  for (let n = 0; n < 5; n++) await rig.do(ana, { type: "store", key: `late${n}`, n });
  await rig.platform.advance(1_000);
  expect(made).toEqual([undefined, 3, 4]);
  for (const { mirror } of watchers) expect(Object.keys(mirror.topics.top as object)).toHaveLength(8);
});

test("EN40 a screen may change what it watches without a new connection", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  await rig.do(ana, { type: "join", id: "ana" });
  ana.connection!.send({ kind: "watch", watch: ["secret"] });
  await rig.platform.settle();
  expect(ana.mirror.topics).toEqual({ secret: { members: ["ana"] } });
  await rig.do(ana, { type: "add", n: 1 });
  expect(ana.mirror.topics).toEqual({ secret: { members: ["ana"] } });
});
