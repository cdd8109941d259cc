import { afterAll, beforeAll, expect, test } from "vitest";
import { demoStock } from "../../party/http/demo.ts";
import type { ProjectView } from "../../party/protocol/project.ts";
import { Agent, Customer } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { startDemo, steps } from "./support/demo.ts";

let centre: Centre;
beforeAll(async () => {
  centre = await startDemo();
});
afterAll(() => centre.dispose());

const DAY_MS = 24 * 60 * 60 * 1000;
const keysOf = (topic: unknown) => Object.keys(topic ?? {});
const savedReply = { id: "mia", shortcut: "mia", title: "La mía", text: "Hola, {{customer.name}}" };

test("PR7 the demo begins with replies, labels and reasons, and a restart keeps what its agents have made of them", async () => {
  const ana = await Agent.signIn(centre.url, "demo_ana");
  const { catalogue } = ana;
  await catalogue.until(() => keysOf(catalogue.topic("replies")).length === demoStock.replies.length);
  expect(keysOf(catalogue.topic("labels"))).toHaveLength(demoStock.labels.length);
  expect(keysOf(catalogue.topic("reasons"))).toHaveLength(demoStock.reasons.length);
  expect(catalogue.topic("settings")).toEqual({ wrapUp: "off", reopenMs: 600_000, hours: null });

  const [first] = demoStock.replies;
  expect(await catalogue.client.send({ type: "reply.delete", id: first!.id })).toEqual({ kind: "done" });
  expect(await catalogue.client.send({ type: "reply.save", ...savedReply })).toEqual({ kind: "done" });
  ana.vanish();
  await centre.restart();

  const again = await Agent.signIn(centre.url, "demo_ana");
  await again.catalogue.until(() => keysOf(again.catalogue.topic("replies")).includes("replies:mia"));
  expect(keysOf(again.catalogue.topic("replies"))).not.toContain(`replies:${first!.id}`);
  expect(again.catalogue.topic("replies")).toMatchObject({ "replies:mia": savedReply });
  again.vanish();
});

test("DI6 PR8 PR9 its panels are told what it and its departments are called, and its customers when it is open again", async () => {
  const ana = await Agent.signIn(centre.url, "demo_ana");
  const project = () => ana.catalogue.topic("project") as ProjectView | undefined;
  await ana.catalogue.until(() => project()?.name === "Tienda Demo");
  expect(project()).toMatchObject({
    timeZone: "Europe/Madrid",
    departments: [
      { id: "general", name: "General" },
      { id: "ventas", name: "Ventas" },
    ],
  });
  // The day after tomorrow, by whatever clock: now it is closed.
  const day = (new Date(Date.now() + 2 * DAY_MS).getUTCDay() + 6) % 7;
  const hours = { week: Array.from({ length: 7 }, (_, n) => (n === day ? [{ from: 720, to: 780 }] : [])), closed: [] };
  const marta = await Agent.signIn(centre.url, "demo_marta");
  expect(await marta.catalogue.client.send({ type: "hours.set", hours })).toEqual({ kind: "done" });
  const heard = () => steps(centre).some(({ party, event }) => party === "queue" && event === "hours.changed");
  await expect.poll(heard).toBe(true);
  const rosa = await Customer.arrive(centre.url, "Rosa");
  await rosa.until(() => rosa.view?.attended === false);
  expect(rosa.view!.wait.expectedMs).toBeNull();
  const ahead = rosa.view!.wait.opensAt! - Date.now();
  expect([ahead > DAY_MS / 2, ahead < 4 * DAY_MS]).toEqual([true, true]);
  expect(await marta.catalogue.client.send({ type: "hours.set", hours: null })).toEqual({ kind: "done" });
  for (const agent of [ana, marta]) agent.vanish();
  rosa.client.close();
});

test("CV20 what the project demands on finishing reaches the panel, and not the customer", async () => {
  const ana = await Agent.signIn(centre.url, "demo_ana");
  await ana.until(() => ana.view?.presence === "present");
  const rules = { type: "settings.set", wrapUp: "required", reopenMs: 60_000 };
  const marta = await Agent.signIn(centre.url, "demo_marta");
  expect(await marta.catalogue.client.send(rules)).toEqual({ kind: "done" });
  marta.vanish();
  // What is assigned before the queue has heard of them goes by those of before.
  const heard = () => steps(centre).some(({ party, event }) => party === "queue" && event === "rules.changed");
  await expect.poll(heard).toBe(true);
  await ana.setAvailable(true);
  const rosa = await Customer.arrive(centre.url, "Rosa");
  await rosa.write("Hola");
  const thread = ana.thread(rosa.id);
  await thread.until(() => thread.texts.includes("Hola"));
  await thread.client.send({ type: "note.add", text: "Es la hermana de Pepe" });
  await thread.client.send({ type: "labels.set", labels: ["cliente-vip"] });
  await thread.until(() => ana.threadView(rosa.id)?.labels.includes("cliente-vip"));
  expect(ana.threadView(rosa.id)).toMatchObject({
    wrapUp: "required",
    allowed: { "note.add": true, "labels.set": true },
  });
  const close = { type: "conversation.close", conversation: 1 };
  expect(await thread.client.send(close)).toMatchObject({ kind: "refused", reason: "wrapUpMissing" });
  expect(await thread.client.send({ ...close, wrapUp: "resuelta" })).toEqual({ kind: "done" });
  await rosa.until(() => rosa.view?.state === "quiet");
  const closed = rosa.messages.at(-1);
  expect(closed).toMatchObject({ kind: "closed", wrapUp: null });
  expect(JSON.stringify(rosa.client.mirror)).not.toMatch(/hermana|cliente-vip|resuelta/);
  ana.vanish();
  rosa.client.close();
});
