import { expect, test } from "vitest";
import type { RoomDefinition } from "../../party/engine/definition.ts";
import { HEAD, LOG, logKey, rowsPrefix } from "../../party/engine/keys.ts";
import type { CheckResult } from "../../party/protocol/inspection.ts";
import { lookedOnBox, stored, watched } from "./onlooker.ts";
import { Rig } from "./rig.ts";

const EVE = { role: "user", id: "eve", project: "p" };

async function check(rig: Rig, by = EVE): Promise<CheckResult | undefined> {
  const checking = rig.node().handle((room) => room.check(by));
  await rig.platform.settle();
  return checking;
}

/** A box with some life behind it. */
async function lived(changes: Partial<RoomDefinition> = {}, steps = 10) {
  const { definition } = lookedOnBox(changes);
  const rig = new Rig(definition);
  const ana = await rig.join();
  await rig.do(ana, { type: "join", id: "eve" });
  for (let n = 1; n <= steps; n++) {
    await rig.do(ana, { type: "add", n });
    await rig.do(ana, { type: "store", key: `k${n % 7}`, n });
  }
  return { rig, ana, definition };
}

/** The room as a restart finds it after something has been done to its disk. */
async function afterPlanting(rig: Rig, planted: Record<string, unknown>): Promise<CheckResult | undefined> {
  rig.node().storage.plant(planted);
  await rig.restart();
  return check(rig);
}

test("EN71 a room's log replays to what the room has stored: its state, its context, and the rows of its tables", async () => {
  const { rig } = await lived();
  const { revision } = rig.node().room!;
  expect(await check(rig)).toEqual({ kind: "same", revision, entries: stored(rig).length });
  await rig.restart();
  // The session that the crash ended is one entry more.
  expect(await check(rig)).toMatchObject({ kind: "same", entries: stored(rig).length });
  expect(rig.lines("error")).toEqual([]);
});

test("EN71 of a room to which nothing has happened yet, too", async () => {
  const { definition } = lookedOnBox({ inspection: { admit: () => true } });
  expect(await check(new Rig(definition))).toEqual({ kind: "same", revision: 0, entries: 0 });
});

test("EN71 what differs is found, by its path and without its value, and said in one line of the log", async () => {
  for (const [what, where] of [
    ["context", ["context.total"]],
    ["row", ["rows:k1"]],
    ["row too many", ["rows:k9"]],
    ["state", ["value"]],
  ] as const) {
    const { rig } = await lived();
    const { storage } = rig.node();
    const head = structuredClone(storage.onDisk(HEAD).get(HEAD)) as {
      snapshot: { value: string; context: { total: number } };
    };
    if (what === "context") head.snapshot.context.total = 987_654;
    if (what === "state") head.snapshot.value = "shut";
    const row = what === "row" ? { [`${rowsPrefix("rows")}k1`]: 987_654 } : {};
    const more = what === "row too many" ? { [`${rowsPrefix("rows")}k9`]: 987_654 } : {};
    const result = await afterPlanting(rig, { [HEAD]: head, ...row, ...more });
    // What was wrong on disk before the last steps, each of which says where it ended, shows only at the end, but for a state.
    const since = what === "state" ? expect.any(Number) : null;
    expect(result, what).toMatchObject({ kind: "differs", since, where });
    expect(JSON.stringify(result)).not.toContain("987654");
    const { revision } = rig.node().room!;
    expect(rig.lines("error")).toMatchObject([{ party: "box", room: "a", revision, where }]);
  }
});

test("EN71 an entry that leads elsewhere than it did is named, and so is one that the machine of today refuses", async () => {
  const { rig } = await lived();
  const [first] = stored(rig).filter(({ event }) => (event as { type: string }).type === "added");
  const key = logKey(first!["seq"] as number);
  const entry = rig.node().storage.onDisk(LOG).get(key) as { event: object };
  for (const lie of [
    { ...entry, event: { ...entry.event, type: "shut" } },
    { ...entry, event: { ...entry.event, n: -1 } },
    { ...entry, event: null },
    null,
  ]) {
    const result = await afterPlanting(rig, { [key]: lie });
    expect(result).toMatchObject({ kind: "differs", since: first!["seq"] });
    expect(result).toMatchObject({ where: expect.arrayContaining(["context.total"]) as unknown });
  }
});

test("EN71 a missing entry is found", async () => {
  const { rig } = await lived();
  const { storage } = rig.node();
  const [first] = stored(rig).filter(({ event }) => (event as { type: string }).type === "added");
  storage.access(() => true).write({ delete: [logKey(first!["seq"] as number)] });
  expect(await check(rig)).toMatchObject({ kind: "differs", since: null, where: ["context.total", "context.notes"] });
});

test("EN71 only who may look on may ask, and a room whose life is nobody's to see is asked by nobody", async () => {
  const { rig } = await lived();
  expect(await check(rig, { ...EVE, id: "luis" })).toBeUndefined();
  const plain = new Rig();
  await plain.join();
  expect(await check(plain)).toBeUndefined();
});

