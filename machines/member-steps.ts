/** What happens when members come, change and go, and when the project's settings do. */
import type { AuditDeed, AuditRow } from "./audit.ts";
import type { ProjectContext } from "./catalogue.ts";
import { withLetter, withoutLetter } from "./inviting.ts";
import { nextMailTry, type Mail } from "./mail.ts";
import {
  INVITATION_MS,
  changeOf,
  hasJoined,
  membershipOf,
  profileOf,
  type Invitation,
  type Member,
} from "./members.ts";
import { changedSettings } from "./project-changes.ts";
import { setupProject, type Args, type Of } from "./project-setup.ts";
import { DEFAULT_CAPACITY, GRACE_MS } from "./vocabulary.ts";

const { enqueueActions } = setupProject;
type Enqueue = Parameters<Parameters<typeof enqueueActions>[0]>[0]["enqueue"];

const expiryOf = (id: string): string => `invitation-${id}`;
const letterTimerOf = (id: string): string => `letter-${id}`;

/** ME8: by whoever the event names, or by the member whom it is about. */
function keep(enqueue: Enqueue, args: Args, what: AuditDeed, about: string, detail: string): void {
  const { event } = args;
  // Who follows the link of an invitation is nobody yet to whoever brings it: the deed is the new member's.
  const by = what !== "joined" && "by" in event ? event.by : undefined;
  const row = (seq: number, members: ProjectContext["members"]): AuditRow => {
    const who = members.get(by?.id ?? about);
    const byName = who?.name ?? by?.name ?? "";
    return { seq, at: event.at, by: by?.id ?? about, byName, role: by?.role ?? who?.role ?? "", what, about, detail };
  };
  enqueue.assign(({ context }) => ({ audited: context.audited + 1 }));
  enqueue({ type: "keepAudit", params: ({ context }) => ({ row: row(context.audited, context.members) }) });
}

const isSame = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Their seat and their account hear what holds for them now. `before`: only what was not so then. */
function tell(
  enqueue: Enqueue,
  context: ProjectContext,
  member: Member,
  before?: { context: ProjectContext; member: Member },
): void {
  const { account, id } = member;
  if (account === null || !hasJoined(member)) return;
  const membership = membershipOf(context, member);
  if (!before || !isSame(membership, membershipOf(before.context, before.member)))
    enqueue({ type: "tellAccount", params: { account, event: membership } });
  const profile = profileOf(context, member);
  if (!before || !isSame(profile, profileOf(before.context, before.member)))
    enqueue({ type: "tellAgent", params: { agentId: id, event: profile } });
}

const forQueue = ({ timeZone, departments }: ProjectContext) => ({
  type: "settings.changed",
  timeZone,
  departments: departments.map(({ id }) => id),
});
const forDirectory = ({ project: id, name, domains }: ProjectContext) => ({
  type: "project.changed",
  id,
  name,
  domains,
});

/** PR9: `before`: only what was not so then. */
function tellAround(enqueue: Enqueue, context: ProjectContext, before?: ProjectContext): void {
  const settings = forQueue(context);
  if (!before || !isSame(settings, forQueue(before)))
    enqueue({ type: "tellQueue", params: { project: context.project, event: settings } });
  const project = forDirectory(context);
  if (!before || !isSame(project, forDirectory(before))) enqueue({ type: "tellDirectory", params: { event: project } });
}

function mailOf({ name: project }: ProjectContext, { id: room, email, role }: Member, invitation: Invitation): Mail {
  const { nonce, page, byName: by } = invitation;
  const data = { room, nonce, by, project, role, url: page.url };
  return { template: "invitation", to: email, locale: page.locale, data };
}

const send = (enqueue: Enqueue, context: ProjectContext, member: Member, invitation: Invitation): void =>
  enqueue({
    type: "sendMail",
    params: {
      id: member.id,
      nonce: invitation.nonce,
      mail: mailOf(context, member, invitation),
      again: invitation.again,
    },
  });

