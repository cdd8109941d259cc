import { expect, test } from "vitest";
import { DEFAULT_RULES } from "../../machines/vocabulary.ts";
import {
  Thread,
  ana,
  asksDepartment,
  assigned,
  chanceEnds,
  closes,
  leaves,
  luis,
  of,
  moved,
  notReopened,
  reopened,
  reopens,
  rosa,
  writes,
  type ThreadStep,
} from "./support/thread.ts";

const CLOSED_AT = 100_000;
const UNTIL = CLOSED_AT + DEFAULT_RULES.reopenMs;
const over: ThreadStep[] = [writes(), assigned(), { ...closes(), at: CLOSED_AT }];
const asked = [...over, reopens()];

test("CV21 who finished a conversation may open it again, for the time that the project gives", () => {
  const thread = Thread.after(...over);
  expect(thread.context.reopen).toEqual({
    by: "demo_ana",
    until: UNTIL,
    declined: null,
    waitingSince: 1000,
  });
  expect(thread.timers.get("reopen")).toEqual({ at: UNTIL, event: chanceEnds(UNTIL) });
  thread.take({ ...chanceEnds(UNTIL), at: UNTIL });
  expect([thread.context.reopen, thread.take(reopens())]).toEqual([null, "reopenOver"]);
});

test("CV21 the queue is asked with all that it needs to have the conversation again", () => {
  const thread = Thread.after(...asked);
  expect(thread.snapshot.value).toBe("reopening");
  expect(thread.told.at(-1)).toEqual({
    type: "reopen.asked",
    agentId: "demo_ana",
    conversation: 1,
    department: "general",
    channel: "web",
    customerId: "demo_rosa",
    customerName: "",
    enqueuedAt: 1000,
  });
});

test("CV21 it is asked for where it was, whatever department the customer has chosen for the next one since", () => {
  const chooses: ThreadStep = { type: "customer.introduced", name: "", email: "", department: "ventas", by: rosa };
  const thread = Thread.after(...over, chooses, reopens());
  expect(thread.told.at(-1)).toMatchObject({ type: "reopen.asked", department: "general" });
  const handedOn = [writes(), assigned(), asksDepartment("sales"), moved("sales"), assigned()];
  expect(Thread.after(...handedOn, closes(), chooses, reopens()).told.at(-1)).toMatchObject({ department: "sales" });
  expect(Thread.after(...over, chooses, writes()).told.at(-1)).toMatchObject({ department: "ventas", conversation: 2 });
});

test("CV21 opened again, it goes on under the same number, and the thread says so", () => {
  const thread = Thread.after(...asked, { ...reopened(), at: 200_000 });
  expect(thread.snapshot.value).toEqual({ assigned: "talking" });
  expect(thread.context).toMatchObject({
    conversation: 1,
    holder: { id: "demo_ana" },
    reopen: null,
    assignedAt: 200_000,
  });
  expect(thread.messages.at(-1)).toMatchObject({ kind: "reopened", agentId: "demo_ana", conversation: 1, seq: 5 });
  expect([thread.take(writes("Una cosa más", ana)), thread.timers.size]).toEqual([undefined, 0]);
  thread.take(closes());
  expect(thread.context.reopen).toMatchObject({ by: "demo_ana" });
});

test("CV21 where the queue says no, the reason is told and what is left of the time goes on", () => {
  const thread = Thread.after(...asked);
  expect(thread.timers.size).toBe(0);
  thread.take({ ...notReopened(), at: UNTIL + 1 });
  expect(thread.snapshot.value).toBe("quiet");
  expect(thread.context.reopen).toMatchObject({ until: UNTIL, declined: "agentAtCapacity" });
  expect(thread.timers.get("reopen")?.at).toBe(UNTIL);
});

test("CV21 nobody else may open it again, and nobody what the customer has ended", () => {
  const thread = Thread.after(...over);
  expect([thread.take(reopens(luis)), thread.snapshot.value]).toEqual(["reopenOver", "quiet"]);
  const left = Thread.after(writes(), assigned(), leaves);
  expect([left.context.reopen, left.timers.size, left.take(reopens())]).toEqual([null, 0, "reopenOver"]);
});

test("CV21 a project that allows no time for it has no such chance", () => {
  const rules = { ...DEFAULT_RULES, reopenMs: 0 };
  const thread = Thread.after(writes(), { ...assigned(), rules } as ThreadStep, closes());
  expect([thread.context.reopen, thread.timers.size, thread.take(reopens())]).toEqual([null, 0, "reopenOver"]);
});

test("CV21 what the customer writes opens the next conversation and ends the chance", () => {
  const thread = Thread.after(...over, writes("Otra cosa"));
  expect(thread.context).toMatchObject({ conversation: 2, reopen: null });
  expect([thread.timers.size, thread.take(reopens())]).toEqual([0, "conversationOver"]);
  expect(thread.take(of(2, reopens()))).toBe("reopenOver");
});

test("CV21 what the customer writes while the queue is asked opens the next one, and the queue hears that this one is over", () => {
  const thread = Thread.after(...asked, writes("Otra cosa"));
  expect(thread.told.slice(-3).map(({ type, conversation }) => [type, conversation])).toEqual([
    ["reopen.asked", 1],
    ["conversation.ended", 1],
    ["conversation.enqueued", 2],
  ]);
  for (const late of [reopened(), notReopened()]) thread.take(late);
  expect([thread.snapshot.value, thread.context.holder]).toEqual(["queued", null]);
});

test("CV21 asking twice asks once", () => {
  const thread = Thread.after(...asked);
  const before = thread.told.length;
  expect([thread.take(reopens()), thread.told.length]).toEqual([undefined, before]);
});

test("CV17 a customer who was not answered before the end still waits since then when it is opened again", () => {
  const thread = Thread.after(...over);
  expect(thread.context.waitingSince).toBeNull();
  for (const step of [reopens(), notReopened(), reopens(), reopened()]) thread.take(step);
  expect(thread.context.waitingSince).toBe(1000);
  const answered = Thread.after(writes(), assigned(), writes("Ya está", ana), closes(), reopens(), reopened());
  expect(answered.context.waitingSince).toBeNull();
});

test("CV17 whoever writes into the next conversation waits since then, not since the last one", () => {
  const thread = Thread.after(...over, { ...writes("Otra cosa"), at: 200_000 });
  expect(thread.context.waitingSince).toBe(200_000);
});

test("CV21 the end of an earlier chance does not end a later one", () => {
  const thread = Thread.after(...asked, reopened(), { ...closes(), at: 300_000 });
  thread.take(chanceEnds(UNTIL));
  expect(thread.context.reopen).toMatchObject({ until: 300_000 + DEFAULT_RULES.reopenMs });
});
