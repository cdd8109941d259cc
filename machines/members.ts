/**
 * Who works in a project. A member is `invited` until they have followed the letter's link, `expired` if they have not within
 * seven days, then `active`, and `disabled` while they may not. Pure: who may be changed how, and what others are told of them.
 */
import type { Page } from "./account-events.ts";
import { NAME_MAX_CHARS, type ProjectContext, type ProjectEvent } from "./catalogue.ts";
import { invitingWaitMs } from "./inviting.ts";
import type { MemberReason } from "./member-reasons.ts";
import type { MemberRole } from "./rights.ts";
import { mayNoMore } from "./standing.ts";
import { isBlank, type Reason } from "./vocabulary.ts";

export const MEMBERS_MAX = 500;
export const INVITATION_MS = 7 * 24 * 60 * 60 * 1000;
/** How soon a letter may be sent once more; each time twice as late, at most so late. */
export const RESEND_FIRST_MS = 60_000;
const RESEND_MAX_MS = 60 * 60 * 1000;

export interface Invitation {
  /** The link's token is made of it and of the server's secret, and stored nowhere. */
  nonce: string;
  until: number;
  /** How often it was sent, and when last. */
  sent: number;
  sentAt: number;
  page: Page;
  /** Who sent it, as the letter says. */
  byName: string;
  /** Of its letter: under way, taken by a mail server, or given up. */
  letter: "sending" | "sent" | "failed";
  /** How often the letter was tried, this time counted, and whether it may have been sent before. */
  tries: number;
  again: boolean;
}

export interface Member {
  /** `<project>_…`: the room of their seat as well. */
  id: string;
  email: string;
  /** The room of their account; null: they have not joined. */
  account: string | null;
  name: string;
  role: MemberRole;
  departments: readonly string[];
  /** Null: the project's. */
  capacity: number | null;
  state: "invited" | "expired" | "active" | "disabled";
  invitation: Invitation | null;
  /** Who invited them; null: they were there from the beginning. */
  invitedBy: string | null;
}

/** Somebody whose account is known, from the entry worker. */
export type Described = Pick<Member, "id" | "email" | "name" | "role" | "departments" | "capacity"> & {
  account: string;
};

type Of<T extends ProjectEvent["type"]> = Extract<ProjectEvent, { type: T }>;
type Args = { context: ProjectContext; event: ProjectEvent };

export const hasJoined = ({ state }: Member): boolean => state === "active" || state === "disabled";

/** What their seat is told. */
export const profileOf = (context: ProjectContext, member: Member) => ({
  type: "profile.changed",
  name: member.name,
  role: member.role,
  disabled: member.state !== "active",
  departments: member.departments,
  capacity: member.capacity ?? context.capacity,
  graceMs: context.graceMs,
});

/** What their account is told. */
export const membershipOf = ({ project, name: projectName }: ProjectContext, member: Member) => ({
  type: "membership.changed",
  project,
  projectName,
  person: member.id,
  name: member.name,
  role: member.role,
  disabled: member.state !== "active",
});

const EMAIL = /^[^\s@<>"(),:;\\[\]]{1,64}@[^\s@<>"(),:;\\[\]]+\.[^\s@<>"(),:;\\[\].]{2,}$/;
const EMAIL_MAX_CHARS = 254;
const isEmail = (email: string): boolean => email.length <= EMAIL_MAX_CHARS && EMAIL.test(email);

export const withEmail = ({ members }: ProjectContext, email: string): Member | undefined =>
  [...members.values()].find((member) => member.email === email);

/** ME4: of the others, whoever could let somebody in. */
const isLastAdministrator = ({ members }: ProjectContext, { id, role, state }: Member): boolean =>
  role === "administrator" &&
  state === "active" &&
  ![...members.values()].some((other) => other.id !== id && other.role === "administrator" && other.state === "active");

const lacksDepartment = ({ departments }: ProjectContext, given: readonly string[] = []): boolean =>
  given.some((id) => !departments.some((department) => department.id === id));

const nextSendAt = ({ sent, sentAt }: Invitation): number =>
  sentAt + Math.min(RESEND_FIRST_MS * 2 ** (sent - 1), RESEND_MAX_MS);

function invitingFault(context: ProjectContext, { email, departments, by, at }: Of<"member.invited">) {
  if (!isEmail(email)) return "emailInvalid";
  if (withEmail(context, email)) return "memberExists";
  if (lacksDepartment(context, departments)) return "departmentUnknown";
  if (context.members.size >= MEMBERS_MAX) return "membersFull";
  return invitingWaitMs(context, by.id, email, at) > 0 ? "tooManyInvitations" : null;
}

function resendingFault(context: ProjectContext, { email, invitation }: Member, { by, at }: Of<"invitation.resent">) {
  if (nextSendAt(invitation!) > at) return "resentTooSoon";
  return invitingWaitMs(context, by.id, email, at) > 0 ? "tooManyInvitations" : null;
}

function changingFault(context: ProjectContext, member: Member, event: Of<"member.changed">) {
  const { name, role, departments } = event;
  if (name !== undefined && isBlank(name)) return "nameMissing";
  if (name !== undefined && name.length > NAME_MAX_CHARS) return "nameTooLong";
  if (lacksDepartment(context, departments)) return "departmentUnknown";
  const demotes = role !== undefined && role !== "administrator";
  return demotes && isLastAdministrator(context, member) ? "lastAdministrator" : null;
}

/** Why what somebody wants of the members may not be; null: it may. */
export function memberFault({ context, event }: Args): Reason | MemberReason | null {
  if (mayNoMore(context, event)) return "rightsChanged";
  if (event.type === "member.invited") return invitingFault(context, event);
  const member = context.members.get((event as Of<"member.changed">).id);
  if (event.type === "invitation.accepted") {
    const { nonce, at, name } = event;
    const isOpen = member?.state === "invited" && member.invitation?.nonce === nonce && member.invitation.until > at;
    if (!isOpen) return "invitationOver";
    if (isBlank(name)) return "nameMissing";
    return name.length > NAME_MAX_CHARS ? "nameTooLong" : null;
  }
  if (!member) return "memberMissing";
  if (event.type === "member.changed") return changingFault(context, member, event);
  if (event.type === "invitation.resent" || event.type === "invitation.withdrawn") {
    if (hasJoined(member)) return "invitationOver";
    return event.type === "invitation.resent" ? resendingFault(context, member, event) : null;
  }
  if (!hasJoined(member)) return "memberMissing";
  return event.type === "member.disabled" && isLastAdministrator(context, member) ? "lastAdministrator" : null;
}

/** For how long a letter that would come too soon has to wait; 0: it is not for that that it may not be sent. */
export function letterWaitMs({ context, event }: Args): number {
  if (event.type === "member.invited") return invitingWaitMs(context, event.by.id, event.email, event.at);
  const member = event.type === "invitation.resent" ? context.members.get(event.id) : undefined;
  if (event.type !== "invitation.resent" || !member?.invitation) return 0;
  const { email, invitation } = member;
  return Math.max(nextSendAt(invitation) - event.at, invitingWaitMs(context, event.by.id, email, event.at));
}

/** What is different in a member; null: nothing. */
export function changeOf(before: Member, { name, role, departments, capacity }: Of<"member.changed">): Member | null {
  const after: Member = {
    ...before,
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(departments === undefined ? {} : { departments: [...new Set(departments)] }),
    ...(capacity === undefined ? {} : { capacity }),
  };
  return JSON.stringify(after) === JSON.stringify(before) ? null : after;
}
