/** Those who oversee may read every conversation of their project; that they did is written down, once for each connection. */
import { setupThread } from "./conversation-setup.ts";
import { noted } from "./noting.ts";
import type { Of } from "./thread.ts";

/** More of them at once are noted again when the room wakes: better than forgetting one. */
const READERS_MAX = 20;

/** CV28 */
export const reads = setupThread.enqueueActions(({ context, event, enqueue }) => {
  const { sessionId, by, at } = event as Of<"session.opened">;
  if (context.readers.includes(sessionId)) return;
  enqueue.assign({ readers: [...context.readers, sessionId].slice(-READERS_MAX) });
  enqueue(noted(context, by, "read", at));
});

export const readsNoMore = setupThread.assign(({ context, event }) => ({
  readers: context.readers.filter((id) => id !== (event as Of<"session.closed">).sessionId),
}));
