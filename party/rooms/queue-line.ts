/** Topic `line` of the queue: who waits longest, kept current at the cost of what has changed since it was last shown. */
import { lineOf, waitingKey, waits, type Entry } from "../../machines/desk.ts";
import { Ordered } from "../../machines/ordered.ts";
import type { QueueContext } from "../../machines/queue-events.ts";
import { LINE_MAX, type LineView } from "../protocol/queue.ts";

/** By conversation. */
type Line = Ordered<Entry>;

const order = (a: Entry, b: Entry): number => a.enqueuedAt - b.enqueuedAt || Number(a.id > b.id) - Number(a.id < b.id);

export const showEntry = ({ id, department, channel, customerName, enqueuedAt }: Entry): LineView => ({
  id,
  department,
  channel,
  customerName,
  enqueuedAt,
});

/** Bounded by the number of departments, however many wait: each line is in order already. */
export function longestWaiting(context: QueueContext, before?: { context: QueueContext; line: Line }): Line {
  const { departments, conversations } = context;
  if (before?.context.departments !== departments) return shortened(Ordered.empty(), behind(context, LINE_MAX));
  if (conversations === before.context.conversations) return before.line;
  const last = lastOf(before.line);
  const changed = conversations.diff(before.context.conversations);
  let line = before.line;
  for (const id of changed.deleted) line = line.delete(id);
  const come: Entry[] = [];
  for (const [id, entry] of changed.set) {
    const shows = waits(entry) && departments.includes(entry.department) && (!last || order(entry, last) <= 0);
    if (shows) come.push(entry);
    else line = line.delete(id);
  }
  // Whoever stood behind the last one moves up.
  if (last && line.size < LINE_MAX) come.push(...behind(context, LINE_MAX - line.size, last));
  if (come.length === 0) return line;
  const now = shortened(line, come);
  const end = come.reduce((a, b) => (order(a, b) > 0 ? a : b));
  // Nobody who stood here before stands behind who has come behind the last of them.
  if (now.size === LINE_MAX && now.has(end.id) && last && order(end, last) > 0) lasts.set(now, end);
  return now;
}

const lasts = new WeakMap<Line, Entry>();
/** Of a line with no place left, who stands at its end: looked for once, since most events are about others. */
function lastOf(line: Line): Entry | undefined {
  if (line.size < LINE_MAX) return undefined;
  let last = lasts.get(line);
  if (last) return last;
  for (const entry of line.values()) if (!last || order(entry, last) > 0) last = entry;
  lasts.set(line, last!);
  return last;
}

/** With those who have come, without those at the end for whom there is no place. */
function shortened(line: Line, come: readonly Entry[]): Line {
  const all = come.reduce((sum, entry) => sum.set(entry.id, entry), line);
  if (all.size <= LINE_MAX) return all;
  const over = [...all.values()].sort(order).slice(LINE_MAX);
  return over.reduce((rest, { id }) => rest.delete(id), all);
}

/** Of each line so many: its first ones, or those behind `last`. */
function behind({ departments, waiting, conversations }: QueueContext, many: number, last?: Entry): Entry[] {
  const found: Entry[] = [];
  for (const department of departments) {
    const line = lineOf(department);
    const start = last ? waitingKey({ ...last, department }) : line;
    let missing = many;
    for (const [at, id] of waiting.entries(start)) {
      if (missing === 0 || !at.startsWith(line)) break;
      if (id === last?.id) continue;
      found.push(conversations.get(id)!);
      missing--;
    }
  }
  return found;
}
