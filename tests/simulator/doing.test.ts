import { expect, test, vi } from "vitest";
import { Trial } from "../../web/simulator/trial.ts";
import type { TrialFigures } from "../../web/simulator/trial-types.ts";
import { auditQueue } from "../world/clerk.ts";
import { HOUR_MS, MINUTE_MS, SLOWLY_MS, agents, busy, queueOf } from "./support/trials.ts";

vi.setConfig({ testTimeout: SLOWLY_MS });

const agentOf = (trial: Trial, name: string): TrialFigures["agents"][number] =>
  trial.figures().agents.find((agent) => agent.name === name)!;

test("SM7 a capacity is changed by the project's command, as an administrator does it, and kept to from then on", async () => {
  const trial = await Trial.open(busy(51, { arrivalsPerHour: 0 }));
  for (let n = 0; n < 40; n++) trial.addCustomer();
  await trial.advance(10 * MINUTE_MS);
  trial.setCapacity("Agent 0", 5);
  await trial.advance(10 * MINUTE_MS);
  expect(agentOf(trial, "Agent 0")).toMatchObject({ capacity: 5, load: 5 });
  trial.setCapacity("Agent 0", 1);
  await trial.advance(0);
  // Nothing is taken away.
  expect(agentOf(trial, "Agent 0")).toMatchObject({ capacity: 1, load: 5 });
  await trial.advance(20 * MINUTE_MS);
  expect(agentOf(trial, "Agent 0")).toMatchObject({ capacity: 1, load: 1 });
  const told = trial.logOf("project", "demo").filter(({ event }) => event.type === "member.changed");
  expect(told.map(({ event }) => [event.capacity, (event.by as { role: string }).role])).toEqual([
    [5, "administrator"],
    [1, "administrator"],
  ]);
});

test("SM7 who takes no more, changes their departments, or is gone for good is given nothing more of it, and may come back", async () => {
  const both = ["general", "sales"];
  const trial = await Trial.open(busy(52, { departments: both, agents: agents(3, 2, both), arrivalsPerHour: 90 }));
  await trial.advance(5 * MINUTE_MS);
  trial.setAvailable("Agent 0", false);
  trial.setDepartments("Agent 1", ["sales"]);
  trial.removeAgent("Agent 2");
  await trial.advance(0);
  const since = trial.receipts().length;
  expect(agentOf(trial, "Agent 0")).toMatchObject({ available: false, present: true });
  expect(agentOf(trial, "Agent 2")).toMatchObject({ present: false, load: 0 });
  await trial.advance(20 * MINUTE_MS);
  const given = trial.receipts().slice(since);
  expect(given.length).toBeGreaterThan(2);
  expect(new Set(given.map(({ agentId, department }) => `${agentId} ${department}`))).toEqual(
    new Set(["demo_agent-1 sales"]),
  );
  trial.setAvailable("Agent 0", true);
  trial.addAgent({ name: "Agent 2", capacity: 6, departments: both });
  await trial.advance(MINUTE_MS);
  expect(agentOf(trial, "Agent 0").load).toBe(2);
  expect(agentOf(trial, "Agent 2")).toMatchObject({ capacity: 6, load: 6, present: true });
});

test("SM8 an agent whose connection breaks is missed, and what they held goes to others; mended, they go on", async () => {
  const trial = await Trial.open(busy(53, { arrivalsPerHour: 150 }));
  await trial.advance(10 * MINUTE_MS);
  expect(agentOf(trial, "Agent 0").load).toBe(2);
  trial.breakConnection("Agent 0");
  await trial.advance(20_000);
  // Nobody knows yet.
  expect(agentOf(trial, "Agent 0")).toMatchObject({ present: true, load: 2 });
  await trial.advance(2 * MINUTE_MS);
  expect(agentOf(trial, "Agent 0")).toMatchObject({ present: false, load: 0 });
  expect([...queueOf(trial).conversations.values()].filter(({ returned }) => returned)).toHaveLength(2);
  trial.mend("Agent 0");
  await trial.advance(10 * MINUTE_MS);
  expect(agentOf(trial, "Agent 0")).toMatchObject({ present: true, load: 2 });
  expect(trial.errors).toEqual([]);
});

