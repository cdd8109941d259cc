import { expect, test, vi } from "vitest";
import { Trial } from "../../web/simulator/trial.ts";
import type { TrialSettings } from "../../web/simulator/trial-types.ts";
import { HOUR_MS, MINUTE_MS, SLOWLY_MS, agents, busy, bytesOf } from "./support/trials.ts";

vi.setConfig({ testTimeout: SLOWLY_MS });

const SETTINGS = busy(11, {
  transfers: 0.2,
  departments: ["general", "sales"],
  agents: agents(4, 2, ["general", "sales"]),
});
const LASTS_MS = HOUR_MS / 3;

/** What is done to it, always at the same times. */
async function run(settings: TrialSettings, advance: (trial: Trial, ms: number) => Promise<void>): Promise<Trial> {
  const trial = await Trial.open(settings);
  await advance(trial, LASTS_MS / 4);
  trial.addCustomer("¿Hay alguien?");
  trial.setCapacity("Agent 1", 4);
  await advance(trial, LASTS_MS / 4);
  trial.breakConnection("Agent 2");
  trial.crash("queue", "demo");
  await advance(trial, LASTS_MS / 4);
  trial.mend("Agent 2");
  trial.addAgent({ name: "Nora", capacity: 2, departments: ["sales"] });
  await advance(trial, LASTS_MS / 4);
  return trial;
}

test("SM1 the same seed, and the same done at the same times, gives the same run to the last byte, in pieces of whatever size", async () => {
  const chance = vi.spyOn(Math, "random");
  const clock = vi.spyOn(Date, "now");
  const ids = vi.spyOn(crypto, "randomUUID");
  const once = await run(SETTINGS, (trial, ms) => trial.advance(ms));
  const odd = await run(SETTINGS, async (trial, ms) => {
    const until = trial.now + ms;
    for (let piece = 1; trial.now < until; piece = (piece * 7 + 311) % 40_009)
      await trial.advance(Math.min(piece, until - trial.now));
  });
  const gentle = await run(SETTINGS, (trial, ms) => trial.advance(ms, { budgetMs: 1 }));
  expect(once.rooms().length).toBeGreaterThan(20);
  expect(odd.now).toBe(once.now);
  expect(bytesOf(odd)).toBe(bytesOf(once));
  expect(bytesOf(gentle)).toBe(bytesOf(once));
  expect(gentle.figures()).toEqual(once.figures());
  expect(gentle.points).toEqual(once.points);
  expect([chance, clock, ids].map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0]);
  vi.restoreAllMocks();
  const other = await run({ ...SETTINGS, seed: 12 }, (trial, ms) => trial.advance(ms));
  expect(bytesOf(other)).not.toBe(bytesOf(once));
});

/** By conversation: when they came, and for how long those who have finished were with their agent. */
function lives(trial: Trial): Map<string, { at: number; handlingMs: number | undefined }> {
  const found = new Map<string, { at: number; handlingMs: number | undefined }>();
  const given = new Map(trial.receipts().map(({ conversationId, at }) => [conversationId, at]));
  for (const { at, event } of trial.logOf("queue", "demo")) {
    const { room } = (event.from ?? {}) as { room?: string };
    const id = `${room}.${String(event.conversation)}`;
    if (event.type === "conversation.enqueued") found.set(id, { at, handlingMs: undefined });
    if (event.type === "conversation.ended") found.get(id)!.handlingMs = at - given.get(id)!;
  }
  return found;
}

test("SM3 one agent more, and one customer more, change nobody else's arrival or handling time", async () => {
  const settings = busy(21, { agents: agents(3, 2) });
  const few = await Trial.open(settings);
  const many = await Trial.open({ ...settings, agents: agents(4, 2) });
  await few.advance(5 * MINUTE_MS);
  await many.advance(5 * MINUTE_MS);
  const added = many.addCustomer();
  await few.advance(HOUR_MS / 2);
  await many.advance(HOUR_MS / 2);
  const [before, after] = [lives(few), lives(many)];
  expect(after.delete(`${added}.1`)).toBe(true);
  expect(after.size).toBeGreaterThan(20);
  expect([...after.keys()]).toEqual([...before.keys()]);
  const both = [...before].filter(([id, { handlingMs }]) => handlingMs && after.get(id)!.handlingMs);
  expect(both.length).toBeGreaterThan(5);
  for (const [id, { at }] of before) expect(after.get(id)!.at).toBe(at);
  for (const [id, { handlingMs }] of both) expect(after.get(id)!.handlingMs).toBe(handlingMs);
  expect(many.figures().waitMs!.average).toBeLessThan(few.figures().waitMs!.average);
});

test("SM3 who comes more often from now on has come when they had come before", async () => {
  const [steady, more] = await Promise.all([Trial.open(busy(31)), Trial.open(busy(31))]);
  for (const trial of [steady, more]) await trial.advance(10 * MINUTE_MS);
  more.setArrivals(240);
  for (const trial of [steady, more]) await trial.advance(10 * MINUTE_MS);
  const [was, is] = [lives(steady), lives(more)].map((all) => [...all.values()].map(({ at }) => at - steady.now));
  const past = (at: number) => at <= -10 * MINUTE_MS;
  expect(is!.filter(past)).toEqual(was!.filter(past));
  expect(is!.length - is!.filter(past).length).toBeGreaterThan(2 * (was!.length - was!.filter(past).length));
  more.setArrivals(0);
  await more.advance(10 * MINUTE_MS);
  expect(lives(more).size).toBe(is!.length);
});
