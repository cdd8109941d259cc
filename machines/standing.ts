/**
 * What it takes to change something of a project, by what is changed. A socket was let in with the rights of that moment, and the
 * room hears before it is closed that they have changed: so the room itself looks once more. Pure.
 */
import type { ProjectContext, ProjectEvent } from "./catalogue.ts";
import { may, type Right } from "./rights.ts";

export const RIGHT_OF: Partial<Record<ProjectEvent["type"], Right>> = {
  "reply.saved": "replies.edit",
  "reply.deleted": "replies.edit",
  "label.saved": "labels.edit",
  "label.deleted": "labels.edit",
  "reason.saved": "reasons.edit",
  "reason.deleted": "reasons.edit",
  "settings.chosen": "settings.edit",
  "hours.chosen": "settings.edit",
  "project.changed": "project.edit",
  "widgetKey.replaced": "project.edit",
  "member.invited": "members.manage",
  "member.changed": "members.manage",
  "member.disabled": "members.manage",
  "member.enabled": "members.manage",
  "invitation.resent": "members.manage",
  "invitation.withdrawn": "members.manage",
};

/** ME9: whether who says it is a member who may not, or not any more. Who is none is what the entry worker has said. */
export function mayNoMore({ members }: Pick<ProjectContext, "members">, event: ProjectEvent): boolean {
  const right = RIGHT_OF[event.type];
  const me = right && "by" in event && event.by ? members.get(event.by.id) : undefined;
  return right !== undefined && me !== undefined && (me.state !== "active" || !may(me.role, right));
}