test("SM8 a blink is not missed by anybody", async () => {
  const trial = await Trial.open(busy(54));
  await trial.advance(10 * MINUTE_MS);
  const held = [...queueOf(trial).held.keys()];
  for (const name of ["Agent 0", "Agent 1"]) trial.breakConnection(name);
  await trial.advance(5_000);
  for (const name of ["Agent 0", "Agent 1"]) trial.mend(name);
  await trial.advance(0);
  expect([...queueOf(trial).held.keys()]).toEqual(held);
  await trial.advance(20 * MINUTE_MS);
  expect(queueOf(trial).conversations.has(held[0]!)).toBe(false);
});

test("SM8 a customer whose connection breaks stays in line, and is there again when it is mended", async () => {
  const trial = await Trial.open(busy(55, { agents: [], arrivalsPerHour: 0 }));
  const id = trial.addCustomer("Hola");
  await trial.advance(1_000);
  expect(trial.customers()).toEqual([expect.objectContaining({ id, state: "queued", connected: true })]);
  trial.breakConnection(id);
  await trial.advance(5 * MINUTE_MS);
  expect(trial.customers()).toEqual([expect.objectContaining({ id, state: "queued", connected: false })]);
  trial.addAgent({ name: "Ana", capacity: 1, departments: ["general"] });
  await trial.advance(1_000);
  expect(trial.customers()[0]!.state).toBe("queued");
  trial.mend(id);
  await trial.advance(1_000);
  expect(trial.customers()).toEqual([expect.objectContaining({ id, state: "assigned", connected: true })]);
});

test("SM8 whichever room dies, and however often, nobody is lost or overtaken, and no room reports a fault", async () => {
  const trial = await Trial.open(busy(56, { transfers: 0.2 }));
  for (let n = 0; n < 40; n++) {
    await trial.advance(MINUTE_MS - 7_777);
    const rooms = trial.rooms();
    const { party, room } = n % 4 === 0 ? { party: "queue", room: "demo" } : rooms[(n * 31) % rooms.length]!;
    trial.crash(party, room);
  }
  await trial.advance(5 * MINUTE_MS);
  const { arrived, waiting, served, finished } = trial.figures();
  expect(arrived).toBe(waiting + served + finished);
  expect(finished).toBeGreaterThan(20);
  expect(auditQueue(trial.platform.node("queue", "demo").storage).fromLine).toBeGreaterThan(20);
  expect(trial.errors).toEqual([]);
});

test("SM9 every room, its state and its log can be looked at, and each step is told as it happens", async () => {
  const trial = await Trial.open(busy(57));
  const steps: string[] = [];
  const end = trial.onStep(({ party, room, revision, event }) => steps.push(`${party}/${room} ${revision} ${event}`));
  await trial.advance(10 * MINUTE_MS);
  end();
  const told = steps.length;
  await trial.advance(MINUTE_MS);
  expect(steps).toHaveLength(told);
  const rooms = trial.rooms();
  expect(new Set(rooms.map(({ party }) => party))).toEqual(
    new Set(["account", "agent", "conversation", "directory", "project", "queue"]),
  );
  for (const { party, room, state, revision } of rooms) {
    const last = trial.logOf(party, room).at(-1);
    if (!last) continue;
    expect(last.to).toEqual(state);
    expect(last.seq).toBeLessThanOrEqual(revision);
  }
  const logged = new Set(
    rooms.flatMap(({ party, room }) =>
      trial.logOf(party, room).map(({ seq, event }) => `${party}/${room} ${seq} ${event.type}`),
    ),
  );
  expect(steps.filter((step) => !logged.has(step))).toEqual([]);
  expect(trial.logOf("queue", "nowhere")).toEqual([]);
});

test("SM10 those who come at random come as often as was asked, each for a time of their own", async () => {
  const trial = await Trial.open(busy(58, { agents: agents(12, 6), arrivalsPerHour: 90, handlingMs: 3 * MINUTE_MS }));
  await trial.advance(HOUR_MS);
  const { arrived, finished, waiting } = trial.figures();
  expect(Math.abs(arrived - 90)).toBeLessThan(30);
  expect(waiting).toBe(0);
  const given = new Map(trial.receipts().map(({ conversationId, at }) => [conversationId, at]));
  const took = trial.logOf("queue", "demo").flatMap(({ at, event }) => {
    if (event.type !== "conversation.ended") return [];
    return at - given.get(`${(event.from as { room: string }).room}.${String(event.conversation)}`)!;
  });
  expect(took).toHaveLength(finished);
  expect(new Set(took).size).toBe(took.length);
  const median = took.toSorted((a, b) => a - b)[took.length >> 1]!;
  expect(Math.abs(median / (3 * MINUTE_MS) - 1)).toBeLessThan(0.2);
});
