/**
 * A recorded day once as it was and once otherwise.
 *
 * What is assumed: each conversation takes as long as it took, whoever has it and whatever else they hold; people come when they
 * came, and wait until somebody has time; agents keep their hours.
 */
import type { RecordedDay } from "./recorded-day.ts";
import { Trial } from "./trial.ts";
import type { TrialAgent, TrialFigures, TrialPoint, TrialSettings } from "./trial-types.ts";

export type DayChange =
  /** Without `shifts` they are there all day. */
  | { kind: "agentMore"; agent: TrialAgent }
  | { kind: "agentLess"; name: string }
  /** Of all agents, or of this one, whatever it was in which hour. */
  | { kind: "capacity"; capacity: number; name?: string }
  /** Its customers, and its agents, are those of another one. */
  | { kind: "departmentLess"; department: string; into: string };

export interface WhatIf {
  before: TrialFigures;
  after: TrialFigures;
  points: { before: readonly TrialPoint[]; after: readonly TrialPoint[] };
}

/** What people say is nobody's question here. */
const SEED = 1;

/** The same day, changed. */
export function changed(day: RecordedDay, change: DayChange): RecordedDay {
  const { agents, arrivals, departments } = day;
  if (change.kind === "agentMore") return { ...day, agents: [...agents, change.agent] };
  if (change.kind === "agentLess") return { ...day, agents: agents.filter(({ name }) => name !== change.name) };
  if (change.kind === "capacity") {
    const isMeant = ({ name }: TrialAgent): boolean => change.name === undefined || change.name === name;
    return { ...day, agents: agents.map((one) => (isMeant(one) ? withCapacity(one, change.capacity) : one)) };
  }
  const moved = (one: string): string => (one === change.department ? change.into : one);
  return {
    ...day,
    departments: departments.filter((one) => one !== change.department),
    arrivals: arrivals.map((one) => ({ ...one, department: moved(one.department) })),
    agents: agents.map((one) => ({ ...one, departments: [...new Set(one.departments.map(moved))] })),
  };
}

function withCapacity(agent: TrialAgent, capacity: number): TrialAgent {
  const { shifts } = agent;
  return { ...agent, capacity, ...(shifts && { shifts: shifts.map((shift) => ({ ...shift, capacity })) }) };
}

/** What a trial is given to live through the day. */
export function settingsOf({ from: startAt, departments, agents, arrivals: recorded }: RecordedDay): TrialSettings {
  return { seed: SEED, arrivalsPerHour: 0, handlingMs: 1, departments, agents, recorded, startAt };
}

/** Lives through the day, to its end. */
export async function simulateDay(day: RecordedDay, budgetMs?: number): Promise<Trial> {
  const trial = await Trial.open(settingsOf(day));
  await trial.advance(day.to - day.from, budgetMs === undefined ? {} : { budgetMs });
  return trial;
}

export async function whatIf(day: RecordedDay, change: DayChange, budgetMs?: number): Promise<WhatIf> {
  const before = await simulateDay(day, budgetMs);
  const after = await simulateDay(changed(day, change), budgetMs);
  return {
    before: before.figures(),
    after: after.figures(),
    points: { before: before.points, after: after.points },
  };
}
