/**
 * What administrators say to their project's room of its members and of itself, and what is seen of that. Topic `members` is a table,
 * shown row by row under `members:<id>` to who may see it (`members.see`); topic `audit` has the list `audit` (`audit.read`), read
 * page by page.
 */
import * as v from "valibot";
import { MEMBER_ROLES, type MemberRole } from "../../machines/rights.ts";
import { CAPACITY_MAX } from "../../machines/vocabulary.ts";
import type { Member } from "../../machines/members.ts";

export { AUDIT_DEEDS, type AuditRow } from "../../machines/audit.ts";

const type = <T extends string>(name: T) => ({ type: v.literal(name) });

const memberId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}_[a-z0-9-]{1,64}$/));
const departmentId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));
/** What a name or an address must be like is judged by the machine, with a reason. */
const said = v.pipe(v.string(), v.maxLength(1000));
const role = v.picklist(MEMBER_ROLES);
const departments = v.pipe(v.array(departmentId), v.maxLength(100));
/** Conversations at once; null: as the project says. */
const capacity = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(CAPACITY_MAX));
/** How the letter speaks, and where the page is that it leads to (only a demo believes that). */
const page = {
  locale: v.picklist(["es", "en"]),
  url: v.optional(v.pipe(v.string(), v.maxLength(300)), ""),
};

export const memberCommands = {
  "member.invite": v.strictObject({
    ...type("member.invite"),
    email: said,
    role,
    departments,
    capacity: v.nullable(capacity),
    ...page,
  }),
  "member.change": v.strictObject({
    ...type("member.change"),
    id: memberId,
    name: v.optional(said),
    role: v.optional(role),
    departments: v.optional(departments),
    capacity: v.optional(v.nullable(capacity)),
  }),
  "member.disable": v.strictObject({ ...type("member.disable"), id: memberId }),
  "member.enable": v.strictObject({ ...type("member.enable"), id: memberId }),
  "invitation.resend": v.strictObject({ ...type("invitation.resend"), id: memberId, ...page }),
  "invitation.withdraw": v.strictObject({ ...type("invitation.withdraw"), id: memberId }),
  /** What is left out stays as it is. */
  "project.change": v.strictObject({
    ...type("project.change"),
    name: v.optional(said),
    timeZone: v.optional(said),
    domains: v.optional(v.pipe(v.array(said), v.maxLength(50))),
    departments: v.optional(
      v.pipe(
        v.array(v.strictObject({ id: departmentId, name: said })),
        v.maxLength(100),
        v.check((given) => new Set(given.map(({ id }) => id)).size === given.length, "each department once"),
      ),
    ),
    /** How much may be is judged by the machine, with a reason. */
    capacity: v.optional(v.number()),
    graceMs: v.optional(v.number()),
  }),
};

/** A row of topic `members`. */
export interface MemberView {
  id: string;
  email: string;
  /** Empty until they have joined. */
  name: string;
  role: MemberRole;
  departments: readonly string[];
  capacity: number | null;
  state: Member["state"];
  invitedBy: string | null;
  /** Until they have joined. `letter`: what became of it. `sent`: how often, the last time at `sentAt`, and how it spoke. */
  invitation: {
    until: number;
    sent: number;
    sentAt: number;
    letter: "sending" | "sent" | "failed";
    locale: "es" | "en";
  } | null;
}
