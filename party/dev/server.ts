/** The server, as `partykit dev` runs it: in a process of its own, on this machine only, with its chatter in a file. */
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile, rename, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { keep, type State } from "./state.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Beyond it the log of earlier starts is put aside, and the one before that forgotten. */
const LOG_MAX_BYTES = 10_000_000;
const LOOK_AGAIN_MS = 100;
const START_MAX_MS = 60_000;
const STOP_MAX_MS = 5_000;

export interface Server {
  /** Resolves when it has ended, whoever wanted it. */
  ended: Promise<void>;
  /** Resolves when it answers; rejects when it ends before. */
  ready(): Promise<void>;
  stop(): Promise<void>;
  log: string;
}

/** The first free port from here on. */
export async function freePort(from: number): Promise<number> {
  const free = (port: number) =>
    new Promise<boolean>((done) => {
      const probe = createServer();
      probe.once("error", () => done(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
    });
  for (let port = from; port < from + 100; port++) if (await free(port)) return port;
  throw new Error(`no free port from ${from} to ${from + 99}`);
}

/** Our own `partykit.json`: with the secret, which would be there for all to see on a command line. */
async function writeConfig({ folder, secret }: State, port: number, web: string, vars: Record<string, string>) {
  const config = JSON.parse(await readFile(join(ROOT, "partykit.json"), "utf8")) as {
    main: string;
    parties: Record<string, string>;
  };
  const absolute = (path: string) => resolve(ROOT, path);
  await keep(folder, "partykit.json", {
    ...config,
    main: absolute(config.main),
    parties: Object.fromEntries(Object.entries(config.parties).map(([name, path]) => [name, absolute(path)])),
    serve: { path: web },
    port,
    vars: { ...vars, TURNO_SECRET: secret },
  });
  return join(folder, "partykit.json");
}

export async function startServer(
  state: State,
  { port, web, vars }: { port: number; web: string; vars: Record<string, string> },
): Promise<Server> {
  const config = await writeConfig(state, port, web, vars);
  const log = join(state.folder, "server.log");
  const partykit = join(ROOT, "node_modules/partykit/dist/bin.mjs");
  const preload = new URL("loopback.mjs", import.meta.url).href;
  const args = ["dev", "--config", config, "--persist", join(state.folder, "rooms")];
  const child = spawn(
    process.execPath,
    ["--import", preload, partykit, ...args, "--disable-request-cf-fetch", "--no-hotkeys"],
    {
      cwd: ROOT,
      env: { ...process.env, NO_UPDATE_NOTIFIER: "1", FORCE_COLOR: "0" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Out of the terminal's group: Ctrl-C comes to us, and we end it in order.
      detached: true,
    },
  );
  // Earlier starts stay readable: what went wrong before a restart is what one looks for. Without the terminal's colours.
  const { size = 0 } = (await stat(log).catch(() => undefined)) ?? {};
  if (size > LOG_MAX_BYTES) await rename(log, `${log}.1`);
  const lines = createWriteStream(log, { mode: 0o600, flags: "a" });
  lines.write(`\n${new Date().toISOString()} started on http://127.0.0.1:${port}\n`);
  for (const stream of [child.stdout!, child.stderr!])
    createInterface(stream).on("line", (line) => lines.write(`${stripVTControlCharacters(line)}\n`));
  let runtime: number | undefined;
  child.on("message", (message: { runtime: number }) => (runtime = message.runtime));
  const killRuntime = () => {
    try {
      if (runtime !== undefined) process.kill(runtime, "SIGKILL");
    } catch {
      // It has ended with its parent, as it should.
    }
  };
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const ended = new Promise<void>((done) => child.once("exit", () => done())).then(killRuntime);
  child.once("close", () => lines.end());

  return {
    ended,
    log,
    async ready() {
      const giveUpAt = Date.now() + START_MAX_MS;
      while (isAlive() && Date.now() < giveUpAt) {
        const answers = await fetch(`http://127.0.0.1:${port}/api/health`).then(
          (response) => response.ok,
          () => false,
        );
        if (answers) return;
        await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
      }
      throw new Error(isAlive() ? "the server does not answer" : "the server has ended");
    },
    async stop() {
      if (child.connected) child.disconnect();
      const patience = setTimeout(() => child.kill("SIGKILL"), STOP_MAX_MS);
      await ended;
      clearTimeout(patience);
    },
  };
}
