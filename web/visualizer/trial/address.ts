/**
 * A plan as the page's address says it, so that whoever gets the address sees the same run:
 * `?seed=7&departments=general&agent=Ana,6,general&arrivals=40&handling=480000&at=600000,break,Ana`.
 */
import type { TrialAgent } from "../../simulator/trial-types.ts";
import { clamp, departmentId, LIMITS, presets, servingIn, type Deed, type Doing, type Plan } from "./plan.ts";

/** Commas are what the parts stand between; controls and what stands for nothing do not belong in a name. */
const clean = (name: string): string =>
  name
    .replaceAll(/[\p{C},;&]/gu, "")
    .trim()
    .slice(0, LIMITS.nameChars);

const agentSaid = ({ name, capacity, departments }: TrialAgent): string =>
  [name, capacity, ...departments].map(String).join(",");

function doingSaid(doing: Doing): string {
  switch (doing.kind) {
    case "arrive":
      return `arrive,${doing.count}`;
    case "hire":
      return `hire,${agentSaid(doing.agent)}`;
    case "capacity":
      return `capacity,${doing.agent},${doing.capacity}`;
    case "departments":
      return `departments,${[doing.agent, ...doing.departments].join(",")}`;
    case "available":
      return `available,${doing.agent},${doing.available ? 1 : 0}`;
    case "arrivals":
      return `arrivals,${doing.perHour}`;
    case "handling":
      return `handling,${doing.ms}`;
    default:
      return `${doing.kind},${doing.agent}`;
  }
}

/** Without the leading question mark. Commas stay readable. */
export function addressOf({ settings, deeds }: Plan): string {
  const { seed, departments, agents, arrivalsPerHour, handlingMs } = settings;
  const said: [string, string][] = [
    ["seed", String(seed)],
    ["departments", departments.join(",")],
    // An empty one says that there is nobody: without any, the address says nothing about them.
    ...(agents.length === 0 ? [""] : agents.map(agentSaid)).map((agent): [string, string] => ["agent", agent]),
    ["arrivals", String(arrivalsPerHour)],
    ["handling", String(handlingMs)],
    ...deeds.map(({ after, doing }): [string, string] => ["at", `${after},${doingSaid(doing)}`]),
  ];
  return said.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2C", ",")}`).join("&");
}

const whole = (text: string | null | undefined, limits: { least: number; most: number }): number | null => {
  const value = text && /^\d+$/.test(text) ? Number(text) : null;
  return value === null ? null : clamp(value, limits);
};

/** The rest of it, once it is known what there is in this centre. */
function agentIn(
  [name = "", capacity, ...departments]: readonly string[],
  known: readonly string[],
): TrialAgent | null {
  const served = departments.filter((department) => known.includes(department));
  const most = whole(capacity, LIMITS.capacity);
  if (clean(name) === "" || most === null) return null;
  return { name: clean(name), capacity: most, departments: served };
}

/** A day is more than anybody looks at. */
const HANDLING = { least: 1, most: 86_400_000 };
const AFTER = { least: 0, most: 7 * 86_400_000 };
const ARRIVALS = { least: 0, most: 100 };

function doingIn([kind, ...rest]: readonly string[], known: readonly string[]): Doing | null {
  const [first = "", second] = rest;
  const agent = clean(first);
  switch (kind) {
    case "arrive": {
      const count = whole(first, ARRIVALS);
      return count === null ? null : { kind, count };
    }
    case "hire": {
      const hired = agentIn(rest, known);
      return hired && { kind, agent: servingIn([hired], known)[0]! };
    }
    case "capacity": {
      const capacity = whole(second, LIMITS.capacity);
      return capacity === null ? null : { kind, agent, capacity };
    }
    case "departments": {
      const departments = rest.slice(1).filter((department) => known.includes(department));
      return departments.length === 0 ? null : { kind, agent, departments };
    }
    case "available":
      return { kind, agent, available: second === "1" };
    case "arrivals": {
      const perHour = whole(first, LIMITS.arrivalsPerHour);
      return perHour === null ? null : { kind, perHour };
    }
    case "handling": {
      const ms = whole(first, HANDLING);
      return ms === null ? null : { kind, ms };
    }
    case "dismiss":
    case "break":
    case "mend":
      return agent === "" ? null : { kind, agent };
    default:
      return null;
  }
}

/** What the address says, and of what it does not say, or not rightly, what a first visit shows. */
export function planIn(search: string): Plan {
  const said = new URLSearchParams(search);
  const { settings: usual, deeds: usually } = presets.monday;
  const departments = [...new Set((said.get("departments") ?? "").split(",").map(departmentId))].filter(Boolean);
  const known = departments.length > 0 ? departments.slice(0, LIMITS.departments.most) : usual.departments;
  const named = new Map<string, TrialAgent>();
  for (const text of said.getAll("agent")) {
    const agent = agentIn(text.split(","), known);
    if (agent && named.size < LIMITS.agents.most) named.set(agent.name, agent);
  }
  const deeds: Deed[] = [];
  for (const text of said.getAll("at")) {
    const [after, ...rest] = text.split(",");
    const when = whole(after, AFTER);
    const doing = doingIn(rest, known);
    if (when !== null && doing) deeds.push({ after: when, doing });
  }
  const saysAnything = ["agent", "departments", "arrivals", "handling", "at"].some((key) => said.has(key));
  return {
    settings: {
      ...usual,
      seed: whole(said.get("seed"), LIMITS.seed) ?? usual.seed,
      departments: known,
      agents: servingIn(said.has("agent") ? [...named.values()] : usual.agents, known),
      arrivalsPerHour: whole(said.get("arrivals"), LIMITS.arrivalsPerHour) ?? usual.arrivalsPerHour,
      handlingMs: whole(said.get("handling"), HANDLING) ?? usual.handlingMs,
    },
    deeds: saysAnything ? deeds.toSorted((a, b) => a.after - b.after) : usually,
  };
}
