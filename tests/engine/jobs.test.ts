import { expect, test } from "vitest";
import { JOB_MAX_MS, JOB_MOST_MS, JOBS_ABREAST, OUTCOME_MAX_CHARS } from "../../party/engine/jobs.ts";
import { boxDefinition } from "./box.ts";
import { Bell } from "./outside.ts";

const done = (value: unknown) => ({ kind: "done", value });
const timedOut = { kind: "timedOut" };

test("EN46 a job is stored with the step that asked for it, and runs only when that is on disk", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  bell.rig.say(ana, { type: "ask", ids: ["door"] });
  await bell.rig.only((what) => what !== "flush box/a");
  expect([bell.stored, bell.rings.length]).toEqual([1, 0]);
  bell.rig.node().crash();
  await bell.rig.restart();
  expect([bell.stored, bell.rings.length]).toEqual([0, 0]);
});

test("EN46 a room goes on while a job is under way, and answers before it has run", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  expect(await bell.rig.do(ana, { type: "ask", ids: ["door"] })).toMatchObject({ kind: "done" });
  expect(bell.rings).toMatchObject([{ params: { for: "door" }, outside: { id: "door", again: false } }]);
  await bell.rig.do(ana, { type: "add", n: 5 });
  expect(bell.rig.context().total).toBe(5);
});

test("EN46 a step that asks a service that is not there fails as a whole", async () => {
  const bell = new Bell({ services: {} });
  const ana = await bell.rig.join();
  expect(await bell.rig.do(ana, { type: "ask", ids: ["door"] })).toMatchObject({ kind: "fault", code: "fault" });
  expect([bell.stored, bell.rig.context().heard]).toEqual([0, []]);
});

test("EN47 the outcome comes back as an event, and the job ends in the same write", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"] });
  bell.rings[0]!.answer({ status: 201 });
  await bell.rig.only((what) => what !== "flush box/a");
  expect([bell.stored, bell.rig.context().heard]).toEqual([0, [["door", done({ status: 201 })]]]);
  expect(bell.rig.node().storage.onDisk("job/").size).toBe(1);
  await bell.rig.platform.settle();
  await bell.rig.restart();
  expect(bell.rig.context().heard).toEqual([["door", done({ status: 201 })]]);
  expect(bell.rings).toHaveLength(1);
});

test("EN47 a service that throws is an outcome in words, and no fault of the room", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"] });
  await bell.fail(0, "nobody at home".padEnd(2_000, "."));
  const [[id, outcome]] = bell.rig.context().heard as [[string, { kind: string; reason: string }]];
  expect([id, outcome.kind, outcome.reason.slice(0, 21)]).toEqual(["door", "failed", "Error: nobody at home"]);
  expect(outcome.reason).toHaveLength(500);
  expect([bell.rig.lines("error"), bell.stored]).toEqual([[], 0]);
});

test("EN47 an event whose outcome the machine does not want ends the job all the same", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"], back: { type: "unheardOf" } });
  await bell.answer(0, 1);
  await bell.rig.restart();
  expect([bell.stored, bell.rings.length]).toEqual([0, 1]);
});

test("EN48 a job whose room died before it ran is run in the next life, which does not know that it never ran", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  const ids = Array.from({ length: JOBS_ABREAST + 1 }, (_, n) => `door-${n}`);
  await bell.rig.do(ana, { type: "ask", ids });
  const last = ids.at(-1)!;
  expect([bell.stored, bell.ids.includes(last)]).toEqual([ids.length, false]);
  await bell.rig.restart();
  for (const index of ids.slice(1).keys()) await bell.answer(JOBS_ABREAST + index, 1);
  const ring = bell.rings.find(({ outside }) => outside.id === last);
  expect(ring).toMatchObject({ outside: { again: true } });
});

test("EN48 a job whose room died while it ran is run again by itself, and told so", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"] });
  bell.rig.node().crash();
  // Nobody comes: an alarm wakes the room.
  await bell.rig.platform.advance(10_000);
  expect(bell.again).toEqual([false, true]);
  // The first one is answered after all: to a room that is no more.
  await bell.answer(0, "late");
  expect(bell.rig.context().heard).toEqual([]);
  await bell.answer(1, "once");
  expect(bell.rig.context().heard).toEqual([["door", done("once")]]);
});

test("EN48 a job whose outcome was not stored any more is run again, and told so", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"] });
  bell.rings[0]!.answer("heard");
  await bell.rig.only((what) => what !== "flush box/a");
  expect(bell.rig.context().heard).toEqual([["door", done("heard")]]);
  await bell.rig.restart();
  expect(bell.rig.context().heard).toEqual([]);
  await bell.answer(1, "heard before");
  expect([bell.again, bell.rig.context().heard]).toEqual([[false, true], [["door", done("heard before")]]]);
});

test("EN48 after a restart jobs go on in the order in which they were asked for", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  for (const id of ["z", "m", "a"]) {
    await bell.rig.do(ana, { type: "ask", ids: [id] });
    bell.rig.platform.now += 10;
  }
  await bell.rig.restart();
  expect(bell.ids.slice(3)).toEqual(["z", "m", "a"]);
});

test("EN48 who asks anew after an unknown outcome can say so", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"] });
  await bell.rig.platform.advance(JOB_MAX_MS);
  await bell.rig.do(ana, { type: "ask", ids: ["door"], again: true });
  await bell.rig.restart();
  expect(bell.again).toEqual([false, true, true]);
});

