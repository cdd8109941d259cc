/**
 * EN60: what was said stands in its row and in the log, as part of the event that made the row, and of those that gave it other words.
 * To be erased it must go from all of them, in the write of the step that erases it.
 */
import type { RoomDefinition, Row, Stamped } from "./definition.ts";
import type { RoomStorage } from "./host.ts";
import { LOG, logKey } from "./keys.ts";
import type { Entry } from "./lists.ts";

/** Of one moment; mostly there is one. */
const AT_ONCE = 64;

interface Logged {
  at: number;
  event: Stamped;
}

/** What the log is to say of the events that gave this row its words, by their keys. */
export async function wordlessEntries(
  definition: RoomDefinition,
  storage: RoomStorage,
  { row, about: { worded = [] } }: Entry,
  revision: number,
): Promise<Record<string, unknown>> {
  const log = await wordlessFirst(definition, storage, row, revision);
  for (const key of worded.map(logKey)) {
    const entry = (await storage.get(key)) as Logged | undefined;
    const event = entry && definition.wordless?.(entry.event, row as never);
    if (event) log[key] = { ...entry, event };
  }
  return log;
}

/** Of the event that made it; empty: the log says nothing of that, or no more. */
async function wordlessFirst(
  { wordless }: RoomDefinition,
  storage: RoomStorage,
  row: Row,
  revision: number,
): Promise<Record<string, unknown>> {
  const at = row.at as number;
  let start = logKey(await firstSince(storage, at, revision));
  for (;;) {
    const entries = (await storage.list({ prefix: LOG, start, limit: AT_ONCE })) as Map<string, Logged>;
    for (const [key, entry] of entries) {
      if (entry.at > at) return {};
      const event = wordless?.(entry.event, row as never);
      if (event) return { [key]: { ...entry, event } };
    }
    if (entries.size < AT_ONCE) return {};
    start = logKey(Number([...entries.keys()].at(-1)!.slice(LOG.length)) + 1);
  }
}

/** By halving: entries are numbered by revision, with gaps, and their times never go back. */
async function firstSince(storage: RoomStorage, at: number, revision: number): Promise<number> {
  let [low, high] = [1, revision + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [found] = (await storage.list({ prefix: LOG, start: logKey(middle), limit: 1 })) as Map<string, Logged>;
    if (found && found[1].at < at) low = Number(found[0].slice(LOG.length)) + 1;
    else high = middle;
  }
  return low;
}
