import { describe, expect, onTestFinished, test } from "vitest";
import type { Agent, Customer, Watched } from "../harness/people.ts";
import { peopleOf, startDemo } from "./support/demo.ts";

const SNOOZE_MS = 1_500;

const gets = (agent: Agent, customer: Customer) =>
  agent.until(() => agent.assignments.find(({ thread }) => thread === customer.id));

/** Ana alone has a conversation with a customer. */
async function talking(runtime: "old" | "current") {
  const centre = await startDemo({ runtime });
  onTestFinished(() => centre.dispose());
  const { agents, customers } = await peopleOf(centre, 1);
  const [ana, luis] = agents as [Agent, Agent];
  await luis.setAvailable(false);
  const rosa = customers[0]!;
  await rosa.write("Hola");
  await gets(ana, rosa);
  const thread = ana.thread(rosa.id);
  await thread.until(() => thread.texts.length > 0);
  return { centre, ana, luis, rosa, thread };
}

const send = async (to: Watched, command: { type: string; [field: string]: unknown }) =>
  expect(await to.client.send(command)).toEqual({ kind: "done" });

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  test("CV21 a finished conversation is opened again by who finished it, also after the server died", async () => {
    const { centre, ana, rosa, thread } = await talking(runtime);
    await send(thread, { type: "conversation.close", conversation: 1 });
    await ana.until(() => ana.assignments.length === 0);
    await centre.kill9();
    await centre.restart();
    await ana.until(() => ana.client.status === "live");
    await thread.until(() => thread.client.status === "live" && ana.threadView(rosa.id)?.reopen?.by === ana.id);
    await send(thread, { type: "conversation.reopen", conversation: 1 });
    await gets(ana, rosa);
    await rosa.until(() => rosa.view?.state === "assigned");
    expect(rosa.messages.at(-1)).toMatchObject({ kind: "reopened", conversation: 1, agentName: "Ana García" });
  });

  test("CV22 what was put aside comes back at its time, also if the server was dead at that time", async () => {
    const { centre, ana, rosa, thread } = await talking(runtime);
    await send(thread, { type: "conversation.snooze", conversation: 1, until: Date.now() + SNOOZE_MS });
    await ana.until(() => ana.view?.snoozed.some((one) => one.thread === rosa.id) && ana.assignments.length === 0);
    expect(rosa.view?.state).toBe("assigned");
    await centre.kill9();
    await centre.restart();
    await gets(ana, rosa);
    await ana.until(() => ana.view?.snoozed.length === 0);
    await thread.until(() => thread.messages.some((row) => row.kind === "woken" && row.by === "time"));
    expect(rosa.messages.filter(({ kind }) => kind === "snoozed" || kind === "woken")).toEqual([]);
  });

  test("CV23 CV24 what was handed to a department is taken back from its line", async () => {
    const { ana, rosa, thread } = await talking(runtime);
    await send(thread, {
      type: "conversation.transferToDepartment",
      conversation: 1,
      department: "ventas",
      note: "Quiere factura",
    });
    await rosa.until(() => rosa.view?.state === "queued");
    await thread.until(() => ana.threadView(rosa.id)?.handed?.to === "ventas");
    await send(thread, { type: "transfer.undo", conversation: 1 });
    await gets(ana, rosa);
    await rosa.until(() => rosa.view?.state === "assigned");
    expect(rosa.messages.map(({ kind }) => kind)).toEqual(["opened", "text", "assigned", "moved", "undone"]);
  });
});
