import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Agent } from "../harness/people.ts";
import { freePort } from "../harness/process.ts";
import { family, listening } from "./support/processes.ts";

class Started {
  readonly ended: Promise<number | null>;
  output = "";
  readonly #child: ChildProcess;

  constructor(state: string, port: number, ...options: string[]) {
    const args = ["party/dev/run-ts.mjs", "party/dev/start.ts", "--state", state, "--port", String(port), ...options];
    this.#child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.on("data", (data) => (this.output += String(data)));
    this.ended = new Promise((done) => this.#child.once("exit", (code) => done(code)));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  async ready(): Promise<string> {
    await expect.poll(() => this.output, { timeout: 30_000 }).toContain("Sign in as");
    return /http:\S+(?=\/panel)/.exec(this.output)![0];
  }

  stop(): Promise<number | null> {
    this.#child.kill("SIGINT");
    return this.ended;
  }
}

// Reads /proc to see what really listens.
test.runIf(process.platform === "linux")(
  "npm start serves this machine alone, brings customers, ends on Ctrl-C, goes on where it was, and says when its server dies",
  async () => {
    const state = await mkdtemp(join(tmpdir(), "turno-start-"));
    onTestFinished(() => rm(state, { recursive: true, force: true }));
    const port = await freePort();

    const first = new Started(state, port);
    onTestFinished(() => void first.stop());
    const url = await first.ready();
    const sockets = listening(family(first.pid));
    expect(sockets.length).toBeGreaterThanOrEqual(3);
    const LOOPBACK = "0100007F";
    expect(sockets.filter((address) => !address.startsWith(`${LOOPBACK}:`))).toEqual([]);
    expect(sockets).toContain(`${LOOPBACK}:${port.toString(16).toUpperCase().padStart(4, "0")}`);

    for (const page of ["/", "/panel", "/widget", "/outbox"])
      expect((await fetch(url + page)).headers.get("content-type")).toContain("text/html");
    expect((await fetch(`${url}/widget.js`)).headers.get("content-type")).toContain("javascript");
    const secret = await readFile(join(state, "secret"), "utf8");
    expect(secret.trim()).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(join(state, "secret"))).mode & 0o077).toBe(0);
    expect(
      family(first.pid)
        .map(({ command }) => command)
        .join("\n"),
    ).not.toContain(secret.trim());

    const ana = await Agent.signIn(url, "demo_ana");
    await ana.until(() => ana.view?.presence === "present");
    await ana.setAvailable(true);
    const { thread } = await ana.until(() => ana.assignments[0]);
    await ana.thread(thread).until(() => ana.thread(thread).texts.length > 0);
    const [text] = ana.thread(thread).texts;

    const twice = new Started(state, port);
    expect(await twice.ended).toBe(1);
    expect(twice.output).toContain(`already running on this folder: ${url}`);

    const below = family(first.pid).map(({ pid }) => pid);
    expect(await first.stop()).toBe(0);
    expect(first.output).toContain("Turno has stopped.");
    // Ana's name has an accent, and came with each of her sockets.
    expect(await readFile(join(state, "server.log"), "utf8")).not.toContain("Problematic header");
    await expect.poll(() => below.flatMap((pid) => family(pid))).toEqual([]);

    const second = new Started(state, port, "--no-simulation");
    onTestFinished(() => void second.stop());
    expect(await second.ready()).toBe(url);
    expect(await readFile(join(state, "secret"), "utf8")).toBe(secret);
    ana.checkAll();
    await ana.until(() => ana.client.status === "live" && ana.view?.available);
    const again = ana.thread(thread);
    await again.until(() => again.client.status === "live");
    expect(again.texts[0]).toBe(text);
    ana.vanish();

    const workerd = family(second.pid).find(({ command }) => command.includes("--socket-addr="))!;
    process.kill(workerd.pid, "SIGKILL");
    expect(await second.ended).toBe(1);
    expect(second.output).toContain("The server has died.");
  },
  90_000,
);
