/** Against what is known of lines since 1917, without a look at ours. */
import { expect, test, vi } from "vitest";
import { Random } from "../../web/simulator/random.ts";
import { Trial } from "../../web/simulator/trial.ts";
import type { TrialArrival } from "../../web/simulator/trial-types.ts";
import { HOUR_MS, MINUTE_MS, SLOWLY_MS, START_AT, agents } from "./support/trials.ts";

vi.setConfig({ testTimeout: SLOWLY_MS });

const SERVERS = 3;
const PER_HOUR = 54;
const HANDLING_MS = 2 * MINUTE_MS;
const CUSTOMERS = 300;

/** Poisson arrivals, exponential service. */
function markovian(seed: number): TrialArrival[] {
  const random = new Random(seed);
  let at = START_AT;
  return Array.from({ length: CUSTOMERS }, () => {
    at += Math.ceil((random.exponential() * HOUR_MS) / PER_HOUR);
    return { at, department: "general", handlingMs: Math.ceil(random.exponential() * HANDLING_MS) };
  });
}

/** Erlang C: the part that has to wait, and the mean wait of all, in milliseconds. */
function erlangC(servers: number, perHour: number, handlingMs: number): { part: number; meanMs: number } {
  const load = (perHour * handlingMs) / HOUR_MS;
  let term = 1;
  let sum = 0;
  for (let n = 0; n < servers; n++) {
    sum += term;
    term *= load / (n + 1);
  }
  const all = term / (1 - load / servers);
  const part = all / (sum + all);
  return { part, meanMs: (part * handlingMs) / (servers - load) };
}

/** First come, first served, by whoever is free first: one line each. */
function waitsOf(arrivals: readonly TrialArrival[]): number[] {
  const freeAt = Array.from({ length: SERVERS }, () => 0);
  return arrivals.map(({ at, handlingMs }) => {
    const server = freeAt.indexOf(Math.min(...freeAt));
    const begins = Math.max(at, freeAt[server]!);
    freeAt[server] = begins + handlingMs;
    return begins - at;
  });
}

test("SM6 with chance of the kind that theory knows, people wait as long as Erlang says, and each exactly as long as in a fair line", async () => {
  const recorded = markovian(4);
  const settings = { seed: 1, departments: ["general"], arrivalsPerHour: 0, handlingMs: 1, startAt: START_AT };
  const trial = await Trial.open({ ...settings, agents: agents(SERVERS, 1), recorded });
  await trial.advance(recorded.at(-1)!.at + HOUR_MS - START_AT);
  const waits = trial.receipts().map(({ at, enqueuedAt }) => at - enqueuedAt);
  expect(waits).toEqual(waitsOf(recorded));
  const { part, meanMs } = erlangC(SERVERS, PER_HOUR, HANDLING_MS);
  expect(part).toBeCloseTo(0.355, 3);
  const waited = waits.filter((wait) => wait > 0).length / waits.length;
  expect(Math.abs(waited - part)).toBeLessThan(0.06);
  const average = trial.figures().waitMs!.average;
  expect(average).toBeGreaterThan(meanMs * 0.75);
  expect(average).toBeLessThan(meanMs * 1.25);
});
