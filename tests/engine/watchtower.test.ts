import { expect, test } from "vitest";
import { PROTOCOL_VERSION } from "../../party/protocol/frames.ts";
import { watchedBox } from "./box.ts";
import { Rig } from "./rig.ts";

const towards = (what: string) => what.includes("→ directory/main");

/** Rooms that the watchtower would wake after a boot, as far as its disk knows. */
const known = (rig: Rig) => [...rig.tower.storage.onDisk("row/awake/").keys()].map((key) => key.split("/").at(-1));

/** The whole process dies, alarms are forgotten, and whoever is known is woken. */
async function boot(rig: Rig): Promise<void> {
  rig.platform.flights.clear();
  for (const node of rig.platform.nodes.values()) {
    node.crash();
    node.storage.loseAlarm();
  }
  await rig.tower.start();
  for (const key of rig.tower.storage.inMemory("row/awake/").keys())
    rig.platform.node("box", key.split("/").at(-1)!).ring();
  await rig.platform.advance(60_000);
}

test("EN20 a room is known to the watchtower before it answers anybody", async () => {
  const rig = new Rig(watchedBox());
  const joining = rig.join();
  await joining;
  expect(known(rig)).toEqual(["a"]);

  const other = new Rig(watchedBox());
  other
    .node("b")
    .connect({ role: "user", id: "u", project: "p" }, { frame: () => {}, closed: () => {} })
    .send({
      kind: "hello",
      protocol: PROTOCOL_VERSION,
    });
  await other.only((what) => !towards(what));
  const [connection] = other.node("b").connections;
  expect(connection!.down).toEqual([]);
  expect(other.node("b").storage.onDisk("log/").size).toBe(0);
});

test("EN20 that stays so if it crashes before the watchtower has heard", async () => {
  const rig = new Rig(watchedBox());
  const { platform } = rig;
  const frames: string[] = [];
  const connect = () =>
    rig
      .node()
      .connect({ role: "user", id: "u", project: "p" }, { frame: ({ kind }) => frames.push(kind), closed: () => {} })
      .send({ kind: "hello", protocol: PROTOCOL_VERSION });
  connect();
  await rig.only((what) => !towards(what));
  rig.node().crash();
  platform.flights.clear();
  connect();
  await rig.only((what) => !towards(what));
  expect([frames, known(rig)]).toEqual([[], []]);
  await platform.settle();
  expect([frames, known(rig)]).toEqual([["welcome"], ["a"]]);
});

test("EN20 wherever a crash of everything falls, whatever was acknowledged goes on after the boot", async () => {
  for (let moment = 0; moment < 40; moment++) {
    const rig = new Rig(watchedBox());
    const ana = await rig.join("ana", "c");
    ana.disconnect();
    const luis = rig
      .node("a")
      .connect({ role: "user", id: "luis", project: "p" }, { frame: () => {}, closed: () => {} });
    const done: string[] = [];
    Object.assign((luis as unknown as { peer: object }).peer, {
      frame: (frame: { kind: string; commandId?: string }) => {
        if (frame.kind === "done") done.push(frame.commandId!);
      },
    });
    luis.send({ kind: "hello", protocol: PROTOCOL_VERSION });
    luis.send({ kind: "command", commandId: "tell", command: { type: "tell", to: ["b"], numbers: [1] } });
    const due = rig.platform.now + 5_000;
    luis.send({ kind: "command", commandId: "time", command: { type: "time", id: "x", due } });
    for (let n = 0; n < moment; n++) {
      const choices = rig.platform.choices();
      const choice = choices[(moment * 7 + n * 3) % Math.max(1, choices.length)];
      if (choice) await rig.platform.happen(choice);
    }
    await boot(rig);
    const { heard } = (await rig.node("b").start()).snapshot.context as { heard: number[] };
    const { rang } = (await rig.node("a").start()).snapshot.context as { rang: string[] };
    if (done.includes("tell")) expect(heard, `crash at ${moment}`).toEqual([1]);
    if (done.includes("time")) expect(rang, `crash at ${moment}`).toEqual(["x"]);
  }
});

test("EN21 a room with nothing left to do, nobody connected, is forgotten by the watchtower", async () => {
  const rig = new Rig(watchedBox());
  const ana = await rig.join();
  ana.disconnect();
  await rig.platform.settle();
  expect(known(rig)).toEqual([]);
  ana.connect();
  await rig.platform.settle();
  expect(known(rig)).toEqual(["a"]);
});

test("EN21 it is not forgotten while a timer runs or somebody looks on", async () => {
  const rig = new Rig(watchedBox());
  const ana = await rig.join();
  await rig.do(ana, { type: "time", id: "x", due: rig.platform.now + 5_000 });
  ana.disconnect();
  await rig.platform.advance(4_000);
  expect(known(rig)).toEqual(["a"]);
  await rig.platform.advance(1_000);
  expect(known(rig)).toEqual([]);
});

test("EN21 it is forgotten as well when the last to leave was somebody of whom the machine knows nothing", async () => {
  const watched = watchedBox();
  const rig = new Rig({ ...watched, sessions: undefined, isIdle: () => true });
  const ana = await rig.join();
  expect(known(rig)).toEqual(["a"]);
  ana.disconnect();
  await rig.platform.settle();
  expect(known(rig)).toEqual([]);
});

test("EN44 a boot that lost the alarms is noticed, one that kept them is not, and a first one has nothing to lose", async () => {
  for (const lost of [true, false]) {
    const rig = new Rig(watchedBox());
    const { tower } = rig;
    expect(await tower.handle((room) => Promise.resolve(room.alarmsLost))).toBe(false);
    await rig.join("ana");
    await rig.platform.settle();
    tower.crash();
    if (lost) tower.storage.loseAlarm();
    expect(await tower.handle((room) => Promise.resolve(room.alarmsLost))).toBe(lost);
  }
});