test("EN49 a job that takes too long is told as timed out, once, is asked to stop, and is heard no more", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"] });
  await bell.rig.platform.advance(JOB_MAX_MS - 1);
  expect([bell.rig.context().heard, bell.rings[0]!.outside.signal.aborted]).toEqual([[], false]);
  await bell.rig.platform.advance(1);
  expect([bell.rig.context().heard, bell.rings[0]!.outside.signal.aborted]).toEqual([[["door", timedOut]], true]);
  await bell.answer(0, "late");
  expect([bell.rig.context().heard, bell.stored, bell.rings.length]).toEqual([[["door", timedOut]], 0, 1]);
});

test.each([
  ["says how long it may take has that long", 60_000, 60_000],
  ["asks for more than any may take has as much as any", 3_600_000, JOB_MOST_MS],
])("EN65 a job that %s, in a later life too", async (_, maxMs, until) => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"], maxMs });
  await bell.rig.platform.advance(JOB_MAX_MS);
  await bell.rig.restart();
  await bell.rig.platform.advance(until - 1);
  expect([bell.rig.context().heard, bell.again, bell.rings[1]!.outside.signal.aborted]).toEqual([
    [],
    [false, true],
    false,
  ]);
  await bell.rig.platform.advance(1);
  expect([bell.rig.context().heard, bell.rings[1]!.outside.signal.aborted]).toEqual([[["door", timedOut]], true]);
});

test("EN50 so many jobs of a room run at once, and the others in their turn", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  const ids = Array.from({ length: JOBS_ABREAST + 2 }, (_, n) => `door-${n}`);
  await bell.rig.do(ana, { type: "ask", ids });
  expect(bell.ids).toEqual(ids.slice(0, JOBS_ABREAST));
  await bell.answer(3, 1);
  expect(bell.ids).toEqual(ids.slice(0, JOBS_ABREAST + 1));
  // What never ends does not hold a place for ever.
  await bell.rig.platform.advance(JOB_MAX_MS);
  expect([bell.ids, bell.again.includes(true)]).toEqual([ids, false]);
});

test("EN51 while a job has no outcome, asking for it again asks for nothing new; afterwards it does", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door", "door"] });
  await bell.rig.do(ana, { type: "ask", ids: ["door"] });
  expect([bell.rings.length, bell.stored]).toEqual([1, 1]);
  await bell.answer(0, 1);
  expect(bell.rig.context().heard).toEqual([["door", done(1)]]);
  await bell.rig.do(ana, { type: "ask", ids: ["door"] });
  expect([bell.rings.length, bell.again]).toEqual([2, [false, false]]);
});

test("EN51 the step of an outcome may ask for the same job anew", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"], back: { retry: true } });
  await bell.fail(0, "engaged");
  expect([bell.rings.length, bell.stored]).toEqual([2, 1]);
  await bell.rig.restart();
  await bell.answer(2, 1);
  expect([bell.rig.context().heard, bell.stored]).toEqual([[["door", done(1)]], 0]);
});

test("EN52 an outcome that cannot be kept is still one: done, and cut", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const answers = ["x".repeat(OUTCOME_MAX_CHARS - 2), "x".repeat(OUTCOME_MAX_CHARS), circle, 1n, undefined];
  await bell.rig.do(ana, { type: "ask", ids: answers.map((_, n) => String(n)) });
  for (const [n, value] of answers.entries()) await bell.answer(n, value);
  const cut = { ...done(null), cut: true };
  expect(bell.rig.context().heard.map((one) => (one as unknown[])[1])).toEqual([
    done(answers[0]),
    cut,
    cut,
    cut,
    done(null),
  ]);
});

test("EN53 an outcome that makes the machine fail is kept aside and reported, and not asked for again", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"], back: { type: "broke" } });
  await bell.answer(0, 7);
  expect([...bell.rig.node().storage.onDisk("aside/job/")]).toMatchObject([
    ["aside/job/door", { event: { type: "broke" }, outcome: done(7) }],
  ]);
  expect(bell.rig.lines("error")).toMatchObject([{ msg: "fault", event: "broke" }]);
  await bell.rig.restart();
  expect([bell.rings.length, bell.stored]).toEqual([1, 0]);
});

test("EN53 a stored job whose service is no more fails, in words", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"] });
  bell.rig.node().definition = boxDefinition();
  await bell.rig.restart();
  expect(bell.rig.context().heard).toMatchObject([["door", { kind: "failed" }]]);
});

test("EN42 a job that is too large to be stored, or has too long a name, is a fault before anything is said", async () => {
  const bell = new Bell();
  const ana = await bell.rig.join();
  for (const ask of [{ ids: ["x".repeat(300)] }, { ids: ["door"], back: { much: "x".repeat(200_000) } }]) {
    const answer = await bell.rig
      .node()
      .handle((room) => room.command({ role: "user", id: "ana", project: "p" }, { type: "ask", ...ask }));
    expect(answer).toEqual({ kind: "fault" });
  }
  expect([bell.stored, bell.rings.length, ana.live]).toEqual([0, 0, true]);
});

test("EN21 a room with a job under way is not forgotten by the watchtower until the job has ended", async () => {
  const bell = new Bell({
    isIdle: (snapshot) => (snapshot as { context: { sessions: string[] } }).context.sessions.length === 0,
  });
  const ana = await bell.rig.join();
  await bell.rig.do(ana, { type: "ask", ids: ["door"] });
  ana.disconnect();
  await bell.rig.platform.settle();
  const awake = () => [...(bell.rig.tower.room!.snapshot.context as { awake: Iterable<[string, true]> }).awake];
  expect(awake()).toHaveLength(1);
  await bell.answer(0, 1);
  expect(awake()).toEqual([]);
});
