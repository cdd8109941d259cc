import { describe, expect, test, vi } from "vitest";
import type { OutsideChannel } from "../../machines/outside.ts";
import { OutboxWorld, type Mood } from "./support/outbox-world.ts";
import { seeded } from "../rooms/support/demo.ts";

vi.setConfig({ testTimeout: 60_000 });

const LINES = [1, 2, 3];
type Victim = "the process" | "the room alone" | "the thread's room";

/** Whatever happened: nothing lost, nothing twice that is not told, and in order. */
function expectSound(world: OutboxWorld): void {
  const order = world.taken.flatMap(({ seq }) => seq ?? []);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  for (const seq of LINES) {
    const last = world.last(seq)!;
    const copies = world.copies(seq);
    expect(["sent", "failed", "unclear"]).toContain(last.state);
    if (copies > 1) expect(last).toMatchObject({ twice: true });
    if (last.state === "sent") expect(copies).toBeGreaterThan(0);
    if (last.state === "failed" && !last.twice) expect(copies).toBe(0);
    // Nobody sends anything once more that no provider would tell of.
    if (world.channel === "telegram") expect(copies).toBeLessThan(2);
    expect(copies).toBeLessThan(3);
  }
  expect(world.state).toBe("idle");
  expect(world.platform.lines.filter(({ level }) => level === "error")).toEqual([]);
}

async function begun(channel: OutsideChannel, moods: Mood[], tells: boolean): Promise<OutboxWorld> {
  const world = new OutboxWorld(channel);
  world.moods = [...moods];
  world.tells = tells;
  await world.want(1);
  await world.react("id-c");
  await world.want(2);
  await world.want(3);
  return world;
}

const MOODS: Record<string, Mood[]> = {
  "takes everything": [],
  "is busy at first": ["isBusy", "isBusy", "takes", "isBusy"],
  "refuses some": ["refuses", "takes", "takes", "refuses"],
  "breaks the connection before it has anything": ["breaks", "takes", "breaks"],
  "breaks the connection after it has taken it": ["takesAndBreaks", "takesAndBreaks", "takes", "takesAndBreaks"],
  "is silent": ["isSilent", "takes", "takesAndIsSilent"],
};
const channels: [OutsideChannel, boolean][] = [
  ["whatsapp", true],
  ["whatsapp", false],
  ["telegram", false],
];
const cases = channels.flatMap(([channel, tells]) =>
  Object.entries(MOODS).map(([name, moods]) => ({
    channel,
    tells,
    name,
    moods,
    says: tells ? "tells" : "does not tell",
  })),
);

describe.each(cases)("$channel $name and $says of it", ({ channel, tells, moods }) => {
  test("OB1 OB10 left alone, every line comes to its end, once, in order", async () => {
    const world = await begun(channel, moods, tells);
    await world.finish();
    expectSound(world);
    for (const seq of LINES) if (tells && world.last(seq)!.state === "sent") expect(world.copies(seq)).toBe(1);
  });

  test("OB10 killing the process at each single point loses nothing, and no second copy is untold", () =>
    killAtEachPoint("the process", channel, moods, tells));
});

/** At each point of what follows from three lines and a reaction, once. */
async function killAtEachPoint(whom: Victim, channel: OutsideChannel, moods: Mood[], tells: boolean): Promise<void> {
  let points = Infinity;
  for (let point = 0; point < points; point++) {
    const world = await begun(channel, moods, tells);
    let count = 0;
    await world.finish(([first]) => {
      if (count++ !== point) return first;
      if (whom === "the process") world.crash(world.outbox);
      else world.end(whom === "the room alone" ? world.outbox : world.thread);
      return "crash";
    });
    if (count <= point) points = point;
    expectSound(world);
  }
  expect(points).toBeGreaterThan(30);
}

