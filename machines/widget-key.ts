/**
 * The key by which a site vouches for its users in the chat. The room keeps it sealed and never sees what it says: the entry worker
 * makes it, and shows it once to who has asked for it.
 */
import type { ProjectContext, ProjectEvent } from "./catalogue.ts";
import { may } from "./rights.ts";
import type { Author } from "./vocabulary.ts";

export interface WidgetKey {
  sealed: string;
  /** When it was made. */
  at: number;
}

export interface WidgetKeyReplaced {
  type: "widgetKey.replaced";
  sealed: string;
  by: Author;
}

type Args = { context: ProjectContext; event: ProjectEvent };

/** ME9: a screen may still be open that was let in with other rights. */
export function mayReplaceKey({ context: { members }, event }: Args): boolean {
  const { by } = event as Extract<ProjectEvent, WidgetKeyReplaced>;
  const member = members.get(by.id);
  return member === undefined || (member.state === "active" && may(member.role, "project.edit"));
}
