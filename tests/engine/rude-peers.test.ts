/** Peers that do what no screen of ours does: what becomes of the room, and of everyone else in it. */
import { serialize } from "node:v8";
import { expect, test } from "vitest";
import { BURST_FRAMES } from "../../party/engine/pace.ts";
import { VALUE_MAX_BYTES, isStorable } from "../../party/engine/step.ts";
import { CLOSE, OFFENCES_MAX, PROTOCOL_VERSION } from "../../party/protocol/frames.ts";
import type { Screen } from "../../web/simulator/screen.ts";
import { boxDefinition } from "./box.ts";
import { Rig } from "./rig.ts";

const hello = JSON.stringify({ kind: "hello", protocol: PROTOCOL_VERSION });
const sessionOf = (screen: Screen) => screen.connection!.socket.id;

test("EN27 what a socket says after it was closed for its offences is not heard", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const luis = await rig.join("luis");
  for (let n = 0; n < OFFENCES_MAX; n++) ana.connection!.sendRaw("{");
  ana.connection!.sendRaw(hello);
  ana.connection!.sendRaw(JSON.stringify({ kind: "command", commandId: "x", command: { type: "add", n: 7 } }));
  await rig.platform.settle();
  expect(ana.connection!.closedBy).toBe(CLOSE.offences);
  expect(rig.context()).toMatchObject({ total: 0, sessions: [sessionOf(luis)] });
});

test("EN31 a screen that was dropped is gone, even if its machine never answers that", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const marta = await rig.join("marta");
  marta.vanish();
  for (let n = 1; n <= 70; n++) {
    await rig.do(ana, { type: "store", key: "k".repeat(60_000), n });
    ana.ping();
    await rig.platform.settle();
  }
  expect(rig.context().sessions).toEqual([sessionOf(ana)]);
});

test("EN31 who asks for everything over and over is dropped, whatever it claims to have received", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const marta = await rig.join("marta");
  for (const key of ["a", "b", "c"]) await rig.do(ana, { type: "store", key: key.repeat(60_000), n: 1 });
  for (let n = 0; n < 70; n++) {
    marta.connection!.sendRaw(hello);
    marta.connection!.sendRaw(JSON.stringify({ kind: "ping", revision: Number.MAX_SAFE_INTEGER }));
  }
  await rig.platform.settle();
  expect([marta.connection!.closedBy, ana.live]).toEqual([CLOSE.laggard, true]);
});

test("EN28 so many screens at once that they no longer fit into one stored value are turned away", async () => {
  const rig = new Rig();
  const screens: Screen[] = [];
  for (let n = 0; n < 51; n++) screens.push(await rig.join("ana"));
  expect(screens.filter(({ live }) => live)).toHaveLength(50);
  expect(rig.context().sessions).toHaveLength(50);
  expect(screens.at(-1)!.connection!.closedBy).toBe(CLOSE.tooMany);
  screens[0]!.vanish();
  expect(await rig.do(screens[1]!, { type: "add", n: 1 })).toMatchObject({ kind: "done" });
});

test("EN20 who may see nothing in a room leaves no trace of having knocked there", async () => {
  const rig = new Rig(boxDefinition({ isIdle: () => false, sessions: undefined }));
  await rig.join("eve", "never", "stranger");
  expect(rig.node("never").storage.inMemory()).toEqual(rig.node("untouched").storage.inMemory());
  expect(rig.tower.storage.inMemory()).toEqual(rig.node("untouched").storage.inMemory());
});

test("EN28 what a socket wants to watch is kept only as far as it exists", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana", "a", "user", ["all", "x".repeat(32)]);
  const luis = await rig.join("luis", "a", "user", ["x".repeat(32)]);
  expect([ana, luis].map(({ connection }) => connection!.socket.state.watch)).toEqual([["all"], [""]]);
  expect([Object.keys(ana.mirror.topics), Object.keys(luis.mirror.topics)]).toEqual([["all"], []]);
});

test("EN43 who floods a room is told to slow down, then closed, and nobody else waits for them", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const luis = await rig.join("luis");
  for (let n = 0; n < BURST_FRAMES + OFFENCES_MAX; n++) ana.connection!.sendRaw(JSON.stringify({ kind: "ping" }));
  await rig.platform.settle();
  expect(ana.connection!.closedBy).toBe(CLOSE.offences);
  expect(await rig.do(luis, { type: "add", n: 1 })).toMatchObject({ kind: "done" });
});

test("EN42 what is too large to be stored is a fault before anything is said, and nothing has changed", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  expect(await rig.do(ana, { type: "store", key: "…".repeat(63_000), n: 1 })).toMatchObject({ kind: "fault" });
  expect(rig.context().rowCount).toBe(0);
  expect(await rig.do(ana, { type: "store", key: "k", n: 1 })).toMatchObject({ kind: "done" });
});

test("EN42 what is long only as JSON, such as line breaks, is stored", () => {
  for (const one of ["\n", '"', "\u0001", "x\n", "…"]) {
    const value = { notes: Array.from({ length: 30 }, () => one.repeat(2_000 / one.length)) };
    expect(serialize(value).length, one).toBeLessThan(VALUE_MAX_BYTES);
    expect(isStorable(value), one).toBe(true);
    const mixed = { notes: value.notes.map((note) => note.slice(1) + "…") };
    expect(serialize(mixed).length, one).toBeLessThan(VALUE_MAX_BYTES);
    expect(isStorable(mixed), one).toBe(true);
  }
  const tooMany = { notes: Array.from({ length: 31 }, () => "…".repeat(2_000)) };
  expect(isStorable(tooMany)).toBe(false);
});
