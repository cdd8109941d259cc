import { describe, expect, onTestFinished, test } from "vitest";
import type { Watched } from "../harness/people.ts";
import { peopleOf, seeded, startDemo } from "./support/demo.ts";

const CUSTOMERS = 6;
const KILLS = 6;

/** Writes one text after the other until told to stop, and remembers which of them were acknowledged. */
class Writer {
  readonly acknowledged: string[] = [];
  readonly #stop = new AbortController();
  #sent = 0;
  readonly #work: Promise<void>;

  constructor(
    readonly name: string,
    private readonly to: Watched,
    written: () => void,
  ) {
    this.#work = this.#write(written);
  }

  async #write(written: () => void): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const text = `${this.name} ${++this.#sent}`;
      const outcome = await this.to.client.send({ type: "message.send", text });
      if (outcome.kind !== "done") continue;
      this.acknowledged.push(text);
      written();
    }
  }

  /** Resolves when the last one has been answered. */
  stop(): Promise<void> {
    this.#stop.abort();
    return this.#work;
  }
}

/** Everything that a screen can be shown of a thread, by paging back to its first line. */
async function wholeThread(screen: Watched): Promise<string[]> {
  await screen.until(() => screen.client.status === "live");
  while (screen.client.mirror.lists.messages?.older) await screen.client.older("messages", 100);
  const numbers = screen.messages.map(({ seq }) => seq);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  return screen.texts;
}

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  test("kill -9 under load loses no acknowledged message, doubles none and keeps each writer's order", async () => {
    const random = seeded(7);
    const centre = await startDemo({ runtime });
    onTestFinished(() => centre.dispose());
    const { agents, customers } = await peopleOf(centre, CUSTOMERS);
    await Promise.all(customers.map((customer) => customer.write("Hola")));
    const held = () => agents.flatMap((agent) => agent.assignments).length;
    await expect.poll(held).toBe(CUSTOMERS);

    const watchers = new Set<() => void>();
    const written = () => {
      for (const look of watchers) look();
    };
    const writers = customers.flatMap((customer, n) => {
      const agent = agents.find((one) => one.assignments.some(({ thread }) => thread === customer.id))!;
      return [
        new Writer(`customer-${n}`, customer, written),
        new Writer(`agent-${n}`, agent.thread(customer.id), written),
      ];
    });
    const total = () => writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    /** Resolves when everybody is writing again, and some have gone on for a while. */
    const underLoad = () =>
      new Promise<void>((done) => {
        const before = writers.map(({ acknowledged }) => acknowledged.length);
        const goal = total() + 40 + Math.floor(random() * 100);
        const look = () => {
          if (total() < goal || writers.some(({ acknowledged }, n) => acknowledged.length === before[n])) return;
          watchers.delete(look);
          done();
        };
        watchers.add(look);
      });
    for (let kill = 0; kill < KILLS; kill++) {
      await underLoad();
      await centre.restart();
    }
    await underLoad();
    await Promise.all(writers.map((writer) => writer.stop()));

    for (const [n, customer] of customers.entries()) {
      const [own, answers] = writers.slice(n * 2, n * 2 + 2) as [Writer, Writer];
      // An agent's last words are acknowledged on another socket than the one that brings them here.
      for (const { acknowledged } of [own, answers])
        await customer.until(() => customer.texts.includes(acknowledged.at(-1)!));
      const texts = await wholeThread(customer);
      expect(texts.filter((text) => text.startsWith("customer-"))).toEqual(own.acknowledged);
      expect(texts.filter((text) => text.startsWith("agent-"))).toEqual(answers.acknowledged);
      expect(own.acknowledged.length).toBeGreaterThan(KILLS);
    }
    for (const agent of agents) agent.vanish();
    for (const customer of customers) customer.client.close();
  });
});
