import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { io, type Socket } from "socket.io-client";
import { Child } from "./child.ts";
import { abreast, type Subject, type Thread } from "./subject.ts";

/** A plain socket.io server with a database commit per message. */
export class SocketIo implements Subject {
  readonly name = "socket.io";
  readonly #threads: Thread[] = [];
  readonly #sockets: Socket[] = [];

  private constructor(
    private readonly child: Child,
    private readonly folder: string,
  ) {}

  static async start(): Promise<SocketIo> {
    const folder = await mkdtemp(join(tmpdir(), "turno-socketio-"));
    return new SocketIo(await Child.start("socketio-server.ts", join(folder, "messages.db")), folder);
  }

  #connect(conversation: string): Promise<Socket> {
    const options = { transports: ["websocket"], auth: { conversation }, forceNew: true, reconnection: false };
    const socket = io(this.child.url, options);
    this.#sockets.push(socket);
    return new Promise((opened, failed) => {
      socket.once("connect", () => opened(socket));
      socket.once("connect_error", failed);
    });
  }

  async open(count: number): Promise<Thread[]> {
    const missing = Array.from(
      { length: Math.max(0, count - this.#threads.length) },
      (_, i) => this.#threads.length + i,
    );
    const opened = await abreast(missing, 32, async (n): Promise<Thread> => {
      const id = `t${n}`;
      const customer = await this.#connect(id);
      const agent = await this.#connect(id);
      const say: Thread["say"] = (end, text) => void (end === "customer" ? customer : agent).emit("text", text);
      const thread: Thread = { id, heard: () => {}, say };
      customer.on("text", (text: string) => thread.heard("customer", text));
      agent.on("text", (text: string) => thread.heard("agent", text));
      return thread;
    });
    this.#threads.push(...opened);
    return this.#threads.slice(0, count);
  }

  async survivors(threads: readonly Thread[]): Promise<Map<string, string[]>> {
    await this.child.kill();
    const db = new Database(join(this.folder, "messages.db"));
    const select = db.prepare("SELECT text FROM messages WHERE conversation = ? ORDER BY id");
    const found = new Map(
      threads.map(({ id }) => [id, (select.all(id) as { text: string }[]).map(({ text }) => text)]),
    );
    db.close();
    return found;
  }

  cpu(): Map<string, number> {
    return this.child.cpu();
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.disconnect();
    await this.child.kill().catch(() => {});
    await rm(this.folder, { recursive: true, force: true });
  }
}
