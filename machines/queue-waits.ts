/** What the queue can say of the time until somebody answers: the pace of the line, and business hours. */
import { isAttended, lineOf, positionOf, waits, type Entry } from "./desk.ts";
import { expectedWait, paced } from "./expected-wait.ts";
import { isOpen, nextOpening } from "./hours.ts";
import type { QueueContext } from "./queue-events.ts";
import type { Wait } from "./thread.ts";

export const withAssignment = (paces: QueueContext["paces"], department: string, at: number): QueueContext["paces"] =>
  paces.set(department, paced(paces.get(department), at));

interface Standing extends Wait {
  position: number | null;
  attended: boolean;
}

/** QU24: when it is open again; null: it is, or nobody knows when. */
export const openingAfter = ({ hours, timeZone }: QueueContext, at: number): number | null =>
  hours === null || isOpen(hours, timeZone, at) ? null : nextOpening(hours, timeZone, at);

/** Of this place in the line. `opening`: when it is open again, for who has asked already. */
function outlook(context: QueueContext, department: string, place: number, at: number, opening?: number | null) {
  const attended = isAttended(context, department);
  // Where nobody takes any, the pace of before says nothing.
  const expectedMs = attended ? expectedWait(context.paces.get(department), place, at) : null;
  // Who is there is there, whatever the hours say.
  const opensAt = attended ? null : opening === undefined ? openingAfter(context, at) : opening;
  return { attended, expectedMs, opensAt };
}

/** QU24, QU25: where somebody stands who is in the books. Who has an agent, now or again, waits for nobody. */
export function standing(context: QueueContext, entry: Entry, at: number, opening?: number | null): Standing {
  const { department } = entry;
  if (!waits(entry))
    return { position: null, attended: isAttended(context, department), expectedMs: null, opensAt: null };
  const position = positionOf(context, entry);
  return { position, ...outlook(context, department, position, at, opening) };
}

/** The same of who only looks on: they would be the last of their line, or have an agent at once. */
export function prospects(context: QueueContext, department: string, at: number): Standing {
  const line = lineOf(department);
  const isFree = context.free.first(line) !== undefined;
  const { expectedMs, ...rest } = outlook(context, department, context.waiting.countPrefix(line) + 1, at);
  return { position: null, expectedMs: isFree ? null : expectedMs, ...rest };
}
