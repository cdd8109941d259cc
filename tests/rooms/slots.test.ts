import { describe, expect, onTestFinished, test } from "vitest";
import { conversationNumber } from "../../party/protocol/screens.ts";
import type { SeatView } from "../../party/protocol/queue.ts";
import type { Outcome } from "../../web/shared/room-client.ts";
import type { Agent, Customer } from "../harness/people.ts";
import { peopleOf, seeded, startDemo } from "./support/demo.ts";

const ROUNDS = 10;
const CAPACITY = 6;
/** More than both agents can hold: there is always a line, and always somebody to take from it. */
const CUSTOMERS = 15;
/** A step through all rooms takes a few milliseconds: a kill within this time of the last command comes in the middle. */
const MIDDLE_MS = 12;

/** Where the queue, the agents' lists and the threads do not tell the same story, or the story breaks a rule. */
function disagreements(agents: readonly Agent[], customers: readonly Customer[]): string[] {
  const found: string[] = [];
  for (const person of [...agents, ...agents.map(({ queue }) => queue), ...customers])
    if (person.client.status !== "live" || person.client.pending.length > 0) found.push("somebody is not up to date");
  const queued = customers.filter(({ view }) => view?.state === "queued");
  for (const agent of agents) {
    const seats = agent.queue.topic("seats") as Record<string, SeatView> | undefined;
    const load = seats?.[`seats:${agent.id}`]?.load;
    const listed = agent.assignments.map(({ thread }) => thread).sort();
    const held = customers
      .filter(({ view }) => view?.state === "assigned" && view.agent?.name === agent.view?.me.name)
      .map(({ id }) => id)
      .sort();
    if (load !== listed.length) found.push(`${agent.id}: load ${load}, list ${listed.length}`);
    if (listed.join() !== held.join()) found.push(`${agent.id}: list ${listed.join()}, threads ${held.join()}`);
    if (listed.length > CAPACITY) found.push(`${agent.id} holds ${listed.length}`);
    if (listed.length < CAPACITY && queued.length > 0) found.push(`${agent.id} has room and ${queued.length} wait`);
    const waiting = agent.figures?.waiting;
    if (waiting !== queued.length) found.push(`the queue says ${waiting} wait, ${queued.length} do`);
    for (const thread of listed)
      if (agent.threadView(thread)?.state !== "talking") found.push(`${thread} is not talking to ${agent.id}`);
  }
  return found;
}

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  test("killed in the middle of assignments and transfers, no slot is lost or doubled and the line goes on", async () => {
    const random = seeded(11);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const centre = await startDemo({ runtime });
    onTestFinished(() => centre.dispose());
    const { agents, customers } = await peopleOf(centre, CUSTOMERS);
    const settled = () =>
      expect
        .poll(
          () => {
            for (const agent of agents) for (const { thread } of agent.assignments) agent.thread(thread);
            return disagreements(agents, customers);
          },
          { timeout: 20_000, interval: 10 },
        )
        .toEqual([]);
    const everyoneWrites = () => {
      for (const customer of customers) if (customer.view?.state === "quiet") void customer.write("Hola");
    };
    await Promise.all(customers.map((customer) => customer.until(() => customer.view)));
    everyoneWrites();
    await settled();

    const did = { closed: 0, transfer: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      for (const agent of agents) {
        const [one, two, three] = agent.assignments.map(({ thread, conversationId }) => ({
          client: agent.thread(thread).client,
          about: { conversation: conversationNumber(conversationId) },
        }));
        const other = agents.find((another) => another !== agent)!;
        const counting = (what: keyof typeof did) => (outcome: Outcome) => {
          if (outcome.kind === "done") did[what]++;
        };
        for (const each of [one, two])
          void each?.client.send({ type: "conversation.close", ...each.about }).then(counting("closed"));
        // Accepted or declined, as the colleague's slots happen to stand at that moment.
        const transfer = { type: "conversation.transfer", to: other.id, note: "" };
        void three?.client.send({ ...transfer, ...three.about }).then(counting("transfer"));
      }
      const leaving = pick(customers);
      const { state, conversation } = leaving.view ?? {};
      if (state === "queued") void leaving.client.send({ type: "conversation.leave", conversation });
      await new Promise((done) => setTimeout(done, random() * MIDDLE_MS));
      await centre.restart();
      // As a page does when the network is back, instead of waiting for the next try.
      for (const agent of agents) agent.checkAll();
      for (const { client } of customers) client.check();
      await settled();
      everyoneWrites();
      await settled();
    }
    expect(did.closed).toBeGreaterThan(ROUNDS);
    expect(did.transfer).toBeGreaterThan(ROUNDS);
    for (const agent of agents) agent.vanish();
    for (const customer of customers) customer.client.close();
  }, 90_000);
});
