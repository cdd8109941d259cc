/** What becomes of who works here when administrators change it, and what those who oversee may read. */
import { expect, test } from "vitest";
import type { AuditRow } from "../../party/protocol/members.ts";
import { Centre } from "./centre.ts";

async function talking() {
  const centre = await Centre.open();
  const ana = await centre.agent("ana");
  const rosa = await centre.customer("Hola");
  return { centre, ana, rosa };
}
const log = async (centre: Centre): Promise<AuditRow[]> => {
  const screen = await centre.look({ role: "administrator", id: "demo_john" }, "project", "demo", ["audit"]);
  const rows = (screen.mirror.lists.audit?.rows ?? []) as readonly AuditRow[];
  screen.disconnect();
  await centre.platform.settle();
  return [...rows];
};
/** As a panel sees them once the queue has said it, which it does at its pace. */
async function seatsOf(centre: Centre, panel: { queue: { mirror: { topics: Record<string, unknown> } } }) {
  await centre.platform.advance(1000);
  return Object.keys(panel.queue.mirror.topics.seats as object);
}

test("AG19 ME3 QU6 a disabled agent's conversations go back to the line, to whoever is there, and their seat is gone", async () => {
  const { centre, ana, rosa } = await talking();
  const luis = await centre.agent("luis");
  expect(ana.view!.assignments).toHaveLength(1);
  expect(await centre.manage({ type: "member.disable", id: "demo_ana" })).toBeUndefined();
  expect(luis.view!.assignments).toMatchObject([{ customerName: "Customer 0", returned: true }]);
  expect(await seatsOf(centre, luis)).toEqual(["seats:demo_john", "seats:demo_luis"]);
  // Whatever is still open shows nothing from then on.
  expect([ana.view, ana.threads.get(rosa.id)?.mirror.topics.agent]).toEqual([undefined, undefined]);
  expect(await centre.manage({ type: "member.enable", id: "demo_ana" })).toBeUndefined();
  expect(ana.view).toMatchObject({ presence: "present", available: false, assignments: [] });
});

test("AG19 ME3 an agent who becomes an auditor has no seat, and is one of those who read", async () => {
  const { centre, ana } = await talking();
  expect(await centre.manage({ type: "member.change", id: "demo_ana", role: "auditor" })).toBeUndefined();
  const luis = await centre.agent("luis");
  expect(await seatsOf(centre, luis)).toEqual(["seats:demo_john", "seats:demo_luis"]);
  expect([luis.view!.assignments.length, ana.view?.presence]).toEqual([1, "offline"]);
});

test("QU12 ME3 a capacity that is changed holds from then on", async () => {
  const { centre, ana } = await talking();
  expect(await centre.manage({ type: "member.change", id: "demo_ana", capacity: 1 })).toBeUndefined();
  await centre.customer("Hola");
  expect(ana.view!.assignments).toHaveLength(1);
  expect(await centre.manage({ type: "project.change", capacity: 2 })).toBeUndefined();
  expect(ana.view!.assignments).toHaveLength(1);
  expect(await centre.manage({ type: "member.change", id: "demo_ana", capacity: null })).toBeUndefined();
  expect(ana.view!.assignments).toHaveLength(2);
});

test("PR10 QU12 QU13 a lower capacity of the project's takes nothing away, and nothing new comes until there is room; a higher one fills at once", async () => {
  const { centre, ana } = await talking();
  await centre.customer("Hola");
  await centre.customer("Hola");
  expect(ana.view!.assignments).toHaveLength(3);
  expect(await centre.manage({ type: "project.change", capacity: 1 })).toBeUndefined();
  await centre.customer("Hola");
  expect(ana.view!.assignments).toHaveLength(3);
  expect(await centre.manage({ type: "project.change", capacity: 4 })).toBeUndefined();
  expect(ana.view!.assignments).toHaveLength(4);
  expect(await centre.manage({ type: "project.change", capacity: 0 })).toBe("capacityInvalid");
  expect(await centre.manage({ type: "project.change", graceMs: 1e308 })).toBe("graceInvalid");
});

