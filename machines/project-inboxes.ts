/** The project's list of its numbers and bots on other channels: told by their own rooms, and asked before one is set up. Pure. */
import type { ProjectContext } from "./catalogue.ts";
import type { InboxReason } from "./inbox-reasons.ts";
import type { InboxShown, SealedLine } from "./inbox-setup.ts";
import type { MemberReason } from "./member-reasons.ts";
import { may } from "./rights.ts";
import type { Reason } from "./vocabulary.ts";

export const INBOXES_MAX = 50;

/** `line`: what its webhooks are known by, sealed. */
export type ProjectInbox = InboxShown & { line: SealedLine };

/** What somebody wants of an inbox. `department`: whose line it is to fill; null: it is not set up but looked at, or removed. */
export interface InboxWish {
  by: { id: string; role: string };
  id: string;
  department: string | null;
  /** It is to be a new one; otherwise one that is there. */
  isNew: boolean;
}

/** IN7: why it may not be; null: it may. Who is no member is what the entry worker has said (ME9). */
export function inboxFault(
  { members, inboxes, departments }: ProjectContext,
  { by, id, department, isNew }: InboxWish,
): Reason | MemberReason | InboxReason | null {
  const { role, state } = members.get(by.id) ?? { role: by.role, state: "active" };
  if (state !== "active" || !may(role, "inboxes.manage")) return "rightsChanged";
  if (isNew && inboxes.has(id)) return "inboxExists";
  if (!isNew && !inboxes.has(id)) return "inboxMissing";
  if (isNew && inboxes.size >= INBOXES_MAX) return "inboxesFull";
  const isKnown = department === null || departments.some((known) => known.id === department);
  return isKnown ? null : "departmentUnknown";
}
