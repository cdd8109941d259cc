import { expect, test } from "vitest";
import { CLOSE, FRAME_MAX_CHARS, OFFENCES_MAX, SILENCE_MAX_MS } from "../../party/protocol/frames.ts";
import type { Screen } from "../../web/simulator/screen.ts";
import { Rig } from "./rig.ts";

const raw = async (rig: Rig, screen: Screen, data: string | ArrayBuffer) => {
  screen.connection!.sendRaw(data);
  await rig.platform.settle();
  return screen.answers.at(-1);
};
const command = (type: string, more: object = {}) =>
  JSON.stringify({ kind: "command", commandId: "x", command: { type, ...more } });

const bad: Record<string, { data: string | ArrayBuffer; code: string }> = {
  "is not JSON": { data: "{", code: "malformed" },
  "is not text": { data: new ArrayBuffer(4), code: "malformed" },
  "has no kind": { data: "{}", code: "malformed" },
  "has a field too many": { data: JSON.stringify({ kind: "ping", more: 1 }), code: "malformed" },
  "names no command of this room": { data: command("fly"), code: "unknown" },
  "names a command like an object's own parts": { data: command("constructor"), code: "unknown" },
  "has the wrong fields": { data: command("add", { n: "one" }), code: "malformed" },
  "is another role's": { data: command("shut"), code: "forbidden" },
};

test.each(Object.entries(bad))(
  "EN27 a frame that %s gets one typed answer, is counted, and changes nothing",
  async (_, { data, code }) => {
    const rig = new Rig();
    const ana = await rig.join();
    const stored = rig.node().storage.inMemory();
    expect(await raw(rig, ana, data)).toMatchObject({ kind: "fault", code });
    expect(ana.answers).toHaveLength(1);
    expect(ana.connection!.socket.state.offences).toBe(1);
    expect(rig.node().storage.inMemory()).toEqual(stored);
    expect(await rig.do(ana, { type: "add", n: 1 })).toMatchObject({ kind: "done" });
  },
);

test("EN27 an answer never repeats what was sent", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  const answer = await raw(rig, ana, command("add", { n: "<secret>" }));
  expect(JSON.stringify(answer)).not.toContain("secret");
});

test("EN27 a socket that goes on offending is closed", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  for (let n = 1; n < OFFENCES_MAX; n++) await raw(rig, ana, "{");
  expect(ana.live).toBe(true);
  await raw(rig, ana, "{");
  expect([ana.live, ana.answers.length, ana.connection!.closedBy]).toEqual([false, OFFENCES_MAX, CLOSE.offences]);
  expect(rig.context().sessions).toEqual([]);
});

test("EN27 offences are counted on while the room sleeps", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  for (let n = 1; n < OFFENCES_MAX; n++) await raw(rig, ana, "{");
  await rig.restart("a", "sleep");
  await raw(rig, ana, "{");
  expect(ana.connection!.closedBy).toBe(CLOSE.offences);
});

test("EN27 a frame that is too large closes the socket at once, after it has been told why", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  expect(await raw(rig, ana, "x".repeat(FRAME_MAX_CHARS + 1))).toMatchObject({ code: "tooLarge" });
  expect(ana.connection!.closedBy).toBe(CLOSE.tooLarge);
});

test("EN28 who has not said hello is told nothing and may do nothing", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  const frames: { kind: string }[] = [];
  const peer = { frame: (frame: { kind: string }) => frames.push(frame), closed: () => {} };
  const quiet = rig.node().connect({ role: "user", id: "x", project: "p" }, peer);
  await rig.do(ana, { type: "add", n: 1 });
  expect(frames).toEqual([]);
  quiet.sendRaw(command("add", { n: 1 }));
  await rig.platform.settle();
  expect(frames).toMatchObject([{ kind: "fault", code: "forbidden" }]);
  expect(rig.context()).toMatchObject({ total: 1, sessions: [ana.connection!.socket.id] });
});

test("EN28 a screen of another protocol is told that it is outdated, and closed", async () => {
  const rig = new Rig();
  const frames: { kind: string }[] = [];
  const codes: number[] = [];
  const peer = { frame: (frame: { kind: string }) => frames.push(frame), closed: (code: number) => codes.push(code) };
  rig.node().connect({ role: "user", id: "x", project: "p" }, peer).send({ kind: "hello", protocol: 0 });
  await rig.platform.settle();
  expect(frames).toMatchObject([{ kind: "fault", code: "outdated" }]);
  expect(codes).toEqual([CLOSE.outdated]);
  expect(rig.context().sessions).toEqual([]);
});

test("EN29 a peer that vanished without a word is closed and its session ended; one that pings stays", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const luis = await rig.join("luis");
  ana.vanish();
  for (let waited = 0; waited <= 2 * SILENCE_MAX_MS; waited += 10_000) {
    luis.ping();
    await rig.platform.advance(10_000);
  }
  expect(rig.context().sessions).toEqual([luis.connection!.socket.id]);
  expect(luis.live).toBe(true);
});

test("EN29 the vanished are found out after a restart that lost the alarm, too", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  ana.vanish();
  rig.node().storage.loseAlarm();
  await rig.restart("a", "sleep");
  await rig.platform.advance(2 * SILENCE_MAX_MS);
  expect(rig.context().sessions).toEqual([]);
});

test("EN29 a ping is answered with the room's clock", async () => {
  const rig = new Rig();
  const frames: { kind: string }[] = [];
  const peer = { frame: (frame: { kind: string }) => frames.push(frame), closed: () => {} };
  rig.node().connect({ role: "user", id: "x", project: "p" }, peer).send({ kind: "ping" });
  await rig.platform.settle();
  expect(frames).toEqual([{ kind: "pong", now: rig.platform.now }]);
});

test("EN30 one socket that fails does not keep the others from hearing", async () => {
  const rig = new Rig();
  const screens = [await rig.join("ana"), await rig.join("luis"), await rig.join("marta")];
  screens[1]!.connection!.socket.broken = true;
  await rig.do(screens[0]!, { type: "add", n: 1 });
  expect(screens.map(({ mirror }) => mirror.topics.all?.total)).toEqual([1, 0, 1]);
});

test("EN31 a screen that lags too far behind is dropped, and resumes", async () => {
  const rig = new Rig();
  const ana = await rig.join("ana");
  const marta = await rig.join("marta");
  const key = "k".repeat(60_000);
  for (let n = 1; n <= 70 && marta.live; n++) {
    await rig.do(ana, { type: "store", key, n });
    ana.ping();
    await rig.platform.settle();
  }
  expect([ana.live, marta.live, marta.connection!.closedBy]).toEqual([true, false, CLOSE.laggard]);
  marta.connect();
  await rig.platform.settle();
  expect(marta.mirror.topics).toEqual(ana.mirror.topics);
});
