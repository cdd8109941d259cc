import type { Runtime } from "../../harness/workerd.ts";
import { readPartykitConfig } from "../../harness/bundle.ts";
import { Child } from "./child.ts";
import { type AgentScreen, available, customerSocket, describeProject, present } from "./people.ts";
import { SECRET, type RoomSocket } from "./room-socket.ts";
import { abreast, type Subject, type Thread } from "./subject.ts";

const AGENTS = 40;
const CAPACITY = 30;
const PROJECT = "talk";

/** A whole centre: every text goes through a customer's thread, between the customer and the agent who holds it. */
export class Turno implements Subject {
  readonly name = "turno";
  readonly #threads: Thread[] = [];
  /** The connections behind the threads, in the same order. */
  readonly pairs: { customer: RoomSocket; agent: RoomSocket }[] = [];
  #agents: AgentScreen[] = [];

  private constructor(readonly child: Child) {}

  static async start(runtime: Runtime): Promise<Turno> {
    const { parties } = readPartykitConfig();
    const options = { main: "tests/bench/fixture/main.ts", parties, runtime, vars: { TURNO_SECRET: SECRET } };
    return new Turno(await Child.start("centre.ts", JSON.stringify(options)));
  }

  get url(): string {
    return this.child.url;
  }

  async open(count: number): Promise<Thread[]> {
    const assigned = new Map<string, (agent: AgentScreen) => void>();
    if (this.#agents.length === 0) {
      this.#agents = await present(this.url, await describeProject(this.url, PROJECT, AGENTS, CAPACITY));
      await available(this.#agents);
    }
    for (const agent of this.#agents) agent.onAssigned = ({ thread }) => assigned.get(thread)?.(agent);
    const missing = Array.from(
      { length: Math.max(0, count - this.#threads.length) },
      (_, i) => this.#threads.length + i,
    );
    const opened = await abreast(missing, 16, async (n) => {
      const id = `${PROJECT}_t${n}`;
      const customer = customerSocket(this.url, id);
      const taken = new Promise<AgentScreen>((known) => assigned.set(id, known));
      await customer.open();
      customer.tell({ type: "message.send", text: "Hola" });
      const agent = (await taken).thread(id);
      // The agent's room may know of the assignment before the thread does: then it is shown nothing yet.
      await agent.open();
      await agent.until(() => agent.topics["agent"] !== undefined);
      const thread: Thread = {
        id,
        heard: () => {},
        say: (end, text) => (end === "customer" ? customer : agent).tell({ type: "message.send", text }),
      };
      for (const [end, socket] of [["customer", customer] as const, ["agent", agent] as const]) {
        socket.onRow = (row) => {
          if (row["kind"] === "text" && row["from"] !== end) thread.heard(end, row["text"] as string);
        };
      }
      return { thread, customer, agent };
    });
    this.#threads.push(...opened.map(({ thread }) => thread));
    this.pairs.push(...opened);
    return this.#threads.slice(0, count);
  }

  async survivors(threads: readonly Thread[]): Promise<Map<string, string[]>> {
    await this.child.ask("restart");
    await fetch(`${this.url}/api/health`);
    const found = await abreast(threads, 16, async ({ id }) => {
      const socket = customerSocket(this.url, id);
      await socket.open();
      const rows = await socket.wholeList("messages");
      socket.cut();
      return [id, rows.filter(({ kind }) => kind === "text").map(({ text }) => text as string)] as const;
    });
    return new Map(found);
  }

  cpu(): Map<string, number> {
    return this.child.cpu();
  }

  async stop(): Promise<void> {
    for (const { customer, agent } of this.pairs) for (const socket of [customer, agent]) socket.cut();
    for (const { room } of this.#agents) room.cut();
    await this.child.end();
  }
}
