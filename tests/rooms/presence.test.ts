import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Agent, Customer } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { startDemo, steps } from "./support/demo.ts";

async function comeToWork(centre: Centre, person: string): Promise<Agent> {
  const agent = await Agent.signIn(centre.url, person);
  await agent.until(() => agent.view?.presence === "present");
  await agent.setAvailable(true);
  return agent;
}

/** Ana holds Rosa and Pepe; Lola wrote after them and waits. */
async function aBusyAgent(centre: Centre): Promise<{ ana: Agent; rosa: Customer; pepe: Customer; lola: Customer }> {
  const ana = await comeToWork(centre, "demo_ana");
  const write = async (name: string) => {
    const customer = await Customer.arrive(centre.url, name);
    await customer.write(`Soy ${name}`);
    return customer;
  };
  const rosa = await write("Rosa");
  const pepe = await write("Pepe");
  await ana.until(() => ana.assignments.length === 2);
  await ana.setAvailable(false);
  await expect.poll(() => ana.figures?.available).toBe(0);
  const lola = await write("Lola");
  await lola.until(() => lola.view?.position === 1);
  return { ana, rosa, pepe, lola };
}

const GRACE_MS = 1_500;

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  let centre: Centre;
  beforeAll(async () => {
    centre = await startDemo({ runtime, vars: { TURNO_GRACE_MS: String(GRACE_MS) } });
  });
  afterAll(() => centre.dispose());

  test("AG5, QU6, CV9: an agent who vanishes is offline after the grace, and their customers are back at their first place, flagged", async () => {
    const { ana, rosa, pepe, lola } = await aBusyAgent(centre);
    ana.vanish();
    await lola.until(() => lola.view?.position === 3);
    await rosa.until(() => rosa.view?.position === 1);
    await pepe.until(() => pepe.view?.position === 2);
    expect(rosa.view).toMatchObject({ state: "queued", agent: null, attended: false });

    const luis = await comeToWork(centre, "demo_luis");
    await luis.until(() => luis.assignments.length === 3);
    expect(luis.assignments.map(({ customerName, returned }) => [customerName, returned])).toEqual([
      ["Rosa", true],
      ["Pepe", true],
      ["Lola", false],
    ]);
    for (const { thread } of luis.assignments) {
      const client = luis.thread(thread).client;
      expect(await client.send({ type: "conversation.close", conversation: 1 })).toEqual({ kind: "done" });
    }
    for (const customer of [rosa, pepe, lola]) customer.client.close();
    luis.vanish();
  });

  test("AG5, QU6: the same when the server is killed during the grace and nobody visits afterwards but a health check", async () => {
    const { ana, rosa, pepe, lola } = await aBusyAgent(centre);
    const before = steps(centre).length;
    const since = (event: string) => steps(centre).filter((step, n) => n >= before && step.event === event);
    for (const customer of [rosa, pepe, lola]) customer.client.close();
    ana.vanish();
    await expect.poll(() => since("session.closed").map(({ room }) => room)).toContain("demo_ana");
    await centre.kill9();
    expect(since("grace.expired")).toEqual([]);
    await centre.restart();
    expect((await fetch(`${centre.url}/api/health`)).status).toBe(200);

    const returned = () =>
      since("conversation.returned")
        .map(({ room }) => room)
        .sort();
    await expect.poll(returned, { timeout: 15_000 }).toEqual([rosa.id, pepe.id].sort());
    expect(since("grace.expired")).toMatchObject([{ room: "demo_ana" }]);

    const luis = await comeToWork(centre, "demo_luis");
    await luis.until(() => luis.assignments.length === 3);
    expect(luis.assignments.map(({ customerName }) => customerName)).toEqual(["Rosa", "Pepe", "Lola"]);
    luis.vanish();
  });
});

