import { expect, test, vi } from "vitest";
import { Trial } from "../../web/simulator/trial.ts";
import type { TrialSettings } from "../../web/simulator/trial-types.ts";
import { Ledger } from "./support/ledger.ts";
import { HOUR_MS, MINUTE_MS, SLOWLY_MS, START_AT, agents, busy } from "./support/trials.ts";

vi.setConfig({ testTimeout: SLOWLY_MS });

/** Plain ones, ones with two lines, transfers, and agents who come and go. */
const SETTINGS: [string, TrialSettings][] = [
  ["one line", busy(1)],
  ["one line, and conversations that are handed on", busy(2, { transfers: 0.3 })],
  [
    "two lines, and conversations that are handed on",
    busy(3, {
      departments: ["general", "sales"],
      agents: [...agents(3, 2, ["general", "sales"]), { name: "Marta", capacity: 1, departments: ["sales"] }],
      transfers: 0.2,
    }),
  ],
  [
    "nobody to answer for half an hour, and more than can be answered after it",
    busy(4, { agents: [], arrivalsPerHour: 60 }),
  ],
];

test.each(SETTINGS)(
  "SM2 the figures are those that customers and agents could add up themselves: %s",
  async (_, settings) => {
    const { ledger, end } = Ledger.watch();
    try {
      ledger.now = () => settings.startAt;
      const trial = await Trial.open(settings);
      ledger.now = () => trial.now;
      await trial.advance(HOUR_MS / 2);
      if (settings.agents.length === 0) for (const agent of agents(2, 3)) trial.addAgent(agent);
      await trial.advance(7 * MINUTE_MS + 311);
      const figures = trial.figures();
      expect(figures).toEqual(ledger.figures(trial, START_AT));
      expect(figures.finished).toBeGreaterThan(0);
      expect(figures.waitMs!.longest).toBeGreaterThan(0);
      expect(figures.arrived).toBe(figures.waiting + figures.served + figures.finished);
      expect(trial.errors).toEqual([]);
    } finally {
      end();
    }
  },
);

test("SM2 a minute is a point of the charts, which says what the figures said then", async () => {
  const trial = await Trial.open(busy(5));
  for (let minute = 0; minute <= 20; minute++) {
    const { now, waiting, served } = trial.figures();
    expect(trial.points.at(-1)).toMatchObject({ at: now, waiting, served });
    expect(trial.points).toHaveLength(minute + 1);
    await trial.advance(MINUTE_MS);
  }
  expect(Math.max(...trial.points.map(({ longestWaitMs }) => longestWaitMs))).toBeGreaterThan(0);
});
