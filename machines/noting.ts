/** What the room of a thread has to say to the project's audit log: who did what to it, and never what was said in it. */
import type { AuditDeed, AuditNoted } from "./audit.ts";
import type { ThreadContext } from "./thread.ts";
import type { Author } from "./vocabulary.ts";

const called = ({ customer }: ThreadContext): string => customer.name || customer.email;

export function noted<D extends AuditDeed>(
  context: ThreadContext,
  { id: who, name: whoName = "", role: whoRole }: Author,
  what: D,
  when: number,
  more = "",
): { type: "noteAudit"; params: { project: string; note: AuditNoted & { what: D } } } {
  const detail = [called(context), more].filter((part) => part !== "").join(" · ");
  const note = { what, who, whoName, whoRole, about: context.thread, detail, when };
  return { type: "noteAudit", params: { project: context.project, note } };
}
