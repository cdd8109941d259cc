import { expect, test } from "vitest";
import type { Effect, Event } from "../../party/engine/definition.ts";
import { Shelf } from "./shelf-rig.ts";
import { amend, lookOf, looked, put, shelfDefinition } from "./shelf.ts";

const said = (room: string, ...events: Event[]): Effect[] =>
  events.map((event) => ({ kind: "send", to: { party: "box", room }, event }));
const job = (id: string, event: Event): Effect => ({ kind: "job", id, service: "bell", params: null, event });

test("EN63 a machine is told of entries in the order in which they are wanted, and of what is not there as nothing", async () => {
  const shelf = new Shelf();
  await shelf.tell(put("one", "a"));
  await shelf.tell(put("two", "b"));
  await shelf.tell(looked(["b", 9, 1, "a", "c"]));
  expect(shelf.context().told).toEqual([[{ seq: 2 }, null, { seq: 1 }, { seq: 1 }, null]]);
  const entry = JSON.stringify(shelf.stored("log/").at(-1));
  expect(entry).not.toContain("two");
});

test("EN63 where one entry is meant, it is the one of the event's number; what that is makes no difference to the room", async () => {
  const shelf = new Shelf();
  await shelf.tell(put("one"));
  for (const seq of [0, 2, -1, 1.5, null, "one", {}])
    expect(await shelf.tell({ type: "counted", seq })).toEqual({ kind: "refused", reason: "notThere" });
  expect(await shelf.tell({ type: "counted", seq: 1 })).toMatchObject({ kind: "done" });
  expect(shelf.slips()).toMatchObject([{ n: 1 }]);
});

test("EN63 messages of another room look in their order, each at what those before it have done, and are answered together", async () => {
  const shelf = new Shelf();
  const events = [
    put("one", "a"),
    looked(["a"], amend(1, { mark: "x" }, { refs: ["b"] })),
    looked(["b"], amend(1, { n: 1 }, { unref: ["a"] })),
    looked(["a", "b"]),
  ];
  await shelf.tell(looked([], ...said("a", ...events)), undefined, "b");
  expect(shelf.context().told).toEqual([[{ seq: 1 }], [{ seq: 1, mark: "x" }], [null, { seq: 1, mark: "x", n: 1 }]]);
});

test("EN63 a timer and the outcome of a job look as well", async () => {
  const shelf = new Shelf();
  await shelf.tell(put("one", "a"));
  const { now } = shelf.rig.platform;
  const timer: Effect = {
    kind: "startTimer",
    id: "t",
    at: now + 10,
    event: looked(["a"], amend(1, { mark: "timed" })),
  };
  await shelf.tell(looked([], timer, job("j", looked(["a"], amend(1, { n: 5 })))));
  await shelf.rig.platform.advance(10);
  shelf.rings[0]!.answer("done");
  await shelf.rig.platform.settle();
  expect(shelf.slips()).toMatchObject([{ mark: "timed", n: 5 }]);
  expect(shelf.context().told.slice(1)).toEqual([[{ seq: 1 }], [{ seq: 1, mark: "timed" }]]);
  expect([shelf.stored("job/"), shelf.stored("timer/")]).toEqual([[], []]);
});

test("EN63 nothing comes between a look and its step, whoever tells the room something meanwhile", async () => {
  const shelf = new Shelf();
  await shelf.tell(put("one"));
  const [ana, luis] = [await shelf.rig.join("ana"), await shelf.rig.join("luis")];
  const counted = { type: "counted", seq: 1 };
  const { now } = shelf.rig.platform;
  const timers = ["t", "u"].map((id): Effect => ({ kind: "startTimer", id, at: now + 1, event: counted }));
  await shelf.tell(looked([], ...timers, job("j", counted), job("k", counted)));
  for (const { answer } of shelf.rings) answer(1);
  for (let n = 0; n < 5; n++) for (const screen of [ana, luis]) shelf.rig.say(screen, counted);
  void shelf.tell(looked([], ...said("a", counted, counted, counted)), undefined, "b");
  shelf.rig.platform.now += 1;
  await Promise.all(Array.from({ length: 6 }, () => shelf.tell(counted)));
  expect(shelf.slips()).toMatchObject([{ n: 2 + 2 + 10 + 3 + 6 }]);
  expect(ana.mirror.lists["slips"]!.rows).toEqual(shelf.slips());
});

