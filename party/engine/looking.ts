/**
 * What something is about, where that is entries of a list: looked up by number or by name before the machine is asked, in the same
 * turn. The machine is told as little as it needs to decide, for the log keeps what it is told.
 */
import { LOG_LIST } from "../protocol/inspection.ts";
import type { Effect, Event, Looking, RoomDefinition, Row } from "./definition.ts";
import { wordlessEntries } from "./erasing.ts";
import type { RoomStorage } from "./host.ts";
import { LOG, changedKey, listKey, refKey } from "./keys.ts";
import { NAME_MAX_CHARS, isChange, numberOf, readAbout, type Entry } from "./lists.ts";

export interface Looked {
  /** With what the machine is to be told. */
  event: Event;
  list: string;
  /** Entries that are there, by number. */
  found: Map<number, Row>;
}

export function looksFor({ looks }: RoomDefinition, { type }: Event): Looking | undefined {
  return looks && Object.hasOwn(looks, type) ? looks[type] : undefined;
}

export async function look({ list, wanted, tells }: Looking, storage: RoomStorage, event: Event): Promise<Looked> {
  const found = new Map<number, Row>();
  const one = async (asked: unknown): Promise<unknown> => {
    const seq = typeof asked === "string" ? await called(storage, list, asked) : asked;
    if (typeof seq !== "number") return null;
    // Wanted twice, by two of its names perhaps, it is one.
    const row = found.get(seq) ?? ((await storage.get(listKey(list, seq))) as Row | undefined);
    if (!row) return null;
    found.set(seq, row);
    return tells(row as never);
  };
  if (!wanted) return { event: { ...event, row: await one(event["seq"]) }, list, found };
  const rows: unknown[] = [];
  for (const asked of wanted(event as never)) rows.push(await one(asked));
  return { event: { ...event, rows }, list, found };
}

/** A name that is too long to be one belongs to nothing: whoever asks may have it from outside. */
async function called(storage: RoomStorage, list: string, name: string): Promise<number | undefined> {
  if (name.length > NAME_MAX_CHARS) return undefined;
  return (await storage.get(refKey(list, name))) as number | undefined;
}

/** What has been read for a step: the entries that it changes, by key, and what the log is to say instead (EN60). */
export interface Prepared {
  entries: ReadonlyMap<string, Entry>;
  log: Record<string, unknown>;
}
export const NOTHING: Prepared = { entries: new Map(), log: {} };

/** Only what the machine wants to change: most looks end in nothing. */
export async function prepare(
  definition: RoomDefinition,
  storage: RoomStorage,
  effects: readonly Effect[],
  { list, found }: Looked,
  revision: number,
): Promise<Prepared> {
  const entries = new Map<string, Entry>();
  const log: Record<string, unknown> = {};
  for (const change of effects.filter(isChange)) {
    const seq = numberOf(change);
    const row = found.get(seq);
    if (!row) continue;
    const key = listKey(list, seq);
    const entry = entries.get(key) ?? { row, about: await readAbout(storage, list, seq) };
    entries.set(key, entry);
    if (change.kind !== "replace") continue;
    const wordless = await wordlessEntries(definition, storage, entry, revision);
    Object.assign(log, wordless);
    // EN67: who looks on and comes back is told that they have changed.
    if (definition.inspection)
      for (const at of Object.keys(wordless).map((name) => Number(name.slice(LOG.length))))
        log[changedKey(LOG_LIST, revision + 1, at)] = { seq: at };
  }
  return { entries, log };
}
