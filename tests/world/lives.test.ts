/** What rooms show of their lives, and to whom. */
import { expect, test } from "vitest";
import type { AuditRow } from "../../party/protocol/members.ts";
import { INSPECTION, LOG_LIST, type InspectionView, type LogRow } from "../../party/protocol/inspection.ts";

import type { Screen } from "../../web/simulator/screen.ts";
import { Centre } from "./centre.ts";

/** Settings of the right form, for keys that nothing here ever uses. */
const PUBLIC_KEY = `B${"p".repeat(86)}`;
const PRIVATE_KEY = "s".repeat(43);

const ELENA = { role: "auditor", id: "demo_elena", name: "Elena" };
const MARTA = { role: "supervisor", id: "demo_marta", name: "Marta" };
const JOHN = { role: "administrator", id: "demo_john", name: "John" };
const LUIS = { role: "agent", id: "demo_luis", name: "Luis" };

const viewOf = ({ mirror }: Screen) => mirror.topics[INSPECTION] as InspectionView | undefined;
const logOf = ({ mirror }: Screen) => (mirror.lists[LOG_LIST]?.rows ?? []) as readonly LogRow[];
const typesOf = (screen: Screen) => logOf(screen).map(({ event }) => event.type);

async function talking() {
  const centre = await Centre.open();
  const ana = await centre.agent("ana");
  const rosa = await centre.customer("Hola");
  return { centre, ana, rosa };
}
const looks = (centre: Centre, who: { role: string; id: string; project?: string }, party: string, room: string) =>
  centre.look(who, party, room, [INSPECTION]);
async function readings(centre: Centre): Promise<string[]> {
  const screen = await centre.look(JOHN, "project", "demo", ["audit"]);
  const rows = (screen.mirror.lists["audit"]?.rows ?? []) as readonly AuditRow[];
  screen.disconnect();
  await centre.platform.settle();
  return rows.filter(({ what }) => what === "read").map(({ by }) => by);
}

test("EN66 EN70 a conversation's life is seen by those who oversee its project, and by the agent who holds it", async () => {
  const { centre, rosa } = await talking();
  await centre.agent("luis");
  const sees = async (who: { role: string; id: string; project?: string }) =>
    viewOf(await looks(centre, who, "conversation", rosa.id))?.value;
  const held = { assigned: "talking" };
  for (const who of [ELENA, MARTA, JOHN, { role: "agent", id: "demo_ana" }])
    expect([who.role, await sees(who)]).toEqual([who.role, held]);
  for (const who of [
    LUIS,
    { role: "customer", id: rosa.id },
    { ...JOHN, id: "shop_eva", project: "shop" },
    { role: "entry", id: "http" },
  ])
    expect([who.role, await sees(who)]).toEqual([who.role, undefined]);
});

test("EN35 EN66 whoever the conversation is transferred to sees its life from then on, and who had it sees no more", async () => {
  const { centre, ana, rosa } = await talking();
  const luis = await centre.agent("luis");
  const before = await looks(centre, { role: "agent", id: "demo_ana" }, "conversation", rosa.id);
  const after = await looks(centre, LUIS, "conversation", rosa.id);
  expect([typesOf(before).at(-1), viewOf(after)]).toEqual(["conversation.assigned", undefined]);
  const transfer = { type: "conversation.transfer", conversation: 1, to: luis.agentId, note: "difícil" };
  expect(await centre.do(ana.threads.get(rosa.id)!, transfer)).toBeUndefined();
  expect([viewOf(before), typesOf(before)]).toEqual([undefined, []]);
  expect(typesOf(after).slice(-2)).toEqual(["transfer.requested", "conversation.transferred"]);
});

test("CV28 EN69 who oversees and only looks on the life of a conversation has read it; who holds it has not", async () => {
  const { centre, rosa } = await talking();
  await looks(centre, { role: "agent", id: "demo_ana" }, "conversation", rosa.id);
  expect(await readings(centre)).toEqual([]);
  const elena = await looks(centre, ELENA, "conversation", rosa.id);
  expect(await readings(centre)).toEqual(["demo_elena"]);
  // Once for each connection, whatever else she watches on it.
  elena.connection!.send({ kind: "watch", watch: ["agent", INSPECTION] });
  await centre.platform.settle();
  expect(await readings(centre)).toEqual(["demo_elena"]);
  elena.reload();
  await centre.platform.settle();
  expect(await readings(centre)).toEqual(["demo_elena", "demo_elena"]);
});

