import { describe, expect, test } from "vitest";
import type { AgentThreadView, CustomerThreadView, Message } from "../../party/protocol/conversation.ts";
import { DEFAULT_RULES } from "../../machines/vocabulary.ts";
import { Centre } from "./centre.ts";
import type { Customer, Panel } from "./people.ts";
import type { Screen } from "../../web/simulator/screen.ts";

const threadOf = (panel: Panel, customer: Customer): Screen => panel.threads.get(customer.id)!;
const seenBy = (panel: Panel, customer: Customer) =>
  threadOf(panel, customer).mirror.topics.agent as AgentThreadView | undefined;
const kinds = ({ screen }: Customer) =>
  ((screen.mirror.lists.messages?.rows ?? []) as readonly Message[]).map(({ kind }) => kind);
const view = ({ screen }: Customer) => screen.mirror.topics.customer as unknown as CustomerThreadView;

async function talking() {
  const centre = await Centre.open(["general", "sales"]);
  const ana = await centre.agent("ana");
  const rosa = await centre.customer("Hola");
  return { centre, ana, rosa, thread: threadOf(ana, rosa) };
}

async function over() {
  const all = await talking();
  await all.centre.do(all.thread, { type: "conversation.close", conversation: 1 });
  return all;
}

/** Time goes by, and those who are there stay connected. */
async function pass(ms: number, { centre: { platform }, ana, rosa }: Awaited<ReturnType<typeof talking>>) {
  for (const end = platform.now + ms; platform.now < end; await platform.settle()) {
    await platform.advance(Math.min(10_000, end - platform.now));
    for (const one of [ana, rosa]) one.keepAlive();
  }
}

/** Ana has handed it to Luis, who has not looked yet. */
async function handed() {
  const all = await talking();
  const luis = await all.centre.agent("luis");
  await all.centre.do(all.thread, {
    type: "conversation.transfer",
    conversation: 1,
    to: luis.agentId,
    note: "Es tuya",
  });
  return { ...all, luis };
}

describe("a conversation that was finished", () => {
  test("CV21 is open again at a word of who finished it, and the customer is with them as before", async () => {
    const { centre, ana, rosa, thread } = await over();
    expect([ana.view?.assignments, view(rosa).state]).toEqual([[], "quiet"]);
    expect(seenBy(ana, rosa)).toMatchObject({
      reopen: { by: ana.agentId },
      allowed: { "conversation.reopen": true, "message.send": "conversationNotOpen" },
    });
    expect(await centre.do(thread, { type: "conversation.reopen", conversation: 1 })).toBeUndefined();
    expect(seenBy(ana, rosa)).toMatchObject({ state: "talking", conversation: { number: 1 }, reopen: null });
    expect(ana.view?.assignments).toMatchObject([{ thread: rosa.id }]);
    expect([view(rosa).state, kinds(rosa).at(-1)]).toEqual(["assigned", "reopened"]);
  });

  test("CV21 is seen by nobody else, and by them only until the time is over", async () => {
    const all = await over();
    const { centre, ana, rosa } = all;
    const luis = await centre.look({ role: "agent", id: "demo_luis" }, "conversation", rosa.id);
    expect(luis.mirror.topics).toEqual({});
    await pass(DEFAULT_RULES.reopenMs - 1000, all);
    expect(seenBy(ana, rosa)).toBeDefined();
    await pass(2000, all);
    expect(seenBy(ana, rosa)).toBeUndefined();
  });

  test("CV21 QU20 stays finished where who asks has no room, and they read why", async () => {
    const { centre, ana, rosa, thread } = await over();
    await centre.do(ana.agent, { type: "availability.set", available: true });
    for (let n = 0; n < 6; n++) await centre.customer(`Hola ${n}`);
    await centre.do(thread, { type: "conversation.reopen", conversation: 1 });
    expect(seenBy(ana, rosa)).toMatchObject({ state: "quiet", reopen: { declined: "agentAtCapacity" } });
  });
});

