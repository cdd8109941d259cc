/**
 * QU26: customers in a line where nobody is present and Disponible. Who is Disponible there and merely away would come back, if
 * they knew: whether and on what they are told is their own room's business.
 */
import { entryOf } from "./queue-decisions.ts";
import { isAttended, lineOf, waits, type Desk } from "./desk.ts";
import { setupQueue } from "./queue-setup.ts";

/** Most agents told at a time: any of them can see to it. */
const AWAY_TOLD_MAX = 20;

/** The calls that are due in this line. */
export function callAway(desk: Desk, department: string) {
  const calls: {
    type: "notifyAgent";
    params: { agentId: string; event: { type: string; [field: string]: unknown } };
  }[] = [];
  const waiting = desk.waiting.countPrefix(lineOf(department));
  if (waiting === 0 || isAttended(desk, department)) return calls;
  for (const [, agentId] of desk.away.prefix(lineOf(department))) {
    if (calls.length === AWAY_TOLD_MAX) break;
    calls.push({ type: "notifyAgent", params: { agentId, event: { type: "customers.waiting", department, waiting } } });
  }
  return calls;
}

/** For who has just begun to wait. */
export const callForThem = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const entry = entryOf({ context, event });
  if (entry && waits(entry)) for (const call of callAway(context, entry.department)) enqueue(call);
});
