/** Those who oversee may read every conversation of their project; that they did is written down, once for each connection. */
import { setupThread } from "./conversation-setup.ts";
import type { Of } from "./thread.ts";

/** More of them at once are noted again when the room wakes: better than forgetting one. */
const READERS_MAX = 20;

/** CV28 */
export const reads = setupThread.enqueueActions(({ context, event, enqueue }) => {
  const { sessionId, by, at } = event as Of<"session.opened">;
  if (context.readers.includes(sessionId)) return;
  enqueue.assign({ readers: [...context.readers, sessionId].slice(-READERS_MAX) });
  const { id: who, name: whoName = "", role: whoRole } = by;
  const detail = context.customer.name || context.customer.email;
  const note = { what: "read" as const, who, whoName, whoRole, about: context.thread, detail, when: at };
  enqueue({ type: "noteAudit", params: { project: context.project, note } });
});

export const readsNoMore = setupThread.assign(({ context, event }) => ({
  readers: context.readers.filter((id) => id !== (event as Of<"session.closed">).sessionId),
}));
