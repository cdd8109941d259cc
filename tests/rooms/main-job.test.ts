import { afterAll, beforeAll, expect, test } from "vitest";
import { Agent, Customer } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { startDemo } from "./support/demo.ts";

let centre: Centre;
beforeAll(async () => {
  centre = await startDemo();
});
afterAll(() => centre.dispose());

test("a customer writes, a free agent gets it, answers, and finishes", async () => {
  const ana = await Agent.signIn(centre.url, "demo_ana");
  await ana.until(() => ana.view?.presence === "present");
  expect(await ana.setAvailable(true)).toEqual({ kind: "done" });

  const rosa = await Customer.arrive(centre.url, "Rosa");
  await rosa.until(() => rosa.view?.attended === true);
  expect(await rosa.write("Hola")).toEqual({ kind: "done" });

  const given = await ana.until(() => ana.assignments[0]);
  expect(given).toMatchObject({ thread: rosa.id, customerName: "Rosa", opened: false });
  const thread = ana.thread(rosa.id);
  await thread.until(() => thread.texts.includes("Hola"));
  expect(await thread.client.send({ type: "message.send", text: "Buenos días" })).toEqual({ kind: "done" });
  await rosa.until(() => rosa.texts.includes("Buenos días"));
  expect(rosa.view).toMatchObject({ state: "assigned", agent: { name: "Ana García" } });

  expect(await thread.client.send({ type: "conversation.close", conversation: 1 })).toEqual({ kind: "done" });
  await ana.until(() => ana.assignments.length === 0);
  await rosa.until(() => rosa.view?.state === "quiet");
});

test("CV8 what one agent tells another never leaves for the customer's screen", async () => {
  const [ana, luis] = [await Agent.signIn(centre.url, "demo_ana"), await Agent.signIn(centre.url, "demo_luis")];
  await Promise.all([ana, luis].map((agent) => agent.until(() => agent.view?.presence === "present")));
  await ana.setAvailable(true);
  const rosa = await Customer.arrive(centre.url, "Rosa");
  await rosa.write("Hola");
  await ana.until(() => ana.assignments.some(({ thread }) => thread === rosa.id));
  await luis.setAvailable(true);
  const thread = ana.thread(rosa.id);
  await thread.until(() => thread.topic("agent") !== undefined);
  await ana.queue.until(
    () => (ana.queue.topic("seats") as Record<string, { transfer: unknown }>)["seats:demo_luis"]?.transfer === true,
  );
  await thread.client.send({ type: "conversation.transfer", conversation: 1, to: luis.id, note: "cliente difícil" });
  const colleague = luis.thread(rosa.id);
  await colleague.until(() =>
    colleague.messages.some((row) => row.kind === "transferred" && row.note === "cliente difícil"),
  );
  const row = await rosa.until(() => rosa.messages.find(({ kind }) => kind === "transferred"));
  expect(row).toMatchObject({ agentName: "Luis Romero", note: "" });
});
