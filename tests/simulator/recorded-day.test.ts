import { expect, test, vi } from "vitest";
import type { LogRow } from "../../party/protocol/inspection.ts";
import type { Receipt } from "../../party/protocol/queue.ts";
import { recordedDay } from "../../web/simulator/recorded-day.ts";
import { Trial } from "../../web/simulator/trial.ts";
import { changed, simulateDay, whatIf } from "../../web/simulator/what-if.ts";
import { MINUTE_MS, SLOWLY_MS, START_AT, agents, busy } from "./support/trials.ts";

vi.setConfig({ testTimeout: SLOWLY_MS });

const BOTH = ["general", "sales"];
const QUARTER_MS = 15 * MINUTE_MS;

/** A day on which agents come, go, vanish, hand on, and may hold more than before. */
async function eventful(seed: number): Promise<Trial> {
  const people = [...agents(3, 2, BOTH), { name: "José Peña", capacity: 1, departments: ["sales"] }];
  const trial = await Trial.open(
    busy(seed, { departments: BOTH, agents: people, arrivalsPerHour: 80, transfers: 0.1 }),
  );
  await trial.advance(QUARTER_MS);
  trial.setCapacity("Agent 1", 4);
  trial.setAvailable("Agent 2", false);
  await trial.advance(QUARTER_MS);
  trial.breakConnection("Agent 0");
  trial.removeAgent("José Peña");
  trial.addAgent({ name: "Nora", capacity: 3, departments: BOTH });
  await trial.advance(QUARTER_MS);
  trial.mend("Agent 0");
  trial.setAvailable("Agent 2", true);
  await trial.advance(QUARTER_MS);
  return trial;
}

test("SM4 a recorded day that is lived through again has the figures that it had", async () => {
  const trial = await Trial.open(busy(41));
  await trial.advance(QUARTER_MS);
  trial.setCapacity("Agent 1", 4);
  trial.setAvailable("Agent 2", false);
  trial.addAgent({ name: "Nora", capacity: 3, departments: ["general"] });
  await trial.advance(QUARTER_MS);
  trial.removeAgent("Agent 3");
  await trial.advance(QUARTER_MS);
  const day = recordedDay(trial.logOf("queue", "demo"), trial.receipts(), START_AT, trial.now);
  const again = await simulateDay(day);
  expect(again.figures()).toEqual(trial.figures());
  expect(again.points).toEqual(trial.points);
  expect(again.errors).toEqual([]);
});

test("SM4 who was there, when and with how many places, is read from the log", async () => {
  const trial = await eventful(42);
  const day = recordedDay(trial.logOf("queue", "demo"), trial.receipts(), START_AT, trial.now);
  const shifts = new Map(day.agents.map(({ name, shifts: theirs }) => [name, theirs!]));
  const told = (name: string) =>
    shifts.get(name)!.map(({ from, to, available, capacity }) => {
      const minutes = [from, Math.min(to, trial.now)].map((at) => Math.round((at - START_AT) / MINUTE_MS));
      return `${minutes.join("–")} ${available ? "Disponible" : "No Disponible"}, ${capacity}`;
    });
  expect(told("Agent 1")).toEqual(["0–15 Disponible, 2", "15–60 Disponible, 4"]);
  expect(told("Agent 2")).toEqual(["0–15 Disponible, 2", "15–45 No Disponible, 2", "45–60 Disponible, 2"]);
  expect(told("José Peña")).toEqual(["0–30 Disponible, 1"]);
  expect(told("Nora")).toEqual(["30–60 Disponible, 3"]);
  // Silence, and then grace.
  expect(told("Agent 0")).toEqual([expect.stringMatching(/^0–3[12] Disponible, 2$/), "45–60 Disponible, 2"]);
  expect(day.departments).toEqual(BOTH);
  expect(day.agents.find(({ name }) => name === "José Peña")!.departments).toEqual(["sales"]);
});

test("SM4 whatever happened on a day, everybody who came and got an agent comes again, and only they", async () => {
  const trial = await eventful(43);
  const { arrived, waiting, served } = trial.figures();
  const log = trial.logOf("queue", "demo");
  const day = recordedDay(log, trial.receipts(), START_AT, trial.now);
  expect(day.arrivals).toHaveLength(arrived);
  expect(waiting + served).toBeGreaterThan(0);
  const came = log.flatMap(({ event }) =>
    event.type === "conversation.enqueued" ? [`${String(event.enqueuedAt)} ${String(event.department)}`] : [],
  );
  expect(day.arrivals.map(({ at, department }) => `${at} ${department}`)).toEqual(came);
  // A day that begins and ends in the middle: whoever was there is there first thing.
  const from = START_AT + QUARTER_MS;
  const part = recordedDay(log, trial.receipts(), from, from + QUARTER_MS);
  const there = came.filter((one) => Number(one.split(" ")[0]) < from + QUARTER_MS);
  const over = log.filter(({ at, event }) => event.type === "conversation.ended" && at <= from);
  expect(part.arrivals).toHaveLength(there.length - over.length);
  expect(part.arrivals[0]!.at).toBe(from);
});

