/** Row 3: from the first message of a new conversation to a free agent's screen. */
import { readPartykitConfig } from "../../harness/bundle.ts";
import { run, warm } from "../load.ts";
import type { Options } from "../options.ts";
import { check, report, startRow } from "../report.ts";
import { ascending, median, medianRatio, percentile } from "../stats.ts";
import { Child } from "../subjects/child.ts";
import { Floor } from "../subjects/floor.ts";
import { available, customerSocket, describeProject, present } from "../subjects/people.ts";
import { SECRET } from "../subjects/room-socket.ts";
import { abreast } from "../subjects/subject.ts";

const AGENTS = 10;
const ARRIVALS = 100;
const CAPACITY = 30;
const ARRIVALS_PER_SECOND = 20;
const GOAL_HOPS = 3;

/** A project of its own for each run, so that all agents are free again. */
async function arrive(url: string, project: string): Promise<number[]> {
  const agents = await present(url, await describeProject(url, project, AGENTS, CAPACITY));
  await available(agents);
  const customers = await abreast(Array.from({ length: ARRIVALS }), 10, async () => {
    const customer = customerSocket(url, `${project}_${crypto.randomUUID()}`);
    await customer.open();
    // Its place has come back from the queue: the room is at rest.
    await customer.until(() => typeof customer.topics["customer"]?.["attended"] === "boolean");
    return customer;
  });
  const due = new Map<string, number>();
  const latencies: number[] = [];
  let all = () => {};
  const done = new Promise<void>((resolve) => (all = resolve));
  for (const agent of agents)
    agent.onAssigned = ({ thread }) => {
      latencies.push(performance.now() - due.get(thread)!);
      if (latencies.length === ARRIVALS) all();
    };
  const start = performance.now() + 20;
  for (const [index, customer] of customers.entries()) {
    const at = start + (index * 1000) / ARRIVALS_PER_SECOND;
    for (let wait = at - performance.now(); wait > 0; wait = at - performance.now())
      await new Promise((next) => (wait > 2 ? setTimeout(next, wait - 1.5) : setImmediate(next)));
    due.set(customer.at.room, at);
    customer.tell({ type: "message.send", text: "Hola, necesito ayuda" });
  }
  await done;
  const loads = agents.map(({ assignments }) => assignments.length);
  check(3, "all have an agent, evenly", Math.max(...loads) - Math.min(...loads) <= 1, `loads ${loads.join(" ")}`);
  for (const { room } of agents) room.cut();
  for (const customer of customers) customer.cut();
  return ascending(latencies);
}

export async function arrival(options: Options): Promise<void> {
  startRow(3, `First message of a new conversation → a free agent's screen, ${ARRIVALS} arrivals, ${AGENTS} agents`);
  const { parties } = readPartykitConfig();
  const settings = { parties, runtime: options.runtime, vars: { TURNO_SECRET: SECRET } };
  const centre = await Child.start("centre.ts", JSON.stringify({ main: "tests/bench/fixture/main.ts", ...settings }));
  const floor = await Floor.start(options.runtime);
  try {
    const ours = { p50: [] as number[], p99: [] as number[] };
    const hop: number[] = [];
    const threads = await floor.open(ARRIVALS);
    await warm(threads);
    for (let round = 0; round < options.runs; round++) {
      const arrived = await arrive(centre.url, `arrival${round}`);
      ours.p50.push(percentile(arrived, 0.5));
      ours.p99.push(percentile(arrived, 0.99));
      hop.push(median((await run(threads, { rate: ARRIVALS_PER_SECOND, seconds: 3 })).latencies));
    }
    const met = medianRatio(ours.p50, hop) <= GOAL_HOPS;
    const goal = `≤ ${GOAL_HOPS} × one durable hop`;
    report({ row: 3, what: "p50", unit: "ms", turno: ours.p50, floor: hop, goal, met });
    report({ row: 3, what: "p99 (against a median hop)", unit: "ms", turno: ours.p99, floor: hop });
  } finally {
    await Promise.all([centre.end(), floor.stop()]);
  }
}
