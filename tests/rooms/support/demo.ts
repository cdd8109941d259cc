/** The demo project in a real workerd, and how tests look into it from outside. */
import { Agent, Customer } from "../../harness/people.ts";
import { startCentre, type Centre, type CentreOptions } from "../../harness/workerd.ts";

export const SECRET = "for-tests-only-for-tests-only-0123456789";

export function startDemo({ vars, ...options }: CentreOptions = {}): Promise<Centre> {
  return startCentre({ ...options, vars: { TURNO_DEMO: "1", TURNO_SECRET: SECRET, ...vars } });
}

/** Two agents, Disponible, and this many customers, none of whom has written. */
export async function peopleOf(centre: Centre, count: number): Promise<{ agents: Agent[]; customers: Customer[] }> {
  const agents = await Promise.all(["demo_ana", "demo_luis"].map((id) => Agent.signIn(centre.url, id)));
  for (const agent of agents) {
    await agent.until(() => agent.view?.presence === "present");
    await agent.setAvailable(true);
  }
  const customers = await Promise.all(
    Array.from({ length: count }, (_, n) => Customer.arrive(centre.url, `Customer ${n}`)),
  );
  return { agents, customers };
}

export interface Step {
  party: string;
  room: string;
  event: string;
  to: unknown;
  msg?: string;
}

/** What the rooms have logged, one line a step, oldest first. */
export function steps(centre: Centre): Step[] {
  return centre.logs().flatMap((line) => {
    const json = line.indexOf("{");
    if (json < 0) return [];
    try {
      return [JSON.parse(line.slice(json)) as Step];
    } catch {
      return [];
    }
  });
}

/** Numbers that look random and are the same at each run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