test("PR10 AG4 AG5 a time of grace that is changed holds from the next one on, and one that has begun ends when it would have", async () => {
  const { centre, ana } = await talking();
  expect(await centre.manage({ type: "project.change", graceMs: 10_000 })).toBeUndefined();
  ana.drop(false);
  await centre.platform.settle();
  expect(await centre.manage({ type: "project.change", graceMs: 600_000 })).toBeUndefined();
  const luis = await centre.agent("luis");
  await centre.platform.advance(9_000);
  expect(luis.view!.assignments).toEqual([]);
  await centre.platform.advance(1_500);
  expect(luis.view!.assignments).toMatchObject([{ returned: true }]);
});

test.each(["supervisor", "auditor", "administrator"])(
  "CV28 ME8 RI1 a %s reads a conversation that they have no part in, and the audit log says so once for each connection",
  async (role) => {
    const { centre, rosa } = await talking();
    const who = { role, id: "demo_eva", name: "Eva" };
    const eva = await centre.look(who, "conversation", rosa.id);
    expect(eva.mirror.topics.agent).toMatchObject({ holder: { id: "demo_ana" } });
    expect(eva.mirror.lists.messages?.rows).toMatchObject([{ kind: "opened" }, { text: "Hola" }, { kind: "assigned" }]);
    // The room sleeps and wakes, and the same socket is still there.
    centre.platform.node("conversation", rosa.id).sleep();
    await centre.do(rosa.screen, { type: "message.send", text: "¿Hola?" });
    const read = { what: "read", by: "demo_eva", byName: "Eva", role, about: rosa.id };
    expect((await log(centre)).filter(({ what }) => what === "read")).toMatchObject([read]);
    eva.reload();
    await centre.platform.settle();
    expect((await log(centre)).filter(({ what }) => what === "read")).toMatchObject([read, read]);
  },
);

test("CV28 CV3 who only oversees writes in none, and is told why", async () => {
  const { centre, rosa } = await talking();
  const eva = await centre.look({ role: "supervisor", id: "demo_eva" }, "conversation", rosa.id);
  for (const command of [
    { type: "message.send", text: "x" },
    { type: "note.add", text: "x" },
    { type: "labels.set", labels: [] },
    { type: "conversation.close", conversation: 1 },
    { type: "conversation.transfer", conversation: 1, to: "demo_eva", note: "" },
    { type: "conversation.snooze", conversation: 1, until: centre.platform.now + 60_000 },
  ])
    expect(await centre.do(eva, command), command.type).toBe("notYourConversation");
  const elena = await centre.look({ role: "auditor", id: "demo_elena" }, "conversation", rosa.id);
  await expect(centre.do(elena, { type: "message.send", text: "x" })).rejects.toThrow("forbidden");
});

test("CV28 who holds it, an agent who does not, and who oversees another project: none of them is noted, and the last two see nothing", async () => {
  const { centre, rosa } = await talking();
  for (const who of [
    { role: "agent", id: "demo_luis" },
    { role: "administrator", id: "shop_eva", project: "shop" },
    { role: "supervisor", id: "" },
  ].slice(0, 2))
    expect((await centre.look(who, "conversation", rosa.id)).mirror.topics.agent).toBeUndefined();
  expect((await log(centre)).map(({ what }) => what)).not.toContain("read");
});

test("RI1 RI3 ME8 members and audit log are seen by who may, and by nobody else", async () => {
  const centre = await Centre.open();
  const sees = async (role: string, id = "demo_eva") => {
    const { mirror } = await centre.look({ role, id }, "project", "demo");
    return ["members", "audit", "settings"].filter((topic) => topic in mirror.topics || topic in mirror.lists);
  };
  await centre.manage({ type: "project.change", name: "Otra" });
  expect(await sees("agent")).toEqual(["settings"]);
  expect(await sees("supervisor")).toEqual(["members", "settings"]);
  expect(await sees("auditor")).toEqual(["members", "audit", "settings"]);
  expect(await sees("customer")).toEqual([]);
  // ME9: the room knows better than a ticket of before.
  expect(await sees("administrator", "demo_ana")).toEqual(["settings"]);
});
