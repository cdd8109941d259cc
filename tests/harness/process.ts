/**
 * Miniflare does not tell which process is its workerd, and its own dispose() tidies up: a test of durability needs the
 * process itself. So `spawn` is watched, and each workerd is known by the port it was told to listen on.
 */
import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";

// Miniflare is CommonJS and reads `spawn` from the module object at each call, so this object is the place to look.
const childProcess = createRequire(import.meta.url)("node:child_process") as typeof import("node:child_process");

const workerds = new Map<number, ChildProcess>();
let watching = false;

export function watchSpawns(): void {
  if (watching) return;
  watching = true;
  const spawn = childProcess.spawn;
  childProcess.spawn = ((...args: Parameters<typeof spawn>) => {
    const child = spawn(...args);
    const port = listeningPort(args[1]);
    if (port !== undefined) workerds.set(port, child);
    return child;
  }) as typeof spawn;
}

function listeningPort(args: unknown): number | undefined {
  if (!Array.isArray(args) || args[0] !== "serve") return undefined;
  const entry = args.find((arg) => String(arg).startsWith("--socket-addr=entry="));
  const port = /:(\d+)$/.exec(String(entry))?.[1];
  return port === undefined ? undefined : Number(port);
}

export async function killProcess(port: number): Promise<void> {
  const child = workerds.get(port);
  workerds.delete(port);
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const dead = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill("SIGKILL");
  await dead;
}

/**
 * Below the range that systems take for outgoing connections: while a centre is dead, no client of another test may
 * be given its port.
 */
const PORTS = { from: 20_000, count: 12_000 };

export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * PORTS.count);
    if (await canListen(port)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}
