/** EN70: who may look on the life of a thread, and what of it is not for all of them. */
import type { AnyMachineSnapshot } from "xstate";
import { may } from "../../machines/rights.ts";
import type { ThreadContext } from "../../machines/thread.ts";
import type { Identity, Inspected, Stamped } from "../engine/definition.ts";

/** Who oversees, as they may read it; and the agent who holds it now. */
function admit({ role, id, project }: Identity, { context }: AnyMachineSnapshot): boolean {
  const { holder, project: own } = context as ThreadContext;
  if (project !== own) return false;
  return may(role, "conversations.readAny") || (may(role, "conversations.take") && holder?.id === id);
}

/** CV28: who has read it is for the audit log to tell, and not for the agent who was read. */
function redact(event: Stamped): Stamped {
  const { type, by } = event;
  if (type !== "session.opened" || !by || by.role === "customer") return event;
  const { role, project } = by;
  return { ...event, by: { role, project, id: "", name: "" } };
}

// CV28: who looks on its life reads it.
export const inspection: Inspected = { admit, redact, isSession: true };
