/**
 * Whether anybody is there, for a customer who looks on and has not written: the thread asks again, less and less often.
 *
 * The queue keeps no list of those who only look on; a thread has at most this one timer, and none without a screen.
 */
import { setupThread } from "./conversation-setup.ts";
import { asksPlace } from "./conversation-steps.ts";
import type { Of } from "./thread.ts";
import { ATTENDANCE_FIRST_MS, ATTENDANCE_MAX_MS } from "./vocabulary.ts";

const TIMER = "attendance";

/** The next asking, after `asked` that followed each other without a word of the customer. */
const nextAsking = (at: number, asked: number) => ({
  id: TIMER,
  at: at + Math.min(ATTENDANCE_MAX_MS, ATTENDANCE_FIRST_MS * 2 ** asked),
  event: { type: "attendance.due", asked },
});

/** CV25: from the beginning, wherever the customer does something. */
export const asksAnew = setupThread.enqueueActions(({ context, event, enqueue }) => {
  if (context.sessions.length > 0) enqueue({ type: "startTimer", params: nextAsking(event.at, 0) });
});

export const asksAgain = [
  asksPlace,
  {
    type: "startTimer" as const,
    params: ({ event }: { event: Of<"attendance.due"> }) => nextAsking(event.at, event.asked + 1),
  },
];

/** A timer that nobody needs would keep the room from its rest. */
export const asksNoMore = setupThread.enqueueActions(({ context, enqueue }) => {
  if (context.sessions.length > 0) enqueue({ type: "cancelTimer", params: { id: TIMER } });
});

export const asksForNobody = setupThread.enqueueActions(({ context, enqueue }) => {
  if (context.sessions.length === 0) enqueue({ type: "cancelTimer", params: { id: TIMER } });
});