test.each(
  (["the room alone", "the thread's room"] as const).flatMap((whom) => channels.map((of) => [whom, ...of] as const)),
)("OB10 killing %s at each single point is no worse (%s, told: %s)", (whom, channel, tells) =>
  killAtEachPoint(whom, channel, ["takesAndBreaks", "breaks", "takes", "isBusy"], tells),
);

test("OB10 whatever the provider does, in whatever order things happen, and however often the process is killed", async () => {
  const every: Mood[] = ["takes", "takesAndBreaks", "takesAndIsSilent", "breaks", "isSilent", "isBusy", "refuses"];
  let [kills, copies] = [0, 0];
  for (let seed = 1; seed <= 250; seed++) {
    const random = seeded(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const [channel, tells] = pick(channels);
    const world = await begun(
      channel,
      Array.from({ length: 8 }, () => pick(every)),
      tells,
    );
    world.slots = Array.from({ length: 6 }, () =>
      random() < 0.3 ? { kind: "refused", reason: "tooSoon", waitMs: Math.ceil(random() * 400) } : { kind: "done" },
    );
    let left = 4;
    await world.finish((choices) => {
      if (left === 0 || random() > 0.03) return pick(choices);
      left--;
      kills++;
      const node = pick([world.outbox, world.outbox, world.thread]);
      if (random() < 0.5) world.crash(node);
      else world.end(node);
      return "crash";
    });
    expectSound(world);
    copies += LINES.filter((seq) => world.copies(seq) > 1).length;
  }
  expect(kills).toBeGreaterThan(200);
  // It was not only luck that nothing was sent twice untold.
  expect(copies).toBeGreaterThan(10);
});

test("OB2 what is said is asked for when it is sent, and a line that was erased meanwhile is not sent", async () => {
  const world = new OutboxWorld();
  world.moods = ["isBusy"];
  await world.want(1);
  await world.want(2);
  await world.want(3);
  world.erased.add(2);
  await world.finish();
  expect(world.taken.map(({ words }) => words)).toEqual([1, 3].map((seq) => ({ kind: "text", text: `line ${seq}` })));
  expect(world.last(2)).toBeUndefined();
  expect(JSON.stringify([...world.outbox.storage.onDisk()])).not.toContain("line 1");
});

test("OB6 what an inbox should have sent that is off has failed, and says so", async () => {
  const world = new OutboxWorld();
  world.isOff = true;
  for (const seq of LINES) await world.want(seq);
  await world.finish();
  expect(LINES.map((seq) => world.last(seq)?.reason)).toEqual(["inboxOff", "inboxOff", "inboxOff"]);
  expect(world.taken).toEqual([]);
});

test("OB4 a number that has no room says when it has, and one of our own rooms that fails is asked again", async () => {
  const world = new OutboxWorld();
  world.slots = [{ kind: "refused", reason: "tooSoon", waitMs: 250 }, { kind: "fault" }];
  const started = world.platform.now;
  await world.want(1);
  await world.finish();
  expect(world.platform.now - started).toBe(2_250);
  expect([world.copies(1), world.last(1)]).toMatchObject([1, { state: "sent" }]);
});

test("OB13 of many marks the first and the last are asked for, and lines go out meanwhile", async () => {
  const world = new OutboxWorld();
  for (const id of ["a", "b", "c", "d"]) await world.read(id);
  await world.want(1);
  await world.finish();
  expect(world.marked.at(-1)).toBe("d");
  expect(world.marked.length).toBeLessThan(5);
  expect(world.copies(1)).toBe(1);
});

test("EN21 an outbox with nothing in it is forgotten by the watchtower", async () => {
  const world = new OutboxWorld();
  const awake = () =>
    world.platform.node("directory", "main").handle((room) => room.ask({ type: "awake" })) as Promise<string[]>;
  world.moods = ["isBusy"];
  await world.want(1);
  await world.platform.settle();
  expect(await awake()).toEqual(["outbox/demo_rosa"]);
  await world.finish();
  await world.platform.settle();
  expect(await awake()).toEqual([]);
});