test("CV28 EN70 the agent who holds a conversation sees in its life that somebody reads it, and not who", async () => {
  const { centre, rosa } = await talking();
  await centre.look(ELENA, "conversation", rosa.id);
  const ana = await looks(centre, { role: "agent", id: "demo_ana" }, "conversation", rosa.id);
  const elena = await looks(centre, ELENA, "conversation", rosa.id);
  expect(typesOf(ana).slice(-1)).toEqual(["session.opened"]);
  expect(JSON.stringify(logOf(ana))).toContain('"auditor"');
  for (const shown of [ana, elena]) expect(JSON.stringify(shown.mirror)).not.toMatch(/elena/i);
});

test("EN66 EN70 an agent's life is seen by themselves and by those who oversee, and by no colleague", async () => {
  const { centre } = await talking();
  for (const who of [ELENA, MARTA, JOHN, { role: "agent", id: "demo_ana" }])
    expect([who.role, viewOf(await looks(centre, who, "agent", "demo_ana"))?.machine]).toEqual([who.role, "agent"]);
  for (const who of [LUIS, { ...ELENA, project: "shop" }, { role: "customer", id: "demo_ana" }])
    expect([who.role, viewOf(await looks(centre, who, "agent", "demo_ana"))]).toEqual([who.role, undefined]);
});

test("EN69 AG4 nobody becomes present by being looked at: not by those who oversee, and not by oneself", async () => {
  const { centre } = await talking();
  const marta = await looks(centre, MARTA, "agent", "demo_luis");
  await looks(centre, LUIS, "agent", "demo_luis");
  expect(viewOf(marta)).toMatchObject({ value: { unavailable: "offline" }, context: { sessions: [] } });
  marta.connection!.send({ kind: "watch", watch: [] });
  await centre.platform.settle();
  const seen = await looks(centre, MARTA, "agent", "demo_luis");
  expect(viewOf(seen)).toMatchObject({ value: { unavailable: "offline" } });
  // And at work they see it happen.
  await centre.agent("luis");
  expect(viewOf(seen)?.value).toEqual({ available: "present" });
  expect(typesOf(seen).slice(-2)).toEqual(["session.opened", "availability.chosen"]);
});

test("EN69 what is an agent's to do is nobody else's, whatever their role", async () => {
  const { centre, ana } = await talking();
  const marta = await looks(centre, MARTA, "agent", "demo_ana");
  for (const command of [{ type: "availability.set", available: false }, { type: "session.end" }])
    await expect(centre.do(marta, command)).rejects.toThrow("forbidden");
  expect(ana.view).toMatchObject({ available: true, presence: "present" });
});

test("EN70 of an agent's devices is shown at which service they are called, and nothing that calls them", async () => {
  const { centre, ana } = await talking();
  centre.platform.env = {
    TURNO_VAPID_PUBLIC: PUBLIC_KEY,
    TURNO_VAPID_PRIVATE: PRIVATE_KEY,
    TURNO_VAPID_SUBJECT: "mailto:ops@example.com",
  };
  centre.platform.node("agent", "demo_ana").sleep();
  const marta = await looks(centre, MARTA, "agent", "demo_ana");
  const heard: string[] = [];
  marta.onFrame = (frame) => void heard.push(JSON.stringify(frame));
  const endpoints = ["one", "two"].map((name) => `https://fcm.googleapis.com/fcm/send/${name}-secret`);
  const keys = { p256dh: PUBLIC_KEY, auth: "auth-secret-of-hers123".slice(0, 22) };
  for (const endpoint of endpoints)
    expect(await centre.do(ana.agent, { type: "push.subscribe", endpoint, keys, locale: "es" })).toBeUndefined();
  // One is taken away again: they are told apart by what is shown.
  expect(await centre.do(ana.agent, { type: "push.unsubscribe", endpoint: endpoints[0] })).toBeUndefined();
  const shown = [...heard, JSON.stringify((await looks(centre, MARTA, "agent", "demo_ana")).mirror)].join("");
  for (const secret of ["one-secret", "two-secret", "auth-secret", keys.p256dh]) expect(shown).not.toContain(secret);
  const [device] = viewOf(marta)!.context["devices"] as { endpoint: string; keys: { auth: string } }[];
  expect(device!.endpoint).toMatch(/^https:\/\/fcm\.googleapis\.com\/[a-z0-9]+$/);
  expect([device!.endpoint.length, device!.keys.auth.length]).toEqual([endpoints[1]!.length, keys.auth.length]);
  const said = logOf(marta).filter(({ event }) => event.type.startsWith("push."));
  const [first, second, gone] = said.map(({ event }) => event["endpoint"]);
  expect([first === second, gone === first, second]).toEqual([false, true, device!.endpoint]);
});