/** ME1: a link of its own each time: the one before is dead from then on. */
function invite(enqueue: Enqueue, args: Args, member: Omit<Member, "invitation">, sent: number): void {
  const { context, event } = args as { context: ProjectContext; event: Of<"member.invited"> };
  const { at, page, by } = event;
  const nonce = String(context.invitations + 1);
  const invitation: Invitation = {
    nonce,
    until: at + INVITATION_MS,
    sent,
    sentAt: at,
    page,
    byName: context.members.get(by.id)?.name ?? by.name ?? "",
    letter: "sending",
    tries: 1,
    again: false,
  };
  const invited: Member = { ...member, invitation };
  const members = context.members.set(member.id, invited);
  const tries = withLetter(context, by.id, member.email, nonce, at);
  enqueue.assign({ members, invitations: context.invitations + 1, tries });
  const expires = { type: "invitation.expired", id: member.id, nonce };
  enqueue({ type: "startTimer", params: { id: expiryOf(member.id), at: invitation.until, event: expires } });
  enqueue({ type: "cancelTimer", params: { id: letterTimerOf(member.id) } });
  send(enqueue, context, invited, invitation);
}

function endInvitation(enqueue: Enqueue, id: string): void {
  enqueue({ type: "cancelTimer", params: { id: expiryOf(id) } });
  enqueue({ type: "cancelTimer", params: { id: letterTimerOf(id) } });
}

function put(enqueue: Enqueue, context: ProjectContext, member: Member): void {
  enqueue.assign({ members: context.members.set(member.id, member) });
}

function newId({ project, members, invitations }: ProjectContext): string {
  let n = invitations + 1;
  while (members.has(`${project}_m${n}`)) n++;
  return `${project}_m${n}`;
}

const memberOf = ({ context, event }: Args): Member => context.members.get((event as Of<"member.changed">).id)!;

function setState(state: "active" | "disabled") {
  return enqueueActions(({ context, event, enqueue }) => {
    const member: Member = { ...memberOf({ context, event }), state };
    put(enqueue, context, member);
    tell(enqueue, context, member);
    keep(enqueue, { context, event }, state === "active" ? "enabled" : "disabled", member.id, member.email);
  });
}

