/** Row 5: the network of a whole shift goes away and comes back. */
import { readPartykitConfig } from "../../harness/bundle.ts";
import type { Options } from "../options.ts";
import { check, report, startRow } from "../report.ts";
import { Child } from "../subjects/child.ts";
import { write } from "../subjects/crowd.ts";
import { Floor } from "../subjects/floor.ts";
import { available, describeProject, present } from "../subjects/people.ts";
import { SECRET, type RoomSocket } from "../subjects/room-socket.ts";
import { abreast } from "../subjects/subject.ts";

const CAPACITY = 6;
const GOAL_MS = 2_000;

/** A storm on bare rooms of the same shape: one for each agent, and one for all. */
async function floorStorm(floor: Floor, agents: number): Promise<number> {
  const rooms = Array.from({ length: agents }, (_, n) => [`a${n}`, "queue"]).flat();
  const sockets = await abreast(rooms, 32, (room) => floor.connect(room));
  for (const socket of sockets) socket.terminate();
  const start = performance.now();
  await Promise.all(
    rooms.map(async (room) => {
      const socket = await floor.connect(room);
      const answered = new Promise((heard) => socket.once("message", heard));
      socket.send("history");
      await answered;
    }),
  );
  return performance.now() - start;
}

export async function storm(options: Options): Promise<void> {
  const count = Math.round(2_000 * options.scale);
  startRow(5, `Reconnect storm: ${count} agents, each with their own room and the queue's`);
  const { parties } = readPartykitConfig();
  const settings = { parties, runtime: options.runtime, vars: { TURNO_SECRET: SECRET } };
  const centre = await Child.start("centre.ts", JSON.stringify({ main: "tests/bench/fixture/main.ts", ...settings }));
  const floor = await Floor.start(options.runtime);
  try {
    const agents = await present(centre.url, await describeProject(centre.url, "storm", count, CAPACITY));
    await available(agents);
    const rooms = Array.from({ length: count }, (_, n) => `storm_c${n}`);
    await write(centre.url, rooms);
    const queues = agents.map((agent) => agent.queue());
    await abreast(queues, 32, (queue) => queue.open());
    const held = () => agents.flatMap(({ assignments }) => assignments.map(({ conversationId }) => conversationId));
    await Promise.all(agents.map((agent) => agent.room.until(() => agent.assignments.length === 1)));
    const before = new Map(
      agents.map((agent) => [agent.id, agent.assignments.map((one) => one.conversationId).join()]),
    );
    check(5, "conversations are held when the storm comes", held().length === count, `${held().length}`);
    const values: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < options.runs; round++) {
      bare.push(await floorStorm(floor, count));
      const sockets: RoomSocket[] = [...agents.map(({ room }) => room), ...queues];
      const tickets = await Promise.all(sockets.map((socket) => socket.ticket()));
      for (const socket of sockets) socket.cut();
      const start = performance.now();
      let failed = 0;
      await Promise.all(sockets.map((socket, n) => socket.open(tickets[n]).catch(() => failed++)));
      await Promise.all(agents.map((agent) => agent.room.until(() => agent.view?.presence === "present")));
      values.push(performance.now() - start);
      check(5, "none failed", failed === 0, `${failed} of ${sockets.length}`);
      const taken = agents.filter(
        (agent) => agent.assignments.map((one) => one.conversationId).join() !== before.get(agent.id),
      );
      check(5, "no conversation was taken away", taken.length === 0, `${taken.length} agents differ`);
    }
    const met = values.every((value) => value <= GOAL_MS);
    report({ row: 5, what: "all ready", unit: "ms", turno: values, floor: bare, goal: `≤ ${GOAL_MS} ms`, met });
  } finally {
    await Promise.all([centre.end(), floor.stop()]);
  }
}
