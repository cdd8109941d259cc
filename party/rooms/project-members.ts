/** The part of a project's room that is about its members: what is stored of them, what they are shown, what may be said. */
import * as v from "valibot";
import { KINDS } from "../../machines/gate.ts";
import type { Invitation, Member } from "../../machines/members.ts";
import { isDomain } from "../../machines/project-changes.ts";
import { MEMBER_ROLES, RIGHTS } from "../../machines/rights.ts";
import type { Command, Event } from "../engine/definition.ts";
import { memberCommands, type MemberView } from "../protocol/members.ts";
import { page } from "./account-commands.ts";
import { capacity, count, department, namedDepartments, word, words } from "./shared.ts";

const person = {
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}_[a-z0-9-]{1,64}$/)),
  email: v.pipe(v.string(), v.maxLength(254)),
  name: v.string(),
  role: v.picklist(MEMBER_ROLES),
  departments: v.array(department),
  capacity: v.nullable(capacity),
};
const account = v.pipe(v.string(), v.regex(/^a[0-9a-f]{40}$/));

export const savedMember = v.object({
  ...person,
  account: v.nullable(account),
  state: v.picklist(["invited", "expired", "active", "disabled"]),
  invitation: v.nullable(
    v.object({
      nonce: word,
      until: count,
      sent: count,
      sentAt: count,
      page,
      byName: v.string(),
      letter: v.picklist(["sending", "sent", "failed"]),
      tries: count,
      again: v.boolean(),
    }),
  ),
  invitedBy: v.nullable(word),
});

/** Letters of late, by who sent them or by whom they were for. */
export const savedTry = v.object({ kind: v.picklist(KINDS), attempts: v.array(word), at: count });

const shownInvitation = ({ until, sent, sentAt, letter, page: { locale } }: Invitation) => ({
  until,
  sent,
  sentAt,
  letter,
  locale,
});

/** Nothing of what opens an invitation, nor of where their account is. */
export function showMember({ invitation, account: _account, ...member }: Member): MemberView {
  return { ...member, invitation: invitation && shownInvitation(invitation) };
}

const manages = RIGHTS["members.manage"];
const edits = RIGHTS["project.edit"];

/** A command of the same fields as its event; addresses as they are compared, and the page apart. */
const does = (schema: Command["schema"], type: string, roles: readonly string[] = manages): Command => ({
  roles,
  schema,
  event: ({
    locale,
    url,
    ...input
  }: Event & { locale?: string; url?: string; email?: string; name?: string }): Event => ({
    ...input,
    ...(input.email === undefined ? {} : { email: input.email.trim().toLowerCase() }),
    ...(input.name === undefined ? {} : { name: input.name.trim() }),
    ...(locale === undefined ? {} : { page: { locale, url } }),
    type,
  }),
});

type NamedDepartments = { id: string; name: string }[] | undefined;
const trimmed = (departments: NamedDepartments) => departments?.map(({ id, name }) => ({ id, name: name.trim() }));

export const memberRoomCommands: Record<string, Command> = {
  "member.invite": does(memberCommands["member.invite"], "member.invited"),
  "member.change": does(memberCommands["member.change"], "member.changed"),
  "member.disable": does(memberCommands["member.disable"], "member.disabled"),
  "member.enable": does(memberCommands["member.enable"], "member.enabled"),
  "invitation.resend": does(memberCommands["invitation.resend"], "invitation.resent"),
  "invitation.withdraw": does(memberCommands["invitation.withdraw"], "invitation.withdrawn"),
  "project.change": {
    roles: edits,
    schema: memberCommands["project.change"],
    event: ({
      name,
      departments,
      domains,
      ...input
    }: Event & { name?: string; departments?: NamedDepartments; domains?: string[] }): Event => ({
      ...input,
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(departments === undefined ? {} : { departments: trimmed(departments) }),
      ...(domains === undefined
        ? {}
        : {
            domains: [
              ...new Set(domains.map((domain) => domain.trim().toLowerCase()).filter((domain) => domain !== "")),
            ],
          }),
      type: "project.changed",
    }),
  },
  /** From the entry worker, which has checked the link and knows the account. */
  "invitation.accept": {
    roles: ["entry"],
    schema: v.strictObject({
      type: v.literal("invitation.accept"),
      id: person.id,
      nonce: word,
      account,
      name: v.pipe(v.string(), v.maxLength(1000)),
    }),
    event: ({ name, ...input }: Event & { name: string }): Event => ({
      ...input,
      name: name.trim(),
      type: "invitation.accepted",
    }),
  },
  /** All of it at once, from the entry worker: a demo, or a first administrator. */
  "project.describe": {
    roles: ["entry"],
    schema: v.strictObject({
      type: v.literal("project.describe"),
      name: v.string(),
      timeZone: v.string(),
      departments: namedDepartments,
      capacity: v.optional(capacity),
      graceMs: v.optional(count),
      domains: v.optional(v.pipe(words, v.maxLength(50), v.everyItem(isDomain))),
      people: v.array(v.strictObject({ ...person, account })),
    }),
    event: (input: Event): Event => ({ ...input, type: "project.described" }),
  },
};