export const did = {
  invited: enqueueActions(({ context, event, enqueue }) => {
    const { email, role, departments, capacity, by } = event as Of<"member.invited">;
    const member = {
      id: newId(context),
      email,
      account: null,
      name: "",
      role,
      departments: [...new Set(departments)],
      capacity,
      state: "invited" as const,
      invitedBy: by.id,
    };
    invite(enqueue, { context, event }, member, 1);
    keep(enqueue, { context, event }, "invited", member.id, `${email} · ${role}`);
  }),
  invitedAgain: enqueueActions(({ context, event, enqueue }) => {
    const member = memberOf({ context, event });
    invite(enqueue, { context, event }, { ...member, state: "invited" }, member.invitation!.sent + 1);
    keep(enqueue, { context, event }, "invitationResent", member.id, member.email);
  }),
  withdrew: enqueueActions(({ context, event, enqueue }) => {
    const { id, email } = memberOf({ context, event });
    enqueue.assign({ members: context.members.delete(id) });
    endInvitation(enqueue, id);
    keep(enqueue, { context, event }, "invitationWithdrawn", id, email);
  }),
  joined: enqueueActions(({ context, event, enqueue }) => {
    const { account, name, nonce } = event as Of<"invitation.accepted">;
    const member: Member = { ...memberOf({ context, event }), account, name, state: "active", invitation: null };
    put(enqueue, context, member);
    enqueue.assign({ tries: withoutLetter(context, nonce) });
    endInvitation(enqueue, member.id);
    tell(enqueue, context, member);
    keep(enqueue, { context, event }, "joined", member.id, member.email);
  }),
  expired: enqueueActions(({ context, event, enqueue }) => {
    put(enqueue, context, { ...memberOf({ context, event }), state: "expired" });
  }),
  answeredLetter: enqueueActions(({ context, event, enqueue }) => {
    const { outcome, nonce, at } = event as Of<"letter.answered">;
    const member = memberOf({ context, event });
    const invitation = member.invitation!;
    const next = nextMailTry("invitation", { askedAt: invitation.sentAt, tries: invitation.tries }, outcome, at);
    if (next) {
      const { tries, again } = invitation;
      put(enqueue, context, {
        ...member,
        invitation: { ...invitation, tries: tries + 1, again: again || next.again },
      });
      const due = { type: "letter.due", id: member.id, nonce };
      return enqueue({ type: "startTimer", params: { id: letterTimerOf(member.id), at: next.at, event: due } });
    }
    const isSent = outcome.kind === "done" && (outcome.value as { kind?: string } | null)?.kind === "sent";
    put(enqueue, context, { ...member, invitation: { ...invitation, letter: isSent ? "sent" : "failed" } });
  }),
  sentAgain: enqueueActions(({ context, event, enqueue }) => {
    const member = memberOf({ context, event });
    send(enqueue, context, member, member.invitation!);
  }),
  changed: enqueueActions(({ context, event, enqueue }) => {
    const before = memberOf({ context, event });
    const member = changeOf(before, event as Of<"member.changed">)!;
    put(enqueue, context, member);
    tell(enqueue, context, member, { context, member: before });
    if (member.role !== before.role)
      keep(enqueue, { context, event }, "roleChanged", member.id, `${before.role} → ${member.role}`);
    if (changeOf(before, { ...(event as Of<"member.changed">), role: before.role }))
      keep(enqueue, { context, event }, "memberChanged", member.id, member.email);
  }),
  disabled: setState("disabled"),
  enabled: setState("active"),
  /** PR9, ME6: from the entry worker: the demo, or the first administrator. */
  described: enqueueActions(({ context, event, enqueue }) => {
    const { name, timeZone, departments, people, ...more } = event as Of<"project.described">;
    const { capacity = DEFAULT_CAPACITY, graceMs = GRACE_MS, domains = [] } = more;
    const settings = { name, timeZone, departments, capacity, graceMs, domains };
    const members = people.reduce((all, person) => {
      const { state = "active" } = all.get(person.id) ?? {};
      const isDisabled = state === "disabled";
      return all.set(person.id, {
        ...person,
        state: isDisabled ? "disabled" : "active",
        invitation: null,
        invitedBy: null,
      });
    }, context.members);
    const described = { ...context, ...settings, members };
    enqueue.assign({ ...settings, members });
    tellAround(enqueue, described);
    for (const member of members.values()) tell(enqueue, described, member);
  }),
  changedSettings: enqueueActions(({ context, event, enqueue }) => {
    const change = event as Of<"project.changed">;
    const fields = changedSettings(context, change);
    const changed = { ...context, ...Object.fromEntries(fields.map((field) => [field, change[field]])) };
    enqueue.assign(Object.fromEntries(fields.map((field) => [field, change[field]])));
    tellAround(enqueue, changed, context);
    for (const member of changed.members.values()) tell(enqueue, changed, member, { context, member });
    keep(enqueue, { context, event }, "settingsChanged", "", fields.join(", "));
  }),
};

export const note = {
  rules: enqueueActions(({ context, event, enqueue }) =>
    keep(enqueue, { context, event }, "settingsChanged", "", "wrapUp, reopenMs"),
  ),
  hours: enqueueActions(({ context, event, enqueue }) =>
    keep(enqueue, { context, event }, "settingsChanged", "", "hours"),
  ),
  widgetKey: enqueueActions(({ context, event, enqueue }) =>
    keep(enqueue, { context, event }, "settingsChanged", "", "widgetKey"),
  ),
  /** From an account or a thread: at the time when it was so. */
  heard: enqueueActions(({ context, event, enqueue }) => {
    const { what, who, whoName, whoRole, about = "", detail, when } = event as Of<"audit.noted">;
    const seq = context.audited + 1;
    const row = { seq, at: when, by: who, byName: whoName, role: whoRole, what, about, detail };
    enqueue.assign({ audited: seq });
    enqueue({ type: "keepAudit", params: { row } });
  }),
};
