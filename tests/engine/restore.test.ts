import * as v from "valibot";
import { expect, test } from "vitest";
import { setup } from "xstate";
import type { Migration, RoomDefinition } from "../../party/engine/definition.ts";
import { restoreSnapshot, type Head } from "../../party/engine/saved.ts";
import { boxDefinition } from "./box.ts";
import first from "./fixtures/box-1.json" with { type: "json" };
import { Rig } from "./rig.ts";

/** A room with some life behind it. */
async function lived(): Promise<Rig> {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "add", n: 7 });
  await rig.do(ana, { type: "store", key: "k", n: 3 });
  await rig.do(ana, { type: "tell", to: ["b"], numbers: [1] });
  ana.disconnect();
  await rig.platform.settle();
  return rig;
}

async function restartAs(rig: Rig, definition: RoomDefinition): Promise<void> {
  rig.node().crash();
  rig.node().definition = definition;
  await rig.node().start();
}

test("EN22 a room goes on after a crash where it was: state, rows, lists, revision", async () => {
  const rig = await lived();
  const { revision, snapshot } = rig.node().room!;
  await rig.restart();
  expect(rig.node().room!.revision).toBe(revision);
  expect(rig.node().room!.snapshot.value).toEqual(snapshot.value);
  expect(JSON.stringify(rig.node().room!.snapshot.context)).toBe(JSON.stringify(snapshot.context));
});

test("EN22 what is computed from the rest is not stored, and computed again", async () => {
  const rig = await lived();
  const head = rig.node().storage.onDisk("head").get("head") as { snapshot: { context: object } };
  expect(Object.keys(head.snapshot.context)).not.toContain("rowCount");
  expect(Object.keys(head.snapshot.context)).not.toContain("rows");
  await rig.restart();
  expect(rig.context().rowCount).toBe(1);
});

const doubled: Migration[] = [
  {
    from: 1,
    snapshot: (saved: { context: { sum: number } }) => ({
      ...saved,
      context: { ...saved.context, total: saved.context.sum },
    }),
  },
  { from: 2, rows: { rows: (n: number) => n * 10 } },
];

test("EN23 an older saved form is taken through each numbered migration, rows too", () => {
  const definition = boxDefinition({ version: 3, migrations: doubled });
  const restored = restoreSnapshot(definition, first.head, { rows: Object.entries(first.rows) });
  expect(restored.value).toBe("shut");
  const { rows, ...context } = restored.context as { rows: Iterable<[string, number]>; total: number };
  expect(context).toMatchObject({ total: 12, rowCount: 2 });
  expect([...rows]).toEqual([
    ["a", 10],
    ["b", 20],
  ]);
});

test("EN23 a room restarted with newer code is stored in the newer form at its next step", async () => {
  const rig = await lived();
  const migrations = [{ from: 1, snapshot: (saved: unknown) => saved }];
  await restartAs(rig, boxDefinition({ version: 2, migrations }));
  await rig.do(await rig.join(), { type: "add", n: 1 });
  expect(rig.context().total).toBe(8);
  expect((rig.node().storage.onDisk("head").get("head") as Head).version).toBe(2);
});

const lacking = setup({}).createMachine({
  id: "box",
  context: {},
  initial: "x",
  states: { x: {} },
});
const otherId = setup({}).createMachine({
  id: "crate",
  context: {},
  initial: "x",
  states: { x: {} },
});
const unfit: Record<string, RoomDefinition> = {
  "was written by newer code": boxDefinition({ version: 0 }),
  "has no path of migrations": boxDefinition({ version: 2 }),
  "names a state that no longer exists": boxDefinition({
    machine: lacking as never,
    topics: {},
    derive: undefined,
    sessions: () => [],
  }),
  "belongs to another machine": boxDefinition({
    machine: otherId as never,
    topics: {},
    derive: undefined,
    sessions: () => [],
  }),
  "has a context that does not fit": boxDefinition({ context: v.object({ total: v.string() }) }),
  "has a row that does not fit": boxDefinition({ tables: { rows: v.string() } }),
};

