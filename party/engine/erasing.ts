/**
 * EN60: what was said stands in its row and in the log, as part of the event that made the row. To be erased it must go from both, in
 * the write of the step that erases it.
 */
import type { RoomDefinition, Row, Stamped } from "./definition.ts";
import type { RoomStorage } from "./host.ts";
import { LOG, logKey } from "./keys.ts";

interface Entry {
  at: number;
  event: Stamped;
}

/** Of one moment; mostly there is one. */
const AT_ONCE = 64;

/** What the log is to say of the event that made this row, by its key; empty: it says nothing of it, or no more. */
export async function wordlessEntry(
  { wordless }: RoomDefinition,
  storage: RoomStorage,
  row: Row,
  revision: number,
): Promise<Record<string, unknown>> {
  const at = row.at as number;
  let start = logKey(await firstSince(storage, at, revision));
  for (;;) {
    const entries = (await storage.list({ prefix: LOG, start, limit: AT_ONCE })) as Map<string, Entry>;
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
    const [found] = (await storage.list({ prefix: LOG, start: logKey(middle), limit: 1 })) as Map<string, Entry>;
    if (found && found[1].at < at) low = Number(found[0].slice(LOG.length)) + 1;
    else high = middle;
  }
  return low;
}
