import { expect, test } from "vitest";
import { ATTENDANCE_FIRST_MS } from "../../machines/vocabulary.ts";
import { Centre } from "./centre.ts";
import type { Customer, Panel } from "./people.ts";

const KEEP_ALIVE_MS = 10_000;

/** Time goes by while everybody's screen stays where it is. */
async function pass(centre: Centre, ms: number, ...people: (Customer | Panel)[]): Promise<void> {
  for (let left = ms; left > 0; left -= KEEP_ALIVE_MS) {
    for (const one of people) one.keepAlive();
    await centre.platform.advance(Math.min(left, KEEP_ALIVE_MS));
  }
}

const awake = async ({ platform }: Centre): Promise<unknown> =>
  platform.node("directory", "main").handle((room) => room.ask({ type: "awake" }));

test("CV25 a customer who only looks on learns that nobody is left, and that somebody has come", async () => {
  const centre = await Centre.open();
  const ana = await centre.agent("ana");
  const rosa = await centre.customer();
  expect(rosa.view?.attended).toBe(true);
  await centre.do(ana.agent, { type: "availability.set", available: false });
  expect(rosa.view?.attended).toBe(true);
  await pass(centre, ATTENDANCE_FIRST_MS, ana, rosa);
  expect(rosa.view?.attended).toBe(false);
  await centre.do(ana.agent, { type: "availability.set", available: true });
  await pass(centre, 2 * ATTENDANCE_FIRST_MS, ana, rosa);
  expect(rosa.view?.attended).toBe(true);
});

test("CV25 an answer that says nothing new is not written down", async () => {
  const centre = await Centre.open();
  const ana = await centre.agent("ana");
  const rosa = await centre.customer();
  const log = () => [...rosa.screen.node.storage.inMemory("log/").values()] as { event: { type: string } }[];
  const before = log().length;
  await pass(centre, 3 * ATTENDANCE_FIRST_MS, ana, rosa);
  expect(
    log()
      .slice(before)
      .map(({ event }) => event.type),
  ).toEqual(["attendance.due", "attendance.due"]);
});

test("CV25 whose last screen has gone has a room that need not be woken", async () => {
  const centre = await Centre.open();
  const rosa = await centre.customer();
  const thread = `conversation/${rosa.id}`;
  expect(await awake(centre)).toContain(thread);
  rosa.screen.disconnect();
  await centre.platform.advance(1_000);
  expect(await awake(centre)).not.toContain(thread);
  expect(rosa.screen.node.storage.inMemory("timer/").size).toBe(0);
});

test("QU27 CV27 who waits when business hours end reads so in that minute, and again when they begin", async () => {
  const centre = await Centre.open();
  const ana = await centre.agent("ana");
  await centre.do(ana.agent, { type: "availability.set", available: false });
  // It is ten in the morning: three minutes are left, and then one is closed for two.
  const spans = [
    { from: 540, to: 603 },
    { from: 605, to: 1080 },
  ];
  const hours = { week: Array.from({ length: 7 }, () => spans), closed: [] };
  expect(await centre.manage({ type: "hours.set", hours })).toBeUndefined();
  const rosa = await centre.customer();
  await centre.do(rosa.screen, { type: "message.send", text: "Hola" });
  const MINUTE = 60_000;
  await pass(centre, 2 * MINUTE, ana, rosa);
  expect(rosa.view).toMatchObject({ state: "queued", attended: false, wait: { opensAt: null } });
  await pass(centre, MINUTE + 1000, ana, rosa);
  expect(rosa.view?.wait.opensAt).toBe(Date.parse("2026-01-15T10:05+01:00"));
  await pass(centre, 2 * MINUTE, ana, rosa);
  expect(rosa.view).toMatchObject({ state: "queued", wait: { opensAt: null } });
});
