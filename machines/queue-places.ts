/** Who waits is told where they stand: at a steady pace, however long the line is. */
import { lineOf, positionOf, waits, type Entry } from "./desk.ts";
import { nextTurn } from "./hours.ts";
import { entryOf } from "./queue-decisions.ts";
import type { Args, QueueContext } from "./queue-events.ts";
import { setupQueue } from "./queue-setup.ts";
import { openingAfter, standing } from "./queue-waits.ts";
import { POSITIONS_EVERY_MS } from "./vocabulary.ts";

/** At each announcement: the front of each line, and this many more in turn, so that everyone is told in the end. */
const FRONT = 20;
const IN_TURN = 40;

const announcementAfter = (at: number) => ({
  type: "startTimer" as const,
  params: { id: "positions", at: at + POSITIONS_EVERY_MS, event: { type: "positions.due" } },
});

/** Who joins behind everybody is told their own place at once and changes nobody else's. */
function joinsAtTheEnd({ context, event }: Args): boolean {
  if (event.type !== "conversation.enqueued") return false;
  const entry = entryOf({ context, event })!;
  return !waits(entry) || positionOf(context, entry) === context.waiting.countPrefix(lineOf(entry.department));
}

/** QU9: tells those who wait where they stand, when something has moved, at a steady pace however long the line is. */
export const announceSoon = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  if (context.waiting.size === 0 || joinsAtTheEnd({ context, event })) return;
  if (context.untold === 0) enqueue(announcementAfter(event.at));
  enqueue.assign({ untold: context.toldUpTo === "" ? 1 : 2 });
});

/** QU27: a round begins now, and another one follows the one that is under way. */
export const announceNow = setupQueue.assign(({ context }) => ({
  untold: context.waiting.size === 0 ? 0 : Math.max(context.untold, context.toldUpTo === "" ? 1 : 2),
}));

/** QU27: awake when business hours begin or end; set anew each day, for a turn that lies further off than anybody looks. */
export const watchHours = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const { hours, timeZone } = context;
  const turn = hours && nextTurn(hours, timeZone, event.at);
  if (turn !== null)
    enqueue({ type: "startTimer", params: { id: "hours", at: turn, event: { type: "hours.turned" } } });
});

export const placed = (context: QueueContext, entry: Entry, at: number, opening?: number | null) => ({
  type: "conversation.placed",
  conversation: entry.conversation,
  ...standing(context, entry, at, opening),
});

export const announce = setupQueue.enqueueActions(({ context, event, enqueue }) => {
  const told = new Set<string>();
  const opening = openingAfter(context, event.at);
  const tell = (id: string) => {
    if (told.has(id)) return;
    told.add(id);
    const entry = context.conversations.get(id)!;
    enqueue({
      type: "notifyThread",
      params: { thread: entry.thread, event: placed(context, entry, event.at, opening) },
    });
  };
  for (const department of context.departments) {
    let place = 0;
    for (const [, id] of context.waiting.prefix(lineOf(department))) {
      if (place++ === FRONT) break;
      tell(id);
    }
  }
  let last = "";
  let inTurn = 0;
  for (const [key, id] of context.waiting.entries(context.toldUpTo)) {
    if (inTurn++ === IN_TURN) break;
    tell(id);
    last = key;
  }
  const reachedEnd = inTurn <= IN_TURN;
  const untold = Math.max(0, reachedEnd ? context.untold - 1 : context.untold);
  if (untold > 0) enqueue(announcementAfter(event.at));
  enqueue.assign({ untold, toldUpTo: reachedEnd ? "" : `${last} ` });
});
