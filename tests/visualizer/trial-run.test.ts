import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { addressOf, planIn } from "../../web/visualizer/trial/address.ts";
import { compare } from "../../web/visualizer/trial/compare.ts";
import { dayBounds } from "../../web/visualizer/trial/day-bounds.ts";
import { Run } from "../../web/visualizer/trial/doing.ts";
import { presets, withOneMore, type Plan } from "../../web/visualizer/trial/plan.ts";
import { agentsOf, linesOf, loadsOf, Staff } from "../../web/visualizer/trial/standing.ts";

const MINUTE = 60_000;
/** Two agents of one place each, and the first one's connection breaks. */
const plan: Plan = {
  settings: {
    ...presets.dropped.settings,
    agents: ["Ana", "Luis"].map((name) => ({ name, capacity: 1, departments: ["general"] })),
    arrivalsPerHour: 60,
    handlingMs: 2 * MINUTE,
  },
  deeds: [{ after: 5 * MINUTE, doing: { kind: "break", agent: "Ana" } }],
};

/** Of all that every room has lived. */
const digest = ({ trial }: Run): string =>
  createHash("sha256")
    .update(JSON.stringify(trial.rooms().map(({ party, room }) => trial.logOf(party, room))))
    .digest("hex");

test("VZ9 a day is the same at whatever speed it goes by, and for whoever opens its address, with all that hands did to it", async () => {
  const watched = await Run.of(plan);
  while (watched.trial.now < plan.settings.startAt + 6 * MINUTE) await watched.advance(1234);
  await watched.do({ kind: "hire", agent: { name: "Marta", capacity: 2, departments: ["general"] } });
  await watched.do({ kind: "arrive", count: 3 });
  await watched.advance(777);
  await watched.do({ kind: "capacity", agent: "Luis", capacity: 3 });
  await watched.do({ kind: "handling", ms: MINUTE });
  await watched.do({ kind: "arrivals", perHour: 30 });
  await watched.advance(4 * MINUTE);

  const opened = await Run.of(planIn(`?${addressOf({ ...plan, deeds: watched.deeds })}`));
  await opened.advance(watched.trial.now - opened.trial.now);
  expect(opened.trial.figures()).toEqual(watched.trial.figures());
  expect(opened.trial.figures().agents.map(({ name, capacity }) => [name, capacity])).toEqual([
    ["Ana", 1],
    ["Luis", 3],
    ["Marta", 2],
  ]);
  expect(digest(opened)).toBe(digest(watched));
  expect(digest(opened)).not.toBe(digest(await Run.of(plan)));
});

test("AG4 AG5 QU6 an agent whose connection was cut looks present, then is in grace, then gives everything back to the line", async () => {
  const staff = new Staff(plan);
  const run = await Run.of(plan, (doing) => staff.follow(doing));
  const ana = () => agentsOf(run.trial, staff).find(({ name }) => name === "Ana")!;
  await run.advance(5 * MINUTE);
  expect(ana()).toMatchObject({ isConnected: false, present: true, graceEndsAt: null });
  const [held] = ana().held;
  expect(held?.name).toMatch(/\w+ \w+/);
  while (ana().graceEndsAt === null) await run.advance(1000);
  expect(ana()).toMatchObject({ present: true, held: [held] });
  await run.advance(ana().graceEndsAt! - run.trial.now);
  expect(ana()).toMatchObject({ present: false, graceEndsAt: null, held: [] });
  const all = [...linesOf(run.trial, ["general"])[0]!.first, ...agentsOf(run.trial, staff).flatMap((one) => one.held)];
  expect(all.find(({ id }) => id === held!.id)).toEqual({ ...held, returned: true });
  expect(loadsOf(run.trial)).toMatchObject({ Ana: 0 });
});

test("VZ10 one agent more is the same day with the same customers, and it says what they waited", async () => {
  const until = plan.settings.startAt + 15 * MINUTE;
  const parts: number[] = [];
  const [before, after] = await compare([plan, withOneMore(plan, "Refuerzo")], until, (done) => parts.push(done));
  expect([before!.now, after!.now]).toEqual([until, until]);
  expect(after!.arrived).toBe(before!.arrived);
  expect(before!.arrived).toBeGreaterThan(8);
  expect(after!.waitMs!.average).toBeLessThan(before!.waitMs!.average);
  expect(after!.agents.map(({ name }) => name)).toEqual(["Ana", "Luis", "Refuerzo"]);
  expect(parts).toEqual(parts.toSorted((a, b) => a - b));
  expect(parts.at(-1)).toBe(1);
});

test("who is one more has as many places as anybody, serves everybody, and has a name of their own", () => {
  const { agents } = withOneMore(withOneMore(presets.monday, "Refuerzo"), "Refuerzo").settings;
  expect(agents.slice(-2)).toEqual([
    { name: "Refuerzo", capacity: 6, departments: ["general", "ventas"] },
    { name: "Refuerzo 2", capacity: 6, departments: ["general", "ventas"] },
  ]);
});

test("QU14 a day is the project's own, of 23, 24 or 25 hours", () => {
  const hours = (day: string, zone: string): number => {
    const { from, to } = dayBounds(day, zone);
    return (to - from) / (60 * MINUTE);
  };
  expect(dayBounds("2026-01-12", "Europe/Madrid").from).toBe(Date.UTC(2026, 0, 11, 23));
  expect(dayBounds("2026-01-12", "Pacific/Kiritimati").from).toBe(Date.UTC(2026, 0, 11, 10));
  expect(dayBounds("2026-01-12", "Pacific/Pago_Pago").from).toBe(Date.UTC(2026, 0, 12, 11));
  expect(["2026-03-29", "2026-03-30", "2026-10-25"].map((day) => hours(day, "Europe/Madrid"))).toEqual([23, 24, 25]);
  expect(() => dayBounds("nonsense", "UTC")).toThrow(RangeError);
});
