/** Row 4: many wait, many agents become available at once. */
import type { Receipt } from "../../../machines/queue-events.ts";
import { readPartykitConfig } from "../../harness/bundle.ts";
import type { Options } from "../options.ts";
import { check, remark, report, startRow } from "../report.ts";
import { ascending } from "../stats.ts";
import { Child } from "../subjects/child.ts";
import { write } from "../subjects/crowd.ts";
import { Floor } from "../subjects/floor.ts";
import { type AgentScreen, describeProject, present } from "../subjects/people.ts";
import { RoomSocket, SECRET } from "../subjects/room-socket.ts";
import { drainFloor } from "./floor-drain.ts";

const CAPACITY = 6;
const GOAL_MS = 5_000;

function receiptsOf(url: string, project: string): RoomSocket {
  const who = { role: "agent" as const, id: `${project}_auditor`, project };
  return new RoomSocket(url, who, { party: "queue", room: project }, ["receipts", "figures"]);
}

/** Capacity, FIFO and the choice among agents, from the receipts in the order of decision. */
function judge(receipts: readonly Receipt[], agents: readonly AgentScreen[], waiting: number): void {
  const loads = agents.map(({ assignments }) => assignments.length);
  check(4, "no agent got more than fits", Math.max(...loads) <= CAPACITY);
  check(4, "each conversation was assigned once", new Set(receipts.map((r) => r.conversationId)).size === waiting);
  const overtaken = receipts.filter(({ enqueuedAt }, index) => enqueuedAt < (receipts[index - 1]?.enqueuedAt ?? 0));
  check(4, "nobody was overtaken", overtaken.length === 0, `${receipts.length} receipts`);
  // Agents become available one after the other, and who is there first gets the heads of the line at once: so even
  // means even among those who were eligible when it was decided.
  const uneven = receipts.filter(({ agentId, first }) => {
    const chosen = first.find((seat) => seat.agentId === agentId);
    return !chosen || first.some(({ load }) => load < chosen.load);
  });
  check(4, "always to the least loaded of the eligible, so max − min ≤ 1 among them", uneven.length === 0);
  remark(`loads in the end: ${Math.min(...loads)} to ${Math.max(...loads)}`);
}

async function drainOnce(url: string, project: string, agentCount: number, waiting: number): Promise<number[]> {
  const agents = await present(url, await describeProject(url, project, agentCount, CAPACITY));
  const rooms = Array.from({ length: waiting }, (_, n) => `${project}_c${n}`);
  const auditor = receiptsOf(url, project);
  await auditor.open();
  await write(url, rooms);
  await auditor.until(() => auditor.topics["figures"]?.["waiting"] === waiting);
  const owned = new Map<string, number>();
  let all = () => {};
  const done = new Promise<void>((resolve) => (all = resolve));
  const start = performance.now();
  for (const agent of agents)
    agent.onAssigned = ({ conversationId }) => {
      owned.set(conversationId, performance.now() - start);
      if (owned.size === waiting) all();
    };
  for (const { room } of agents) room.tell({ type: "availability.set", available: true });
  await done;
  const took = ascending([...owned.values()]);
  judge((await auditor.wholeList("receipts")) as unknown as Receipt[], agents, waiting);
  for (const { room } of agents) room.cut();
  auditor.cut();
  return took;
}

export async function drain(options: Options): Promise<void> {
  const agents = Math.round(2_000 * options.scale);
  const waiting = 5 * agents;
  startRow(4, `Queue drain: ${waiting} waiting, ${agents} agents × ${CAPACITY} become available`);
  const { parties } = readPartykitConfig();
  const values: number[] = [];
  const floor: number[] = [];
  const half: number[] = [];
  for (let round = 0; round < options.runs; round++) {
    const bare = await Floor.start(options.runtime);
    floor.push(await drainFloor(bare, agents, waiting).finally(() => bare.stop()));
    const settings = { parties, runtime: options.runtime, vars: { TURNO_SECRET: SECRET } };
    const centre = await Child.start("centre.ts", JSON.stringify({ main: "tests/bench/fixture/main.ts", ...settings }));
    try {
      const took = await drainOnce(centre.url, `drain${round}`, agents, waiting);
      values.push(took.at(-1)!);
      half.push(took[Math.floor(took.length / 2)]!);
    } finally {
      await centre.end();
    }
  }
  const met = values.every((value) => value <= GOAL_MS);
  report({
    row: 4,
    what: "all have an owner who knows",
    unit: "ms",
    turno: values,
    floor,
    goal: `≤ ${GOAL_MS} ms`,
    met,
  });
  report({ row: 4, what: "half of them", unit: "ms", turno: half });
}