describe("a conversation that is put aside", () => {
  const MINUTE = 60_000;

  test("CV22 AG12 leaves the agent's list for another one, and the customer is told nothing at all", async () => {
    const { centre, ana, rosa, thread } = await talking();
    const before = [view(rosa), kinds(rosa), rosa.screen.mirror.revision];
    const until = centre.platform.now + 10 * MINUTE;
    await centre.do(thread, { type: "conversation.snooze", conversation: 1, until });
    expect(ana.view).toMatchObject({
      assignments: [],
      left: [{ conversationId: `${rosa.id}.1`, why: "snoozed" }],
      snoozed: [{ conversationId: `${rosa.id}.1`, thread: rosa.id, until }],
    });
    expect([view(rosa), kinds(rosa), rosa.screen.mirror.revision]).toEqual(before);
    expect(view(rosa)).toMatchObject({ state: "assigned", agent: { name: "ana" } });
  });

  test("CV22 comes back at its time, although its room has died meanwhile and its alarm with it", async () => {
    const all = await talking();
    const { centre, ana, rosa, thread } = all;
    await centre.do(thread, { type: "conversation.snooze", conversation: 1, until: centre.platform.now + 10 * MINUTE });
    const node = centre.platform.node("conversation", rosa.id);
    node.crash();
    node.storage.loseAlarm();
    await node.start();
    await pass(10 * MINUTE + 1000, all);
    expect(ana.view).toMatchObject({ assignments: [{ thread: rosa.id }], snoozed: [] });
  });

  test("CV22 comes back with what the customer writes, to the same agent, and the customer sees nothing of it", async () => {
    const { centre, ana, rosa, thread } = await talking();
    await centre.agent("luis");
    await centre.do(thread, { type: "conversation.snooze", conversation: 1, until: centre.platform.now + 10 * MINUTE });
    const seen = new Set<string>();
    rosa.screen.onMirror = () => seen.add(`${view(rosa).state} ${view(rosa).agent?.name}`);
    await centre.do(rosa.screen, { type: "message.send", text: "¿Hay novedades?" });
    expect([...seen]).toEqual(["assigned ana"]);
    expect(ana.view).toMatchObject({ assignments: [{ thread: rosa.id }], snoozed: [] });
    expect(kinds(rosa)).toEqual(["opened", "text", "assigned", "text"]);
    expect(seenBy(ana, rosa)).toMatchObject({ state: "talking", seq: 7 });
  });

  test("CV22 comes back into the line where nobody has room, and then the customer is told", async () => {
    const { centre, ana, rosa, thread } = await talking();
    await centre.do(thread, { type: "conversation.snooze", conversation: 1, until: centre.platform.now + 10 * MINUTE });
    await centre.do(ana.agent, { type: "availability.set", available: false });
    await centre.do(rosa.screen, { type: "message.send", text: "¿Hay novedades?" });
    expect(view(rosa)).toMatchObject({ state: "queued", agent: null, position: 1, attended: false });
  });
});

describe("a conversation that was handed over", () => {
  test("CV24 is still seen by who had it, until the colleague has opened it", async () => {
    const { centre, ana, rosa, luis } = await handed();
    expect(seenBy(ana, rosa)).toMatchObject({
      handed: { by: ana.agentId, to: luis.agentId, toName: "luis", kind: "agent" },
      allowed: { "transfer.undo": true },
    });
    await centre.do(threadOf(luis, rosa), { type: "messages.mark", delivered: 0, read: 4 });
    expect([seenBy(ana, rosa), seenBy(luis, rosa)?.handed]).toEqual([undefined, null]);
  });

  test("CV24 comes back to who had it, and leaves the colleague, who learns why", async () => {
    const { centre, ana, rosa, luis, thread } = await handed();
    await centre.do(thread, { type: "transfer.undo", conversation: 1 });
    expect(ana.view?.assignments).toMatchObject([{ thread: rosa.id, transfer: null }]);
    expect(luis.view).toMatchObject({ assignments: [], left: [{ why: "undone" }] });
    expect(seenBy(luis, rosa)).toBeUndefined();
    expect(seenBy(ana, rosa)).toMatchObject({ state: "talking", handed: null });
  });

  test("CV23 QU22 goes to the line of a department, with the note for whoever gets it there, and the customer reads no note", async () => {
    const { centre, ana, rosa, thread } = await talking();
    await centre.do(ana.agent, { type: "availability.set", available: false });
    const command = {
      type: "conversation.transferToDepartment",
      conversation: 1,
      department: "sales",
      note: "Quiere factura",
    };
    await centre.do(thread, command);
    expect(view(rosa)).toMatchObject({ state: "queued", position: 1 });
    expect(seenBy(ana, rosa)).toMatchObject({ state: "queued", conversation: { department: "sales" } });
    const luis = await centre.agent("luis");
    expect(luis.view?.assignments).toMatchObject([
      { department: "sales", transfer: { fromAgent: ana.agentId, fromName: ana.agentId, note: "Quiere factura" } },
    ]);
    const told = rosa.screen.mirror.lists.messages?.rows as readonly Message[];
    expect(told.find(({ kind }) => kind === "moved")).toMatchObject({
      department: "sales",
      fromName: "ana",
      note: "",
    });
    expect(seenBy(ana, rosa)).toBeUndefined();
  });

  test("CV23 stays where it is if the project has no such department, and the reason is there to read", async () => {
    const { centre, ana, rosa, thread } = await talking();
    await centre.do(thread, {
      type: "conversation.transferToDepartment",
      conversation: 1,
      department: "moon",
      note: "",
    });
    expect(seenBy(ana, rosa)).toMatchObject({
      state: "talking",
      declined: { to: "moon", kind: "department", reason: "departmentUnknown" },
    });
  });

  test("CV24 QU23 comes back from the line of a department, into the department where it was", async () => {
    const { centre, ana, rosa, thread } = await talking();
    await centre.do(ana.agent, { type: "availability.set", available: false });
    await centre.do(thread, {
      type: "conversation.transferToDepartment",
      conversation: 1,
      department: "sales",
      note: "",
    });
    await centre.do(thread, { type: "transfer.undo", conversation: 1 });
    expect(ana.view?.assignments).toMatchObject([{ thread: rosa.id, department: "general" }]);
    expect(seenBy(ana, rosa)).toMatchObject({ state: "talking", conversation: { department: "general" } });
    expect(view(rosa)).toMatchObject({ state: "assigned", agent: { name: "ana" }, position: null });
  });
});