test.each(Object.entries(unfit))(
  "EN24 what %s is set aside and reported, and the room starts afresh",
  async (_, definition) => {
    const rig = await lived();
    const { revision } = rig.node().room!;
    const before = rig.node().storage.onDisk();
    await restartAs(rig, definition);
    const { storage } = rig.node();
    expect(rig.lines("error")).toMatchObject([{ msg: "stored state set aside", room: "a" }]);
    expect(rig.node().room!.revision).toBe(revision + 1);
    const aside = `aside/${revision + 1}/`;
    expect(storage.inMemory(`${aside}head`).get(`${aside}head`)).toEqual(before.get("head"));
    expect(storage.inMemory(`${aside}row/`).size).toBe(1);
    expect(storage.inMemory(`${aside}list/`).size).toBe(1);
    expect(storage.inMemory("row/").size + storage.inMemory("list/").size).toBe(0);
    for (const [key, line] of before) if (key.startsWith("log/")) expect(storage.inMemory(key).get(key)).toEqual(line);
  },
);

test("EN25 a room that starts afresh is still heard by those who knew it", async () => {
  const rig = await lived();
  await restartAs(rig, boxDefinition({ version: 0 }));
  await rig.do(await rig.join(), { type: "tell", to: ["b"], numbers: [2] });
  expect(rig.context("b").heard).toEqual([1, 2]);
});

test("EN25 its revision goes on rising even if it crashes again before its first step, and nothing is written over", async () => {
  const rig = await lived();
  const before = rig.node().storage.onDisk("log/");
  await restartAs(rig, boxDefinition({ version: 0 }));
  await rig.platform.settle();
  await rig.restart();
  const ana = await rig.join();
  await rig.do(ana, { type: "tell", to: ["b"], numbers: [2] });
  expect(rig.context("b").heard).toEqual([1, 2]);
  for (const [key, line] of before) expect(rig.node().storage.onDisk(key).get(key)).toEqual(line);
});

test("EN25 state set aside twice is kept twice", async () => {
  const rig = await lived();
  await restartAs(rig, boxDefinition({ version: 0 }));
  await rig.do(await rig.join(), { type: "add", n: 1 });
  await restartAs(rig, boxDefinition({ version: 0, context: v.object({ total: v.string() }) }));
  expect([...rig.node().storage.inMemory("aside/").keys()].filter((key) => key.endsWith("/head"))).toHaveLength(2);
});

test("EN25 a screen that saw the lost lists starts them again", async () => {
  const rig = await lived();
  const ana = await rig.join();
  expect(ana.mirror.lists.notes!.rows).toHaveLength(1);
  await rig.do(ana, { type: "add", n: 2 });
  ana.disconnect();
  await rig.platform.settle();
  await restartAs(rig, boxDefinition({ version: 0 }));
  ana.connect();
  await rig.platform.settle();
  expect(ana.mirror.lists.notes!.rows).toEqual([]);
});

test("EN26 sessions that did not survive are closed at the start, in the machine too", async () => {
  const rig = new Rig();
  await rig.join("ana");
  await rig.join("luis");
  expect(rig.context().sessions).toHaveLength(2);
  await rig.restart();
  expect(rig.context().sessions).toEqual([]);
});

test("EN26 sockets that slept with their room go on without a word, and hear what happens next", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const luis = await rig.join("luis");
  await rig.do(ana, { type: "add", n: 1 });
  const { sessions } = rig.context();
  await rig.restart("a", "sleep");
  expect(rig.context().sessions).toEqual(sessions);
  await rig.do(ana, { type: "add", n: 1 });
  expect(luis.mirror.topics.all).toMatchObject({ total: 2 });
  expect(luis.gaps).toBe(0);
});

test("EN26 a session that the machine never heard of is opened at the start", async () => {
  const rig = new Rig(boxDefinition({ sessions: undefined }));
  const ana = await rig.join();
  expect(rig.context().sessions).toEqual([]);
  rig.node().definition = boxDefinition();
  await rig.restart("a", "sleep");
  expect(rig.context().sessions).toEqual([ana.connection!.socket.id]);
});

test("EN22 a machine whose first state asks for something is refused at once", async () => {
  const eager = setup({ actions: { refuse: () => {} } }).createMachine({
    id: "eager",
    context: {},
    entry: "refuse",
  });
  const rig = new Rig(boxDefinition({ machine: eager as never }));
  await expect(rig.node().start()).rejects.toThrow("may not request actions");
});
