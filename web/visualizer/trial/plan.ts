/** What a run on this page is made of: the centre as it begins, and what is done to it at which moment. An address says all of it. */
import type { TrialAgent, TrialSettings } from "../../simulator/trial-types.ts";

/** Something that a hand does to the centre while it runs. */
export type Doing =
  | { kind: "arrive"; count: number }
  | { kind: "hire"; agent: TrialAgent }
  | { kind: "dismiss"; agent: string }
  | { kind: "capacity"; agent: string; capacity: number }
  | { kind: "departments"; agent: string; departments: readonly string[] }
  | { kind: "available"; agent: string; available: boolean }
  | { kind: "break"; agent: string }
  | { kind: "mend"; agent: string }
  | { kind: "arrivals"; perHour: number }
  | { kind: "handling"; ms: number };

export interface Deed {
  /** Milliseconds of the simulated clock since the run began. */
  after: number;
  doing: Doing;
}

export interface Plan {
  settings: TrialSettings;
  /** In order of time. */
  deeds: readonly Deed[];
}

export const LIMITS = {
  seed: { least: 0, most: 999_999 },
  agents: { least: 0, most: 12 },
  departments: { least: 1, most: 4 },
  arrivalsPerHour: { least: 0, most: 400 },
  /** Of a hand; a preset or a recorded day may say otherwise. */
  handlingMinutes: { least: 1, most: 30 },
  capacity: { least: 1, most: 12 },
  nameChars: 24,
} as const;

/** A Monday, nine o'clock by the clock of whoever looks. Nothing that happens depends on it. */
const START_AT = new Date(2026, 0, 12, 9).getTime();

const MINUTE_MS = 60_000;
export const USUAL_CAPACITY = 6;

const agents = (departments: readonly (readonly string[])[]): TrialAgent[] =>
  departments.map((served, index) => ({ name: NAMES[index]!, capacity: USUAL_CAPACITY, departments: served }));

/** Of the department that somebody calls this: what it is called in addresses and rooms. Empty: it has no letter. */
export const departmentId = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/\p{Mn}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, LIMITS.nameChars)
    .replaceAll(/^-+|-+$/g, "");

/** Of agents, in the order in which they come. */
const NAMES = ["Ana", "Luis", "Marta", "Diego", "Lucía", "Omar", "Inés", "Hugo", "Vera", "Pablo", "Noa", "Iván"];

export const nameFor = (taken: readonly string[]): string =>
  NAMES.find((name) => !taken.includes(name)) ??
  Array.from({ length: taken.length + 1 }, (_, index) => `${NAMES[0]} ${index + 2}`).find(
    (name) => !taken.includes(name),
  )!;

const general = ["general"];
const ventas = ["ventas"];
const both = [...general, ...ventas];

const settings = (more: Partial<TrialSettings>): TrialSettings => ({
  seed: 7,
  departments: general,
  agents: agents([general, general, general]),
  arrivalsPerHour: 40,
  handlingMs: 8 * MINUTE_MS,
  startAt: START_AT,
  ...more,
});

export const PRESETS = ["quiet", "monday", "dropped", "short"] as const;
export type Preset = (typeof PRESETS)[number];

/** An agent with six places and the usual handling time gets through about 41 conversations an hour. */
export const presets: Record<Preset, Plan> = {
  quiet: { settings: settings({}), deeds: [] },
  monday: {
    settings: settings({
      departments: both,
      agents: agents([general, general, both, ventas]),
      arrivalsPerHour: 165,
    }),
    deeds: [],
  },
  dropped: {
    settings: settings({ arrivalsPerHour: 105 }),
    deeds: [
      { after: 10 * MINUTE_MS, doing: { kind: "break", agent: "Ana" } },
      { after: 40 * MINUTE_MS, doing: { kind: "mend", agent: "Ana" } },
    ],
  },
  short: { settings: settings({ agents: agents([general, general]), arrivalsPerHour: 110 }), deeds: [] },
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Which preset this is, whatever its seed; null: one's own. */
export const presetOf = (plan: Plan): Preset | null =>
  PRESETS.find((name) => {
    const { seed: _seed, ...rest } = plan.settings;
    const { seed: _other, ...preset } = presets[name].settings;
    return same(rest, preset) && same(plan.deeds, presets[name].deeds);
  }) ?? null;

export const clamp = (value: number, { least, most }: { least: number; most: number }): number =>
  Math.min(most, Math.max(least, value));

/**
 * As these people work where there are these departments: what is new is served by everybody, for else nobody might, and whoever
 * serves none of what there is serves the first.
 */
export const servingIn = (
  agents: readonly TrialAgent[],
  known: readonly string[],
  before: readonly string[] = known,
): TrialAgent[] =>
  agents.map((agent) => {
    const isNew = (department: string): boolean => !before.includes(department);
    const served = known.filter((department) => isNew(department) || agent.departments.includes(department));
    return { ...agent, departments: served.length > 0 ? served : [known[0]!] };
  });

/** The same plan with somebody more from its first moment on, who serves everybody. */
export function withOneMore({ settings, deeds }: Plan, called: string): Plan {
  const { agents, departments } = settings;
  const capacity = agents.length > 0 ? Math.max(...agents.map((agent) => agent.capacity)) : USUAL_CAPACITY;
  const isTaken = (name: string): boolean =>
    agents.some((agent) => agent.name === name) ||
    deeds.some(({ doing }) => doing.kind === "hire" && doing.agent.name === name);
  let name = called;
  for (let count = 2; isTaken(name); count++) name = `${called} ${count}`;
  return { settings: { ...settings, agents: [...agents, { name, capacity, departments }] }, deeds };
}