test("EN71 the room goes on meanwhile, and is judged as it was when it was asked", async () => {
  const { rig, ana } = await lived({}, 150);
  const { revision } = rig.node().room!;
  const entries = stored(rig).length;
  expect(entries).toBeGreaterThan(250);
  const first = rig.node().handle((room) => room.check(EVE));
  // Whoever asks meanwhile hears the same, at no further cost.
  const second = rig.node().handle((room) => room.check(EVE));
  // The rests of the check are not over, and a text is stored and told.
  rig.say(ana, { type: "add", n: 1 });
  await rig.only((what) => !what.startsWith("later"));
  expect(rig.node().room!.revision).toBe(revision + 1);
  expect(ana.answers.at(-1)).toMatchObject({ kind: "done", revision: revision + 1 });
  let isOver = false;
  void first.then(() => (isOver = true));
  await rig.only((what) => !what.startsWith("later"));
  expect(isOver).toBe(false);
  await rig.platform.settle();
  expect(await first).toEqual({ kind: "same", revision, entries });
  expect(await second).toBe(await first);
  expect(await check(rig)).toMatchObject({ kind: "same", revision: revision + 1 });
});

test("EN71 between two rests it takes a few entries: many rooms that are checked at once keep no text waiting for long", async () => {
  const { rig } = await lived({}, 60);
  const checking = rig.node().handle((room) => room.check(EVE));
  let rests = 0;
  for (; ; rests++) {
    await rig.only((what) => !what.startsWith("later"));
    const rested = rig.platform.choices().find(({ what }) => what.startsWith("later"));
    if (!rested) break;
    await rig.platform.happen(rested);
  }
  const result = await checking;
  expect(result).toMatchObject({ kind: "same" });
  const { entries } = result as { entries: number };
  expect(entries).toBeGreaterThan(100);
  expect(rests).toBeGreaterThanOrEqual(Math.floor(entries / 25));
});

test("EN71 it does not guess where it cannot know: of a log that is not kept, and of a room that started afresh", async () => {
  const { rig } = await lived({ logKept: 5 });
  expect(await check(rig)).toEqual({ kind: "cannotTell", why: "logNotKept" });
  const other = (await lived()).rig;
  const head = other.node().storage.onDisk(HEAD).get(HEAD) as object;
  other.node().storage.plant({ [HEAD]: { ...head, machine: "other" } });
  await other.restart();
  const ana = await other.join();
  await other.do(ana, { type: "join", id: "eve" });
  expect(await check(other)).toEqual({ kind: "cannotTell", why: "setAside" });
});

test("EN71 EN14 a message or a job that was set aside is no reason not to know", async () => {
  const { rig } = await lived();
  rig.node().storage.plant({ "aside/message/box/b/1": {}, "aside/job/x": {} });
  expect(await check(rig)).toMatchObject({ kind: "same" });
});

/** The same box under a release that has added up otherwise ever since. */
const nextRelease = (definition: RoomDefinition): void => {
  definition.version = 2;
  definition.migrations = [
    {
      from: 1,
      snapshot: (saved: { context: { total: number } }) => ({
        ...saved,
        context: { ...saved.context, total: saved.context.total + 1 },
      }),
    },
  ];
};

test("EN72 an entry says which saved form its machine had where that changes, and nothing where it does not", async () => {
  const { rig, definition } = await lived();
  const versions = () => stored(rig).flatMap(({ seq, version }) => (version === undefined ? [] : [[seq, version]]));
  const [first] = stored(rig);
  expect(versions()).toEqual([[first!["seq"], 1]]);
  await rig.restart();
  const before = stored(rig).length;
  expect(versions()).toHaveLength(1);
  nextRelease(definition);
  await rig.restart();
  const ana = await rig.join();
  await rig.do(ana, { type: "add", n: 1 });
  expect(versions()).toEqual([
    [first!["seq"], 1],
    [stored(rig)[before]!["seq"], 2],
  ]);
});

test("EN72 a log of which another version wrote a part is not blamed for where it ends", async () => {
  const { rig, definition } = await lived();
  nextRelease(definition);
  await rig.restart();
  expect(await check(rig)).toEqual({ kind: "cannotTell", why: "otherVersion" });
  expect(rig.lines("error")).toEqual([]);
});

test("EN72 nor is one from a time when nobody noted that; where it replays all the same, that is said", async () => {
  const { rig } = await lived();
  const [first] = stored(rig);
  const key = logKey(first!["seq"] as number);
  const { version: _, ...unversioned } = rig.node().storage.onDisk(LOG).get(key) as Record<string, unknown>;
  expect(await afterPlanting(rig, { [key]: unversioned })).toMatchObject({ kind: "same" });
  const head = structuredClone(rig.node().storage.onDisk(HEAD).get(HEAD)) as {
    snapshot: { context: { total: number } };
  };
  head.snapshot.context.total++;
  expect(await afterPlanting(rig, { [HEAD]: head })).toEqual({ kind: "cannotTell", why: "otherVersion" });
});

test("EN71 who looks on and asks for a check at once gets both", async () => {
  const { rig, ana } = await watched();
  for (let n = 1; n <= 5; n++) await rig.do(ana, { type: "add", n });
  expect(await check(rig)).toMatchObject({ kind: "same" });
});
