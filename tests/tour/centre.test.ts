import { afterEach, beforeEach, expect, test } from "vitest";
import { Practice, textsIn, viewOf } from "./support/practice.ts";

let practice: Practice;
beforeEach(async () => {
  practice = await Practice.open();
});
afterEach(() => practice.end());

test("somebody waits in the line before the new agent is Disponible, and comes to them as soon as they are", async () => {
  const queue = practice.room("queue", "tour-test", { watch: ["figures"] });
  await practice.until(() => queue.status === "live");
  expect(queue.mirror.topics.figures).toMatchObject({ waiting: 1 });
  const own = await practice.atWork();
  await practice.until(() => viewOf(own).assignments.length === 1);
  expect(practice.centre.facts).toMatchObject({ available: true, held: [viewOf(own).assignments[0]!.conversationId] });
});

test("colleagues are there of whom one can take a conversation, and the others say why not", async () => {
  const queue = practice.room("queue", "tour-test", { watch: ["seats"] });
  await practice.until(() => queue.status === "live");
  const seats = Object.values(queue.mirror.topics.seats as Record<string, { name: string; transfer: unknown }>);
  expect(Object.fromEntries(seats.map(({ name, transfer }) => [name, transfer]))).toMatchObject({
    "Luis Romero": true,
    "Elena Ruiz": "agentAtCapacity",
    "Marta Núñez": "agentUnavailable",
    "John Miller": "agentNotPresent",
  });
});

test("a customer answers who has answered them, line by line, and reads what they are told", async () => {
  const own = await practice.atWork();
  const { room } = await practice.thread(own);
  await room.send({ type: "message.send", text: "Lo miro" });
  await practice.pass(1_500);
  await practice.until(
    () => (room.mirror.topics.agent as unknown as { marks: { customerRead: number } }).marks.customerRead > 0,
  );
  await practice.pass(2_000);
  await practice.until(() => textsIn(room).length === 3);
});

test("so many customers are there as a step needs, whoever has been finished, handed over or put aside (TO4)", async () => {
  const own = await practice.atWork();
  await practice.thread(own);
  practice.centre.want(3);
  await practice.pass(5_000);
  await practice.until(() => viewOf(own).assignments.length === 3);
  await practice.pass(10_000);
  expect(viewOf(own).assignments).toHaveLength(3);
  const { room, conversation } = await practice.thread(own);
  await room.send({ type: "conversation.close", conversation, wrapUp: "solved" });
  await practice.pass(3_000);
  await practice.until(() => viewOf(own).assignments.length === 3);
  expect(practice.centre.facts).toMatchObject({ finished: true });
});

test("the colleague leaves what was handed over alone for as long as it may be had back, and then takes it up (CV24)", async () => {
  const own = await practice.atWork();
  const { room, conversation } = await practice.thread(own);
  const luis = practice.centre.identity("luis").id;
  practice.centre.letColleagueTake(false);
  practice.centre.want(0);
  await room.send({ type: "conversation.transfer", conversation, to: luis, note: "Es para ti" });
  await practice.until(() => practice.centre.facts.handedOver);
  await practice.pass(20_000);
  expect(await room.send({ type: "transfer.undo", conversation })).toEqual({ kind: "done" });
  await practice.until(() => practice.centre.facts.hadBack && viewOf(own).assignments.length === 1);

  await room.send({ type: "conversation.transfer", conversation, to: luis, note: "" });
  await practice.until(() => viewOf(own).assignments.length === 0);
  practice.centre.letColleagueTake(true);
  await practice.pass(5_000);
  expect(await room.send({ type: "transfer.undo", conversation })).toMatchObject({ kind: "refused" });
});

test("who was put aside writes after a while, and is back (CV22)", async () => {
  const own = await practice.atWork();
  const { room, conversation, id } = await practice.thread(own);
  const until = practice.centre.running.now + 3_600_000;
  expect(await room.send({ type: "conversation.snooze", conversation, until })).toEqual({ kind: "done" });
  await practice.until(() => viewOf(own).snoozed.length === 1);
  await practice.pass(8_000);
  await practice.until(() => viewOf(own).assignments.some(({ conversationId }) => conversationId === id));
});

test("a page that was asleep for an hour finds its agent present and nothing given back (TO7)", async () => {
  const own = await practice.atWork();
  await practice.thread(own);
  const before = practice.centre.running.now;
  await practice.sleep(3_600_000);
  expect(practice.centre.running.now - before).toBeLessThan(30_000);
  await practice.until(() => own.status === "live");
  expect(viewOf(own)).toMatchObject({ presence: "present", assignments: [expect.anything()] });
});

test("who signs out of the panel leaves the tour", async () => {
  expect(practice.left).toBe(0);
  const answer = await practice.centre.reach.request("/api/sign-out", { method: "POST" });
  expect([await answer.json(), practice.left]).toEqual([{ ok: true }, 1]);
});

test("what the tour has no place for is refused and never asked of a server (TO1)", async () => {
  const { request } = practice.centre.reach;
  expect((await request("/api/files/uploads", { method: "POST" })).status).toBe(503);
  expect((await request("/api/password", { method: "POST" })).status).toBe(403);
  expect(await (await request("/api/me")).json()).toMatchObject({
    me: { name: "Alex Vega", role: "agent" },
    pushKey: null,
  });
});
