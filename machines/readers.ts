/** CV28: who reads a thread and has no part in it. */
import { may } from "./rights.ts";
import { isConcerned, type Args, type Of } from "./thread.ts";

export function isReader({ context, event }: Args): boolean {
  const { by } = event as Of<"session.opened">;
  return by.project === context.project && may(by.role, "conversations.readAny") && !isConcerned(context, by.id);
}
