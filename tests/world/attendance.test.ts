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
