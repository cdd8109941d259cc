/** A server in a process of its own, and what it costs there. */
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { cpuByProgram, memoryOf } from "../machine.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export class Child {
  url = "";
  #next = 0;
  readonly #asked = new Map<number, (answer: unknown) => void>();

  private constructor(private readonly process: ChildProcess) {}

  static async start(file: string, argument: string): Promise<Child> {
    const started = fork(at("../../../party/dev/run-ts.mjs"), [at(`../fixture/${file}`), argument]);
    const child = new Child(started);
    await new Promise<void>((ready, failed) => {
      started.once("exit", (code) => failed(new Error(`${file} ended with ${code}`)));
      started.on("message", (message: { ready?: string; id?: number; answer?: unknown }) => {
        if (message.ready !== undefined) {
          child.url = message.ready;
          ready();
        }
        if (message.id !== undefined) child.#asked.get(message.id)?.(message.answer);
      });
    });
    return child;
  }

  ask(ask: string): Promise<unknown> {
    const id = this.#next++;
    return new Promise((answered) => {
      this.#asked.set(id, answered);
      this.process.send({ id, ask });
    });
  }

  /** Processor time so far in milliseconds, by program. */
  cpu(): Map<string, number> {
    return cpuByProgram(this.process.pid!);
  }

  /** In bytes, of all its processes. */
  memory(): number {
    return memoryOf(this.process.pid!);
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGKILL");
    await ended;
  }

  async end(): Promise<void> {
    await this.ask("dispose");
    await this.kill();
  }
}