const row = (seq: number, at: number, event: Record<string, unknown>, effects: string[] = []): LogRow => ({
  seq,
  at,
  event: { type: "", ...event, at },
  to: "open",
  effects,
});
const from = (party: string, room: string) => ({ from: { party, room } });
const seat = { name: "Ana", available: true, capacity: 2, departments: ["general"] };
const arrival = { department: "general", channel: "web", customerId: "c", customerName: "" };
const given = (seq: number, at: number, conversationId: string, agentId: string): Receipt => ({
  seq,
  at,
  conversationId,
  agentId,
  department: "general",
  how: "fromLine",
  enqueuedAt: 100,
  waiting: 1,
  eligible: 1,
  first: [],
});

test("SM4 who left before anybody came is left out, and two agents of one name are two", () => {
  const log = [
    row(1, 10, { type: "settings.changed", timeZone: "UTC", departments: ["general"] }),
    row(2, 20, { type: "agent.changed", ...seat, present: true, ...from("agent", "demo_a") }),
    row(3, 20, { type: "agent.changed", ...seat, present: true, ...from("agent", "demo_b") }),
    row(
      4,
      100,
      { type: "conversation.enqueued", conversation: 1, enqueuedAt: 100, ...arrival, ...from("conversation", "x") },
      ["keepReceipt"],
    ),
    row(5, 110, {
      type: "conversation.enqueued",
      conversation: 1,
      enqueuedAt: 110,
      ...arrival,
      ...from("conversation", "y"),
    }),
    row(6, 150, {
      type: "conversation.ended",
      conversation: 1,
      by: "customer",
      endedAt: 150,
      ...from("conversation", "y"),
    }),
    // Aside for a while, and with another agent after that.
    row(7, 200, {
      type: "conversation.snoozed",
      conversation: 1,
      agentId: "demo_a",
      until: 300,
      ...from("conversation", "x"),
    }),
    row(8, 300, { type: "conversation.woken", conversation: 1, by: "time", ...from("conversation", "x") }, [
      "keepReceipt",
    ]),
    row(9, 330, {
      type: "conversation.ended",
      conversation: 1,
      by: "agent",
      endedAt: 330,
      ...from("conversation", "x"),
    }),
  ];
  const receipts = [given(1, 100, "x.1", "demo_a"), given(2, 300, "x.1", "demo_b")];
  const day = recordedDay(log, receipts, 0, 1_000);
  expect(day.arrivals).toEqual([{ at: 100, department: "general", handlingMs: 130 }]);
  expect(day.agents.map(({ name }) => name)).toEqual(["Ana", "Ana (demo_b)"]);
});

test("SM5 what if: one agent more waits less, one less or fewer places wait more, and the day before is the day as it was", async () => {
  const trial = await Trial.open(busy(44));
  await trial.advance(2 * QUARTER_MS);
  const day = recordedDay(trial.logOf("queue", "demo"), trial.receipts(), START_AT, trial.now);
  const agent = { name: "Otra", capacity: 2, departments: ["general"] };
  const more = await whatIf(day, { kind: "agentMore", agent }, 8);
  expect(more.before).toEqual(trial.figures());
  expect(more.after.arrived).toBe(more.before.arrived);
  expect(more.after.waitMs!.average).toBeLessThan(more.before.waitMs!.average);
  expect(more.points.after.length).toBe(more.points.before.length);
  const less = await whatIf(day, { kind: "agentLess", name: "Agent 0" });
  expect(less.after.waitMs!.longest).toBeGreaterThan(less.before.waitMs!.longest);
  const fewer = changed(day, { kind: "capacity", capacity: 1 });
  expect((await simulateDay(fewer)).figures().agents.map(({ capacity, load }) => [capacity, load])).toEqual(
    Array.from({ length: 4 }, () => [1, 1]),
  );
});

test("SM5 what if there were one department less: its customers and its agents are another's", async () => {
  const trial = await eventful(45);
  const day = recordedDay(trial.logOf("queue", "demo"), trial.receipts(), START_AT, trial.now);
  const one = changed(day, { kind: "departmentLess", department: "sales", into: "general" });
  const again = await simulateDay(one);
  expect(one.departments).toEqual(["general"]);
  expect(again.receipts().length).toBeGreaterThan(20);
  expect(new Set(again.receipts().map(({ department }) => department))).toEqual(new Set(["general"]));
  expect(again.figures().agents.find(({ name }) => name === "José Peña")!.assigned).toBeGreaterThan(0);
  expect(again.errors).toEqual([]);
});
