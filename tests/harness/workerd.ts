/**
 * A whole centre in a real workerd, on loopback, that a test may kill at any moment and start again on the same disk.
 *
 * Two runtimes, because they differ where it hurts: "old" is the one that `partykit dev` starts (alarms die with the
 * process), "current" is close to what runs in production (alarms survive).
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { createInterface } from "node:readline";
import WebSocket, { type ClientOptions } from "ws";
import { type AssetServer, serveAssets } from "./assets.ts";
import { bundle, companionModules, r2Bindings, readPartykitConfig, requireFromPartykit } from "./bundle.ts";
import { freePort, killProcess, watchSpawns } from "./process.ts";

export type Runtime = "old" | "current";

export interface CentreOptions {
  /** Default: those of partykit.json. Relative paths are relative to the project root. */
  main?: string;
  parties?: Record<string, string>;
  /** Default: old. */
  runtime?: Runtime;
  /** Folder for durable storage. Without it the centre has one of its own, removed by dispose(). */
  persist?: string;
  vars?: Record<string, string>;
  /** Folder of static files, listed at each start as `partykit dev` lists `serve`. */
  serveDir?: string;
  /** Default: that of partykit.json. PartyKit lowers it to what its own workerd knows. */
  compatibilityDate?: string;
}

export interface Centre {
  /** http://127.0.0.1:port, without a slash at the end; the same after a restart. */
  readonly url: string;
  ws(path: string, init?: ClientOptions & { protocols?: string | string[] }): WebSocket;
  /** SIGKILLs workerd and waits for it to be dead. */
  kill9(): Promise<void>;
  /** Starts again on the same folder and port; a living workerd is killed first. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
  /** All console lines of the worker since the first start, oldest first. */
  logs(): string[];
}

interface Miniflare {
  ready: Promise<URL>;
  dispose(): Promise<void>;
}

interface MiniflareModule {
  Miniflare: new (options: object) => Miniflare;
  Log: new (level?: number) => object;
}

/** Not one date for all: workerd refuses to start with a date newer than itself. */
const LAST_DATE_OF_OLD_WORKERD = "2024-07-18";
const START_ATTEMPTS = 3;

async function loadMiniflare(runtime: Runtime): Promise<MiniflareModule> {
  return runtime === "old" ? requireFromPartykit("miniflare") : await import("miniflare");
}

export async function startCentre(options: CentreOptions = {}): Promise<Centre> {
  const config = options.main && options.parties ? undefined : readPartykitConfig();
  const source = {
    main: options.main ?? config!.main,
    parties: options.parties ?? (options.main ? {} : config!.parties),
  };
  const { code, hostPlaceholder, entry } = await bundle(source);
  const miniflare = await loadMiniflare(options.runtime ?? "old");
  const ownFolder = options.persist === undefined;
  const persist = options.persist ?? (await mkdtemp(join(tmpdir(), "turno-centre-")));
  const compatibilityDate = earlier(options.compatibilityDate ?? config?.compatibilityDate ?? LAST_DATE_OF_OLD_WORKERD);
  const lines: string[] = [];
  const collect = (stream: Readable): void => {
    createInterface(stream).on("line", (line) => lines.push(stripVTControlCharacters(line)));
  };
  const Log = class extends miniflare.Log {
    /** Errors that nothing in the worker caught reach Miniflare's log instead of the console. */
    log(message: string): void {
      lines.push(stripVTControlCharacters(message));
    }
  };

  let port = 0;
  let instance: Miniflare | undefined;
  let assets: AssetServer | undefined;

  async function launch(): Promise<void> {
    assets = options.serveDir === undefined ? undefined : await serveAssets(options.serveDir);
    const starting = new miniflare.Miniflare({
      host: "127.0.0.1",
      port,
      cf: false,
      // Level 1 is errors: the rest is Miniflare's chatter about itself.
      log: new Log(1),
      handleRuntimeStdio: (stdout: Readable, stderr: Readable) => [stdout, stderr].forEach(collect),
      compatibilityDate,
      compatibilityFlags: ["nodejs_compat"],
      bindings: {
        ...Object.fromEntries(Object.entries(options.vars ?? {}).map(([name, value]) => [`pkvar-${name}`, value])),
        PARTYKIT_CRONS: {},
      },
      durableObjects: {
        PARTYKIT_DURABLE: "PartyKitDurable",
        ...Object.fromEntries(Object.keys(source.parties).map((name) => [name, `${name}DO`])),
      },
      // Local buckets have the names of their bindings, as in `partykit dev`.
      r2Buckets: r2Bindings(),
      // PartyKit's folder layout, so that a test may open what `partykit dev` wrote, and the other way round.
      cachePersist: join(persist, "cache"),
      durableObjectsPersist: join(persist, "party"),
      kvPersist: join(persist, "kv"),
      r2Persist: join(persist, "r2"),
      d1Persist: join(persist, "d1"),
      modules: [
        { type: "ESModule", path: entry, contents: code.replaceAll(hostPlaceholder, `127.0.0.1:${port}`) },
        ...companionModules(entry, assets?.manifest ?? { assets: {} }),
      ],
      modulesRoot: "/",
    });
    instance = starting;
    await starting.ready;
  }

  async function stop(): Promise<void> {
    const stopping = instance;
    instance = undefined;
    await killProcess(port);
    await stopping?.dispose().catch(() => {
      // Miniflare complains about the workerd that we have just shot.
    });
    await assets?.close();
    assets = undefined;
  }

  async function firstLaunch(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      port = await freePort();
      try {
        return await launch();
      } catch (error) {
        await stop();
        // Somebody may have taken the port between the look and the start; anything else fails each time.
        if (attempt === START_ATTEMPTS || !lines.some((line) => line.includes("Address already in use"))) {
          if (ownFolder) await rm(persist, { recursive: true, force: true });
          throw new Error(`workerd did not start:\n${lines.join("\n")}`, { cause: error });
        }
      }
    }
  }

  watchSpawns();
  await firstLaunch();
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    ws(path, { protocols, ...init } = {}) {
      return new WebSocket(url.replace(/^http/, "ws") + path, protocols, init);
    },
    kill9: stop,
    async restart() {
      await stop();
      await launch();
    },
    async dispose() {
      await stop();
      if (ownFolder) await rm(persist, { recursive: true, force: true });
    },
    logs: () => [...lines],
  };
}

function earlier(date: string): string {
  return date < LAST_DATE_OF_OLD_WORKERD ? date : LAST_DATE_OF_OLD_WORKERD;
}