test("EN66 EN70 the queue's life is seen by those who oversee, at the pace of all that it tells", async () => {
  const { centre } = await talking();
  expect(viewOf(await looks(centre, LUIS, "queue", "demo"))).toBeUndefined();
  const elena = await looks(centre, ELENA, "queue", "demo");
  expect(typesOf(elena)).toEqual(expect.arrayContaining(["agent.changed", "conversation.enqueued"]));
  expect(Object.keys(viewOf(elena)!.context)).not.toContain("conversations");
  const pepe = await centre.customer("Hola");
  await centre.platform.advance(1_000);
  expect(logOf(elena).filter(({ event }) => event.type === "conversation.enqueued")).toHaveLength(2);
  // Told as it was said: by whom, here, is no identity.
  expect(await centre.do(pepe.screen, { type: "conversation.leave", conversation: 1 })).toBeUndefined();
  await centre.platform.advance(1_000);
  expect(logOf(elena).at(-1)!.event).toMatchObject({ type: "conversation.ended", by: "customer" });
});

test("EN70 nobody looks on the lives of rooms that have secrets: the project's, accounts', inboxes'", async () => {
  const { centre } = await talking();
  for (const party of ["project", "account", "directory"])
    expect(centre.rooms[party]!.inspection, party).toBeUndefined();
  expect(viewOf(await looks(centre, JOHN, "project", "demo"))).toBeUndefined();
});

test("EN71 who may look on asks whether a conversation's log replays, and who may not is told nothing", async () => {
  const { centre, rosa } = await talking();
  const check = async (who: { role: string; id: string; project?: string }) => {
    const asked = centre.platform
      .node("conversation", rosa.id)
      .handle((room) => room.check({ project: "demo", ...who }));
    await centre.platform.settle();
    return (await asked)?.kind;
  };
  expect([await check(ELENA), await check({ role: "agent", id: "demo_ana" })]).toEqual(["same", "same"]);
  expect([await check(LUIS), await check({ ...JOHN, project: "shop" })]).toEqual([undefined, undefined]);
});

test("EN1 EN67 a room that dies while somebody looks on, in the middle of a text: they come back, and see what there is", async () => {
  const { centre, rosa } = await talking();
  const elena = await looks(centre, ELENA, "conversation", rosa.id);
  const node = centre.platform.node("conversation", rosa.id);
  rosa.screen.send({ type: "message.send", text: "¿Sigue ahí?" }, "lost");
  for (const choice of centre.platform.choices().filter(({ what }) => what.startsWith("up")))
    await centre.platform.happen(choice);
  node.crash();
  await centre.platform.settle();
  expect(typesOf(elena).filter((type) => type === "customer.wrote")).toHaveLength(1);
  rosa.keepAlive();
  elena.connect();
  await centre.platform.settle();
  // Said again by its screen, once; the entry is there, once.
  expect(logOf(elena).flatMap(({ event }) => (event.type === "customer.wrote" ? [event["text"]] : []))).toEqual([
    "Hola",
    "¿Sigue ahí?",
  ]);
  const seqs = logOf(elena).map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
});
