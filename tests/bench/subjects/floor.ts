import WebSocket from "ws";
import { Child } from "./child.ts";
import { abreast, type Subject, type Thread } from "./subject.ts";
import type { Runtime } from "../../harness/workerd.ts";

/** The bare PartyKit room. */
export class Floor implements Subject {
  readonly name = "floor";
  readonly threads: Thread[] = [];
  readonly #sockets: WebSocket[] = [];

  private constructor(readonly child: Child) {}

  static async start(runtime: Runtime): Promise<Floor> {
    const source = {
      main: "tests/bench/fixture/floor-main.ts",
      parties: { floor: "tests/bench/fixture/floor-room.ts" },
    };
    return new Floor(await Child.start("centre.ts", JSON.stringify({ ...source, runtime })));
  }

  connect(room: string): Promise<WebSocket> {
    const address = `${this.child.url.replace("http", "ws")}/parties/floor/${room}?_pk=${crypto.randomUUID()}`;
    const socket = new WebSocket(address, { perMessageDeflate: false });
    this.#sockets.push(socket);
    return new Promise((opened, failed) => {
      socket.once("open", () => opened(socket));
      socket.once("error", failed);
    });
  }

  async open(count: number): Promise<Thread[]> {
    const missing = Array.from({ length: Math.max(0, count - this.threads.length) }, (_, i) => this.threads.length + i);
    const opened = await abreast(missing, 32, async (n): Promise<Thread> => {
      const customer = await this.connect(`t${n}`);
      const agent = await this.connect(`t${n}`);
      const thread: Thread = {
        id: `t${n}`,
        heard: () => {},
        say: (end, text) => (end === "customer" ? customer : agent).send(JSON.stringify({ text })),
      };
      customer.on("message", (data: Buffer) => thread.heard("customer", textOf(data)));
      agent.on("message", (data: Buffer) => thread.heard("agent", textOf(data)));
      return thread;
    });
    this.threads.push(...opened);
    return this.threads.slice(0, count);
  }

  async survivors(threads: readonly Thread[]): Promise<Map<string, string[]>> {
    await this.child.ask("restart");
    const found = await abreast(threads, 32, async ({ id }) => {
      const socket = await this.connect(id);
      const answer = new Promise<Buffer>((heard) => socket.once("message", heard));
      socket.send("history");
      const { history } = JSON.parse((await answer).toString()) as { history: string[] };
      socket.terminate();
      return [id, history] as const;
    });
    return new Map(found);
  }

  cpu(): Map<string, number> {
    return this.child.cpu();
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    await this.child.end();
  }
}

const textOf = (data: Buffer): string => (JSON.parse(data.toString()) as { text: string }).text;
