/** Many webhooks at once, in any order and more than once, and a server that dies while it takes them. */
import { describe, expect, onTestFinished, test } from "vitest";
import { inOrder } from "../../machines/ordering.ts";
import { GraphApi } from "../harness/graph-api.ts";
import { batchOf, content, messageOf, wamid, type Person } from "../harness/graph/payloads.ts";
import type { Json } from "../harness/graph/messages.ts";
import { Agent } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { seeded, startDemo } from "./support/demo.ts";
import { connect, enters, wholeThread } from "./support/numbers.ts";

const CUSTOMERS = 12;
/** Of 1,000 webhooks as many as leave 30 % for those that come twice. */
const EACH = 58;
const SENT_FROM = Date.parse("2026-11-20T09:00:00Z");
const SECOND_MS = 1000;

const people: Person[] = Array.from({ length: CUSTOMERS }, (_, n) => ({
  phone: `34600200${String(n).padStart(3, "0")}`,
  user: `ES.person${n}`,
  name: `Customer ${n}`,
}));

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  const left = [...all];
  return all.map(() => left.splice(Math.floor(random() * left.length), 1)[0]!);
}

interface Said {
  by: Person;
  message: Json;
  text: string;
}

/** What each of them sends, a second after the other: first by both of their names, and then by one, the other, or both. */
const saidBy = (person: Person, count: number): Said[] =>
  Array.from({ length: count }, (_, n) => {
    const { phone, user, name } = person;
    const by = [
      { phone, user, name },
      { phone, name },
      { user, name },
    ][n % 3] as Person;
    const text = `${name}: ${n}`;
    return { by, text, message: messageOf(by, content.text(text), { id: wamid(), at: SENT_FROM + n * SECOND_MS }) };
  });

async function begin(runtime: "old" | "current" = "old") {
  const centre = await startDemo({ runtime });
  const graph = await GraphApi.start();
  onTestFinished(async () => {
    await centre.dispose();
    await graph.stop();
  });
  await connect(centre, graph, await enters(centre, "john"));
  return { centre, graph };
}

/** Every customer's thread, as screens show it, once agents come who have room for all of them. */
async function shown(centre: Centre): Promise<Map<string, string[]>> {
  const agents = await Promise.all(["demo_ana", "demo_luis"].map((id) => Agent.signIn(centre.url, id)));
  for (const agent of agents) {
    await agent.until(() => agent.view?.presence === "present");
    await agent.setAvailable(true);
  }
  await expect.poll(() => agents.flatMap(({ assignments }) => assignments).length).toBe(CUSTOMERS);
  const texts = new Map<string, string[]>();
  for (const agent of agents)
    for (const { thread, customerName } of agent.assignments) {
      const rows = inOrder(await wholeThread(agent.thread(thread)));
      texts.set(
        customerName,
        rows.flatMap((row) => (row.kind === "text" ? [row.text] : [])),
      );
    }
  for (const agent of agents) agent.vanish();
  return texts;
}

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  test("IN11 CH12 of 1,000 webhooks with 30 % of them twice, in any order, each thread has each message once and in its order", async () => {
    const random = seeded(11);
    const { centre, graph } = await begin(runtime);
    const all = people.flatMap((person) => saidBy(person, EACH));
    const each = all.map(({ by, message }) => batchOf(graph.number, [{ by, message }]));
    // That both names are of one person has been said before either comes alone.
    await graph.deliverAll(each.filter((_, n) => n % EACH === 0));
    const again = shuffled(each, random).slice(0, 1000 - each.length);
    await graph.deliverAll(shuffled([...each, ...again], random), { atOnce: 40 });
    const texts = await shown(centre);
    for (const { name } of people) expect(texts.get(name!)).toEqual(saidOf(all, name!));
  });

  test("IN11 kill -9 in the middle of batches loses nothing that was answered, and what is sent again is there once", async () => {
    const random = seeded(13);
    const { centre, graph } = await begin(runtime);
    const all = people.flatMap((person) => saidBy(person, 24));
    // Of each customer in order, several customers and several messages in a batch.
    const left = [...all].sort((a, b) =>
      (a.message["timestamp"] as string).localeCompare(b.message["timestamp"] as string),
    );
    const batches: Json[] = [];
    while (left.length > 0) batches.push(batchOf(graph.number, left.splice(0, 1 + Math.floor(random() * 12))));
    let answered = 0;
    let unanswered = 0;
    const watchers = new Set<() => void>();
    const takeTurns = batches.values();
    const provider = async (): Promise<void> => {
      for (const batch of takeTurns) {
        while ((await graph.deliver(batch)) !== 200) {
          unanswered++;
          await new Promise((done) => setTimeout(done, 20));
        }
        answered++;
        for (const look of watchers) look();
      }
    };
    /** Resolves when so many more have been answered, with others on their way. */
    const underWay = (more: number) =>
      new Promise<void>((done) => {
        const goal = answered + more;
        const look = () => {
          if (answered < goal && answered < batches.length) return;
          watchers.delete(look);
          done();
        };
        watchers.add(look);
        look();
      });
    const providers = Promise.all(Array.from({ length: 6 }, provider));
    for (let kill = 0; kill < 5; kill++) {
      await underWay(1 + Math.floor(random() * 5));
      await centre.restart();
    }
    await providers;
    expect(unanswered).toBeGreaterThan(0);
    // The provider may not have heard of any of its answers.
    await graph.deliverAll(shuffled(batches, random));
    const texts = await shown(centre);
    for (const { name } of people) expect(texts.get(name!)).toEqual(saidOf(all, name!));
  });
});

const saidOf = (all: readonly Said[], name: string): string[] =>
  all.flatMap(({ by, text }) => (by.name === name ? [text] : []));