test("EN63 a room that dies while it looks has done nothing: its sender, its timer and its job come again, once", async () => {
  let looks = () => {};
  const wanted = (event: { wanted: number[] }) => {
    looks();
    return event.wanted;
  };
  const shelf = new Shelf({ looks: { looked: { ...lookOf, wanted } } });
  const node = shelf.rig.node();
  let deaths = 0;
  /** The next look is the last thing that this life does. */
  const dies = () => {
    looks = () => {
      looks = () => {};
      deaths++;
      node.crash();
    };
  };
  await shelf.tell(put("one"));
  const { now } = shelf.rig.platform;
  dies();
  void shelf.tell(looked([], ...said("a", looked([1], amend(1, { heard: 1 })))), undefined, "b");
  await shelf.rig.platform.advance(1_000);
  const timer: Effect = { kind: "startTimer", id: "t", at: now + 2_000, event: looked([1], amend(1, { timed: 1 })) };
  await shelf.tell(looked([], timer, job("j", looked([1], amend(1, { done: 1 })))));
  dies();
  await shelf.rig.platform.advance(10_000);
  dies();
  shelf.rings.at(-1)!.answer(1);
  await shelf.rig.platform.advance(10_000);
  shelf.rings.at(-1)!.answer(1);
  await shelf.rig.platform.settle();
  expect(deaths).toBe(3);
  expect(shelf.slips()).toMatchObject([{ heard: 1, timed: 1, done: 1 }]);
  expect(shelf.context().told).toEqual([[{ seq: 1 }], [], [{ seq: 1 }], [{ seq: 1 }]]);
});

test("EN63 a look that fails is a fault of the step, and the room goes on", async () => {
  const broken = () => {
    throw new Error("cannot say");
  };
  const shelf = new Shelf({ looks: { looked: { list: "slips", wanted: broken, tells: broken } } });
  await shelf.tell(put("one"));
  expect(await shelf.tell(looked([1]))).toEqual({ kind: "fault" });
  expect(await shelf.tell(put("two"))).toMatchObject({ kind: "done" });
  expect(shelf.slips()).toHaveLength(2);
});

test("EN63 a question looks as well, in its turn, and changes nothing", async () => {
  const shelf = new Shelf();
  await shelf.tell(put("one", "a"));
  const { revision } = shelf.rig.node().room!;
  const asking = [shelf.ask("a"), shelf.tell({ type: "counted", seq: 1 }), shelf.ask("a", "b")] as const;
  const [before, , after] = await Promise.all(asking);
  expect([before, after]).toEqual([[{ seq: 1 }], [{ seq: 1, n: 1 }, null]]);
  expect(shelf.rig.node().room!.revision).toBe(revision + 1);
  const node = shelf.rig.node();
  node.definition = shelfDefinition({ questions: { plain: ({ context }) => (context as { slips: number }).slips } });
  await shelf.rig.restart();
  expect(await node.handle((room) => room.ask({ type: "plain" }))).toBe(1);
});

const ANA = { role: "entry", id: "whatsapp", project: "p" };

test("EN64 a command of the entry worker with an id is done once, whenever it comes again, and is answered each time", async () => {
  const shelf = new Shelf();
  const twice = await Promise.all([shelf.tell(put("one"), "wamid.1="), shelf.tell(put("one"), "wamid.1=")]);
  expect(twice).toMatchObject([
    { kind: "done", revision: 1 },
    { kind: "done", revision: 1 },
  ]);
  await shelf.tell(put("two"), "wamid.2=");
  await shelf.rig.restart();
  expect(await shelf.tell(put("one"), "wamid.1=")).toEqual({ kind: "done", revision: 1 });
  expect(shelf.slips()).toMatchObject([
    { text: "one", commandId: "wamid.1=" },
    { text: "two", commandId: "wamid.2=" },
  ]);
});

test("EN64 an id is whose it is: two who use the same one do not meet, and without an id a command is done each time", async () => {
  const shelf = new Shelf();
  await shelf.tell(put("one"), "same");
  await shelf.tell(put("two"), "same", "a", ANA);
  for (const text of ["three", "four"]) await shelf.tell(put(text));
  expect(shelf.slips().map(({ text }) => text)).toEqual(["one", "two", "three", "four"]);
});

test("EN64 what died before it was on disk is done when it comes again, and what was refused may succeed later", async () => {
  const shelf = new Shelf();
  const node = shelf.rig.node();
  void node.handle((room) => room.command(ANA, put("one"), "id")).catch(() => {});
  await shelf.rig.only((what) => what !== "flush box/a");
  expect(shelf.slips()).toHaveLength(1);
  node.crash();
  expect(await shelf.tell({ type: "counted", seq: 1 }, "c")).toMatchObject({ kind: "refused" });
  await shelf.tell(put("one"), "id", "a", ANA);
  expect(await shelf.tell({ type: "counted", seq: 1 }, "c")).toMatchObject({ kind: "done" });
  expect(await shelf.tell({ type: "counted", seq: 1 }, "c")).toMatchObject({ kind: "done" });
  expect(shelf.slips()).toMatchObject([{ text: "one", n: 1 }]);
});

test("EN64 an id that could be no stored key is malformed", async () => {
  const shelf = new Shelf();
  for (const id of ["", "x".repeat(257)]) expect(await shelf.tell(put("one"), id)).toMatchObject({ kind: "malformed" });
  expect(await shelf.tell(put("one"), "x".repeat(256))).toMatchObject({ kind: "done" });
  expect(shelf.slips()).toHaveLength(1);
});
