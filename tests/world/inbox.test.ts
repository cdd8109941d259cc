import { describe, expect, test } from "vitest";
import type { Message } from "../../machines/thread.ts";
import type { AgentThreadView } from "../../party/protocol/conversation.ts";
import type { DownFrame } from "../../party/protocol/frames.ts";
import { LINE_MAX, type LineView } from "../../party/protocol/queue.ts";
import { demoStock } from "../../party/http/demo.ts";
import { Centre } from "./centre.ts";
import type { Customer, Panel } from "./people.ts";
import type { Screen } from "../../web/simulator/screen.ts";

const rowsOf = (screen: Screen) => (screen.mirror.lists.messages?.rows ?? []) as readonly Message[];
const threadOf = (panel: Panel, customer: Customer): Screen => panel.threads.get(customer.id)!;

/** Everything that this screen is told from now on. */
function overhear(screen: Screen): DownFrame[] {
  const heard: DownFrame[] = [];
  screen.onFrame = (frame) => heard.push(frame);
  return heard;
}

async function talking() {
  const centre = await Centre.open();
  const ana = await centre.agent("ana");
  const rosa = await centre.customer("Hola");
  return { centre, ana, rosa, thread: threadOf(ana, rosa) };
}

describe("a private note", () => {
  test("CV18 says nothing to a customer who looks on, not even that it was written", async () => {
    const { centre, rosa, thread } = await talking();
    const heard = overhear(rosa.screen);
    await centre.do(thread, { type: "note.add", text: "Paga tarde" });
    await centre.do(thread, { type: "labels.set", labels: ["moroso"] });
    await centre.platform.advance(1000);
    expect(heard).toEqual([]);
    expect(rowsOf(thread).at(-1)).toMatchObject({ kind: "note", text: "Paga tarde" });
    await centre.do(thread, { type: "message.send", text: "Buenas" });
    expect(heard).toHaveLength(1);
    expect(rowsOf(rosa.screen).map(({ kind }) => kind)).toEqual(["opened", "text", "assigned", "text"]);
  });

  test("CV18 is in no welcome of the customer's and in no page, however many there are in a row", async () => {
    const { centre, rosa, thread } = await talking();
    for (let n = 0; n < 45; n++) await centre.do(thread, { type: "note.add", text: `Nota ${n}` });
    rosa.screen.reload();
    await centre.platform.settle();
    // The newest twenty rows are all notes: they see the newest that are for them, not none.
    expect(rowsOf(rosa.screen).map(({ kind }) => kind)).toEqual(["opened", "text", "assigned"]);
    const query = { type: "history", list: "messages", limit: 10 };
    rosa.screen.connection!.send({ kind: "query", queryId: "q", query });
    await centre.platform.settle();
    const [page] = rosa.screen.pages;
    expect(page).toMatchObject({ older: false });
    expect(page!.rows.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(rowsOf(thread).filter(({ kind }) => kind === "note")).toHaveLength(45);
  });

  test("CV18 is there for the colleague to whom the conversation is transferred", async () => {
    const { centre, rosa, thread } = await talking();
    const luis = await centre.agent("luis");
    await centre.do(thread, { type: "note.add", text: "Ojo" });
    await centre.do(thread, { type: "labels.set", labels: ["vip"] });
    await centre.do(thread, { type: "conversation.transfer", conversation: 1, to: luis.agentId, note: "" });
    expect(rowsOf(threadOf(luis, rosa)).some((row) => row.kind === "note" && row.text === "Ojo")).toBe(true);
    expect(threadOf(luis, rosa).mirror.topics.agent).toMatchObject({ labels: ["vip"] });
  });
});

describe("the project's room", () => {
  test("PR5 what it demands holds for the next conversation that is given to an agent, in every room", async () => {
    const { centre, ana, thread } = await talking();
    await centre.manage({ type: "reason.save", id: "resuelta", name: " Resuelta " });
    expect(ana.project.mirror.topics.reasons).toEqual({ "reasons:resuelta": { id: "resuelta", name: "Resuelta" } });
    await centre.manage({ type: "settings.set", wrapUp: "required", reopenMs: 5000 });
    expect(ana.project.mirror.topics.settings).toMatchObject({ wrapUp: "required", reopenMs: 5000 });
    expect(thread.mirror.topics.agent).toMatchObject({ wrapUp: "off" });
    const pepe = await centre.customer("Buenas");
    const next = threadOf(ana, pepe);
    // The button is not shut: it opens the question.
    expect(next.mirror.topics.agent).toMatchObject({ wrapUp: "required", allowed: { "conversation.close": true } });
    expect(await centre.do(next, { type: "conversation.close", conversation: 1 })).toBe("wrapUpMissing");
    expect(await centre.do(next, { type: "conversation.close", conversation: 1, wrapUp: "resuelta" })).toBeUndefined();
    expect(rowsOf(pepe.screen).at(-1)).toMatchObject({ kind: "closed", wrapUp: null });
  });

  test("PR5 a change reaches the queue though the project's room dies right after it was acknowledged", async () => {
    const { centre } = await talking();
    await centre.manage({ type: "settings.set", wrapUp: "optional", reopenMs: 1 });
    const node = centre.platform.node("project", "demo");
    node.crash();
    await centre.platform.advance(20_000);
    const queue = await centre.platform.node("queue", "demo").start();
    expect(queue.snapshot.context).toMatchObject({ rules: { wrapUp: "optional", reopenMs: 1 } });
  });

  test("PR1 all of its agents see what one of them changes; customers and other projects' agents see nothing", async () => {
    const { centre, ana, rosa } = await talking();
    const luis = await centre.agent("luis");
    await centre.do(ana.project, { type: "label.save", id: "vip", name: "VIP", color: "purple" });
    expect(luis.project.mirror.topics.labels).toEqual({ "labels:vip": { id: "vip", name: "VIP", color: "purple" } });
    const strangers = [
      { role: "customer", id: rosa.id },
      { role: "agent", id: "otra_eva", project: "otra" },
    ];
    for (const who of strangers) {
      const screen = await centre.look(who, "project", "demo");
      expect(screen.mirror.topics).toEqual({});
    }
    const customer = await centre.look({ role: "customer", id: rosa.id }, "project", "demo");
    await expect(centre.do(customer, { type: "label.delete", id: "vip" })).rejects.toThrow("forbidden");
  });

  test("PR1 after a restart it has what it had, and still knows which shortcuts are taken", async () => {
    const { centre, ana } = await talking();
    const reply = { type: "reply.save", id: "a", shortcut: "hola", title: "Saludo", text: "¡Hola!" };
    await centre.do(ana.project, reply);
    const node = centre.platform.node("project", "demo");
    node.crash();
    await node.start();
    ana.project.connect();
    await centre.platform.settle();
    expect(ana.project.mirror.topics.replies).toMatchObject({ "replies:a": { shortcut: "hola" } });
    expect(await centre.do(ana.project, { ...reply, id: "b" })).toBe("shortcutTaken");
  });

  test("PR7 the demo's content is such as agents could have saved themselves", async () => {
    const centre = await Centre.open();
    const ana = await centre.agent("ana");
    await centre.asEntry("project", "demo", demoStock);
    const { replies, labels, reasons } = ana.project.mirror.topics;
    expect([replies, labels, reasons].map((topic) => Object.keys(topic!).length)).toEqual([
      demoStock.replies.length,
      demoStock.labels.length,
      demoStock.reasons.length,
    ]);
    for (const reply of demoStock.replies)
      expect(await centre.do(ana.project, { type: "reply.save", ...reply })).toBeUndefined();
    for (const label of demoStock.labels)
      expect(await centre.do(ana.project, { type: "label.save", ...label })).toBeUndefined();
    for (const reason of demoStock.reasons)
      expect(await centre.manage({ type: "reason.save", ...reason })).toBeUndefined();
  });
});

describe("why me", () => {
  test("QU18 an agent finds the receipt of a conversation by its number, without watching all of them", async () => {
    const { centre, ana } = await talking();
    await centre.customer("Buenas");
    const figures = await centre.look({ role: "agent", id: ana.agentId }, "queue", "demo", ["figures"]);
    for (const { conversationId, receipt } of ana.view!.assignments) {
      const query = { type: "history", list: "receipts", before: receipt! + 1, limit: 1 };
      figures.connection!.send({ kind: "query", queryId: conversationId, query });
      await centre.platform.settle();
      expect(figures.pages.at(-1)).toMatchObject({
        queryId: conversationId,
        rows: [{ conversationId, agentId: ana.agentId, how: "fromLine", eligible: 1 }],
      });
    }
    expect(figures.pages).toHaveLength(2);
    expect(Object.keys(figures.mirror.topics)).toEqual(["figures"]);
  });

  test("QU18 nobody of another project reads them", async () => {
    const { centre } = await talking();
    const eva = await centre.look({ role: "agent", id: "otra_eva", project: "otra" }, "queue", "demo", ["figures"]);
    eva.connection!.send({ kind: "query", queryId: "q", query: { type: "history", list: "receipts", limit: 1 } });
    await centre.platform.settle();
    expect(eva.answers).toMatchObject([{ kind: "fault", code: "forbidden", about: "q" }]);
    expect(eva.pages).toEqual([]);
  });
});

describe("the figures, opened", () => {
  const line = (screen: Screen) =>
    Object.values((screen.mirror.topics.line ?? {}) as Record<string, LineView>).sort(
      (a, b) => a.enqueuedAt - b.enqueuedAt,
    );

  test("QU19 show who waits, in order, and follow the line", async () => {
    const centre = await Centre.open();
    const who = { role: "agent", id: "demo_ana" };
    const screen = await centre.look(who, "queue", "demo", ["figures", "line"]);
    expect(screen.mirror.topics.line).toEqual({});
    for (let n = 0; n < 3; n++) {
      await centre.customer("Hola");
      await centre.platform.advance(1000);
    }
    expect(line(screen).map(({ customerName, department, channel }) => [customerName, department, channel])).toEqual([
      ["Customer 0", "general", "web"],
      ["Customer 1", "general", "web"],
      ["Customer 2", "general", "web"],
    ]);
    await centre.agent("ana");
    await centre.platform.advance(1000);
    expect(line(screen)).toEqual([]);
  });

  test("QU19 show the 100 who have waited longest, of all departments, and others as they come up", async () => {
    const centre = await Centre.open(["ventas", "soporte"]);
    const queue = centre.platform.node("queue", "demo");
    for (let n = 0; n < LINE_MAX + 30; n++) {
      const id = `demo_c${n}`;
      const event = {
        type: "conversation.enqueued",
        conversation: 1,
        department: n % 3 === 0 ? "ventas" : "soporte",
        channel: "web",
        customerId: id,
        customerName: `Cliente ${n}`,
        enqueuedAt: n,
      };
      const delivery = { from: { party: "conversation", room: id }, messages: [{ seq: "1", event }] };
      await queue.handle((room) => room.accept(delivery));
    }
    const screen = await centre.look({ role: "agent", id: "demo_ana" }, "queue", "demo", ["line"]);
    expect(line(screen).map(({ customerName }) => customerName)).toEqual(
      Array.from({ length: LINE_MAX }, (_, n) => `Cliente ${n}`),
    );
    expect(new Set(line(screen).map(({ department }) => department))).toEqual(new Set(["ventas", "soporte"]));
  });

  test("QU19 are counted out only for who asks, and told to nobody else", async () => {
    const { centre, ana, rosa } = await talking();
    const heard = overhear(ana.agent);
    const figures = await centre.look({ role: "agent", id: "demo_luis" }, "queue", "demo", ["figures"]);
    const told = overhear(figures);
    await centre.do(ana.agent, { type: "availability.set", available: false });
    await centre.customer("Hola");
    await centre.platform.advance(1000);
    expect(told.length).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toContain("line:");
    expect(heard.length).toBeGreaterThan(0);
    const customer = await centre.look({ role: "customer", id: rosa.id }, "queue", "demo", ["line"]);
    expect(customer.mirror.topics).toEqual({});
  });
});

test("EN28 a customer with as many screens as the thread can keep locks no agent out of it", async () => {
  const centre = await Centre.open();
  const rosa = await centre.customer();
  const more = Array.from({ length: 50 }, () =>
    centre.look({ role: "customer", id: rosa.id }, "conversation", rosa.id),
  );
  expect((await Promise.all(more)).filter(({ live }) => live)).toHaveLength(49);
  const ana = await centre.agent("ana");
  await centre.do(rosa.screen, { type: "message.send", text: "Hola" });
  expect(rowsOf(threadOf(ana, rosa))).not.toEqual([]);
  expect(await centre.do(threadOf(ana, rosa), { type: "conversation.close", conversation: 1 })).toBeUndefined();
});

test("QU2 whoever gets a conversation sees the department where the queue has it, whatever the customer named", async () => {
  const centre = await Centre.open(["general", "sales"]);
  const ana = await centre.agent("ana");
  const department = (of: Customer) =>
    (threadOf(ana, of).mirror.topics.agent as unknown as AgentThreadView).conversation.department;
  const rosa = await centre.customer();
  await centre.do(rosa.screen, { type: "customer.introduce", department: "moon" });
  await centre.do(rosa.screen, { type: "message.send", text: "Hola" });
  expect(ana.view?.assignments).toMatchObject([{ department: "general" }]);
  expect(department(rosa)).toBe("general");

  const pepe = await centre.customer();
  await centre.do(ana.agent, { type: "availability.set", available: false });
  await centre.do(pepe.screen, { type: "customer.introduce", department: "sales" });
  await centre.do(pepe.screen, { type: "message.send", text: "Hola" });
  const project = {
    name: "Demo",
    timeZone: "Europe/Madrid",
    departments: [{ id: "general", name: "General" }],
  };
  await centre.asEntry("project", "demo", { type: "project.describe", ...project, people: [] });
  await centre.do(ana.agent, { type: "availability.set", available: true });
  expect(department(pepe)).toBe("general");
});

test("CV16 AG12 who says their name later is called so in the line, in the agent's list and among what is put aside", async () => {
  const centre = await Centre.open();
  const rosa = await centre.look({ role: "customer", id: "demo_rosa" }, "conversation", "demo_rosa");
  await centre.do(rosa, { type: "customer.introduce", email: "rosa@example.com" });
  await centre.do(rosa, { type: "message.send", text: "Hola" });
  const line = await centre.look({ role: "agent", id: "demo_luis" }, "queue", "demo", ["line"]);
  expect(line.mirror.topics.line).toMatchObject({ "line:demo_rosa.1": { customerName: "rosa@example.com" } });
  const ana = await centre.agent("ana");
  expect(ana.view?.assignments).toMatchObject([{ customerName: "rosa@example.com" }]);
  await centre.do(rosa, { type: "customer.introduce", name: "Rosa" });
  expect(ana.view?.assignments).toMatchObject([{ customerName: "Rosa" }]);
  const until = centre.platform.now + 60_000;
  await centre.do(ana.threads.get("demo_rosa")!, { type: "conversation.snooze", conversation: 1, until });
  await centre.do(rosa, { type: "customer.introduce", name: "Rosa Vidal" });
  expect(ana.view?.snoozed).toMatchObject([{ customerName: "Rosa Vidal" }]);
});

test("CV26 a close that was on its way when the customer began the next conversation leaves that one alone", async () => {
  const centre = await Centre.open();
  const ana = await centre.agent("ana");
  const rosa = await centre.customer("Hola");
  const thread = threadOf(ana, rosa);
  await centre.do(rosa.screen, { type: "conversation.leave", conversation: 1 });
  await centre.do(rosa.screen, { type: "message.send", text: "Otra cosa" });
  expect(await centre.do(thread, { type: "conversation.close", conversation: 1 })).toBe("conversationOver");
  expect(ana.view?.assignments).toMatchObject([{ conversationId: `${rosa.id}.2` }]);
  expect(rosa.view).toMatchObject({ state: "assigned", conversation: 2 });
});

test("DI6 PR9 the project's agents see what it is called and what its departments are called", async () => {
  const centre = await Centre.open(["general", "sales"]);
  const ana = await centre.agent("ana");
  expect(ana.project.mirror.topics.project).toEqual({
    name: "Demo",
    timeZone: "Europe/Madrid",
    departments: [
      { id: "general", name: "general" },
      { id: "sales", name: "sales" },
    ],
    domains: [],
    capacity: 6,
    graceMs: 45_000,
  });
});

test("PR8 QU24 CV27 hours that are set reach the customer who comes when nobody is there", async () => {
  const centre = await Centre.open();
  const ana = await centre.agent("ana");
  await centre.do(ana.agent, { type: "availability.set", available: false });
  const hours = { week: Array.from({ length: 7 }, () => [{ from: 1380, to: 1440 }]), closed: [] };
  expect(await centre.manage({ type: "hours.set", hours })).toBeUndefined();
  expect(ana.project.mirror.topics.settings).toMatchObject({ hours, wrapUp: "off" });
  const rosa = await centre.customer();
  const eleven = Date.parse("2026-01-15T23:00+01:00");
  expect(rosa.view).toMatchObject({ attended: false, wait: { expectedMs: null, opensAt: eleven } });
  await centre.do(rosa.screen, { type: "message.send", text: "Hola" });
  expect(rosa.view).toMatchObject({ state: "queued", wait: { expectedMs: null, opensAt: eleven } });
  await centre.do(ana.agent, { type: "availability.set", available: true });
  expect(rosa.view).toMatchObject({ state: "assigned", wait: { expectedMs: null, opensAt: null } });
});
