import { afterAll, beforeAll, expect, test } from "vitest";
import { Agent, Customer } from "../harness/people.ts";
import { startCentre, type Centre } from "../harness/workerd.ts";

let centre: Centre;
beforeAll(async () => {
  centre = await startCentre({ vars: { TURNO_DEMO: "1", TURNO_SECRET: "for-tests-only-for-tests-only-0123456789" } });
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

  expect(await thread.client.send({ type: "conversation.close" })).toEqual({ kind: "done" });
  await ana.until(() => ana.assignments.length === 0);
  await rosa.until(() => rosa.view?.state === "quiet");
});