describe("within the grace", () => {
  let centre: Centre;
  beforeAll(async () => {
    centre = await startDemo();
  });
  afterAll(() => centre.dispose());

  test("AG3, AG4: an agent who returns keeps everything, through a restart of the server as well", async () => {
    const first = await comeToWork(centre, "demo_ana");
    const rosa = await Customer.arrive(centre.url, "Rosa");
    await rosa.write("Hola");
    const given = await first.until(() => first.assignments[0]);
    await first.client.send({ type: "conversation.open", conversationId: given.conversationId });
    first.vanish();
    await expect.poll(() => steps(centre).at(-1)).toMatchObject({ room: "demo_ana", to: { available: "grace" } });

    const second = await Agent.signIn(centre.url, "demo_ana");
    onTestFinished(() => second.vanish());
    await second.until(() => second.view?.presence === "present");
    expect(second.view).toMatchObject({ available: true, screens: 1, assignments: [{ ...given, opened: true }] });
    await centre.restart();
    second.checkAll();
    rosa.client.check();
    await second.until(() => second.client.status === "live" && second.view?.presence === "present");
    await rosa.until(() => rosa.client.status === "live");
    expect(second.view).toMatchObject({ available: true, screens: 1, assignments: [{ ...given, opened: true }] });
    expect(await rosa.write("¿Sigue ahí?")).toEqual({ kind: "done" });
    const thread = second.thread(rosa.id);
    await thread.until(() => thread.texts.includes("¿Sigue ahí?"));
    expect(steps(centre).filter(({ event }) => event === "conversation.returned")).toEqual([]);
    expect(rosa.messages.filter(({ kind }) => kind === "assigned")).toHaveLength(1);
    rosa.client.close();
  });

  test("AG2, AG3, AG8: all screens of an agent agree, and one that is closed leaves the others as they are", async () => {
    const [one, two, three] = (await Promise.all(
      Array.from({ length: 3 }, () => Agent.signIn(centre.url, "demo_luis")),
    )) as [Agent, Agent, Agent];
    const all = [one, two, three];
    await Promise.all(all.map((screen) => screen.until(() => screen.view?.screens === 3)));
    await one.setAvailable(true);
    await Promise.all(all.map((screen) => screen.until(() => screen.view?.available)));
    await two.setAvailable(false);
    await Promise.all(all.map((screen) => screen.until(() => screen.view?.available === false)));
    await three.setAvailable(true);

    const pepe = await Customer.arrive(centre.url, "Pepe");
    await pepe.write("Hola");
    await Promise.all(all.map((screen) => screen.until(() => screen.assignments[0]?.opened === false)));
    const { conversationId } = two.assignments[0]!;
    await two.client.send({ type: "conversation.open", conversationId });
    await Promise.all(all.map((screen) => screen.until(() => screen.assignments[0]?.opened)));

    three.vanish();
    await Promise.all([one, two].map((screen) => screen.until(() => screen.view?.screens === 2)));
    expect(one.view).toEqual(two.view);
    expect(one.view).toMatchObject({ presence: "present", available: true, assignments: [{ conversationId }] });
    one.vanish();
    two.vanish();
    pepe.client.close();
  });
});

test("a room that nobody has ever entered takes a crowd at once", async () => {
  const centre = await startDemo();
  onTestFinished(() => centre.dispose());
  const screens = await Promise.all(Array.from({ length: 12 }, () => Agent.signIn(centre.url, "demo_marta")));
  await Promise.all(screens.map((screen) => screen.until(() => screen.view?.screens === 12)));
  await Promise.all(screens.map((screen) => screen.queue.until(() => screen.figures)));
  for (const screen of screens) expect(screen.view).toMatchObject({ presence: "present", me: { name: "Marta Núñez" } });
  await centre.kill9();
  await centre.restart();
  for (const screen of screens) screen.checkAll();
  await Promise.all(
    screens.map((screen) => screen.until(() => screen.client.status === "live" && screen.view?.screens === 12)),
  );
  for (const screen of screens) screen.vanish();
});
