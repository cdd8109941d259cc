/**
 * EN71: does the log of a room replay to what the room has stored, byte for byte? Asked of a room that goes on meanwhile: what it is
 * at the moment of the question does not change, and its log is read and taken a few entries at a time, with rests in between.
 */
import type { AnyMachineSnapshot } from "xstate";
import type { Ordered } from "../../machines/ordered.ts";
import type { CheckResult } from "../protocol/inspection.ts";
import type { RoomDefinition } from "./definition.ts";
import type { Host } from "./host.ts";
import type { LogEntry } from "./inspection.ts";
import { ASIDE, LOG, logKey } from "./keys.ts";
import { Replay } from "./replaying.ts";
import { persist } from "./saved.ts";

/**
 * Entries, or rows of a table, between two rests: a millisecond's work. Rooms share a processor, and whoever oversees may have as many of
 * them checked at once as there are: a text waits for one such piece of each.
 */
const BETWEEN_RESTS = 25;
/** Paths that are told. */
const WHERE_MAX = 20;

type Rest = () => Promise<void>;
/** With its fields in order, so that what is the same has the same bytes. */
const canonical = (value: unknown): string => JSON.stringify(value, (_key, part: unknown) => inOrder(part));

function inOrder(part: unknown): unknown {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export async function checkLog(
  definition: RoomDefinition,
  host: Host,
  { snapshot, revision }: { snapshot: AnyMachineSnapshot; revision: number },
): Promise<CheckResult> {
  if (definition.logKept !== undefined) return { kind: "cannotTell", why: "logNotKept" };
  // Rooms that were set aside are called by a number there, messages and jobs by a name.
  for (const key of (await host.storage.list({ prefix: ASIDE, limit: 1 })).keys())
    if (/^\d/.test(key.slice(ASIDE.length))) return { kind: "cannotTell", why: "setAside" };
  const rest: Rest = () => new Promise((resolve) => void host.later(0, resolve));
  const life = new Replay(definition, host.self);
  const end = logKey(revision + 1);
  let start = LOG;
  let entries = 0;
  let since: number | null = null;
  let isOfThisVersion = true;
  for (;;) {
    const page = [...(await host.storage.list({ prefix: LOG, start, end, limit: BETWEEN_RESTS }))];
    for (const [key, entry] of page as [string, LogEntry][]) {
      const seq = Number(key.slice(LOG.length));
      // What lies there may be anything: this is asked where something is wrong.
      const version = entry?.version;
      if (version === undefined ? entries === 0 : version !== definition.version) isOfThisVersion = false;
      if (!life.take({ ...entry, seq }).agrees) since ??= seq;
      entries++;
    }
    if (page.length < BETWEEN_RESTS) break;
    start = logKey(Number(page.at(-1)![0].slice(LOG.length)) + 1);
    await rest();
  }
  const where = await differences(definition, life.snapshot, snapshot, rest);
  if (since === null && where.length === 0) return { kind: "same", revision, entries };
  if (!isOfThisVersion) return { kind: "cannotTell", why: "otherVersion" };
  host.log({ level: "error", msg: "log does not replay", revision, since, where });
  return { kind: "differs", revision, entries, since, where };
}

/** Of everything that is stored of a snapshot: what is rewritten at each step, and the rows of the tables. */
async function differences(
  definition: RoomDefinition,
  replayed: AnyMachineSnapshot,
  stored: AnyMachineSnapshot,
  rest: Rest,
): Promise<string[]> {
  const where: string[] = [];
  compare(persist(definition, replayed), persist(definition, stored), "", where);
  for (const table of Object.keys(definition.tables ?? {})) {
    const [is, was] = [replayed, stored].map(({ context }) => (context as Record<string, Ordered<unknown>>)[table]!);
    const keys = new Set([...was!.keys(), ...is!.keys()]);
    let compared = 0;
    for (const key of keys) {
      compare(is!.get(key), was!.get(key), `${table}:${key}`, where);
      if (where.length >= WHERE_MAX) break;
      if (++compared % BETWEEN_RESTS === 0) await rest();
    }
  }
  return where.slice(0, WHERE_MAX);
}

/** Paths of what is not the same, the deepest that say it. */
function compare(a: unknown, b: unknown, path: string, where: string[]): void {
  if (a === b || where.length >= WHERE_MAX || canonical(a) === canonical(b)) return;
  const areBoth = [a, b].every((one) => typeof one === "object" && one !== null);
  if (!areBoth || Array.isArray(a) !== Array.isArray(b)) return void where.push(path);
  const [left, right] = [a, b] as Record<string, unknown>[];
  for (const field of new Set([...Object.keys(left!), ...Object.keys(right!)]))
    compare(left![field], right![field], path === "" ? field : `${path}.${field}`, where);
}
