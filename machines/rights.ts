/**
 * Who may do what: the one table, asked by rooms, HTTP and panel alike, so that a button and the rule behind it cannot
 * disagree. A right says what is done, never by whom.
 */

/** What somebody who works in a project can be there. */
export const MEMBER_ROLES = ["agent", "supervisor", "auditor", "administrator"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** `entry` is our own entry worker, which speaks for nobody. */
export const ROLES = [...MEMBER_ROLES, "customer", "entry"] as const;
export type Role = (typeof ROLES)[number];

const everyone = MEMBER_ROLES;
const whoTalks = ["agent", "supervisor", "administrator"] as const;
const whoLeads = ["supervisor", "administrator"] as const;
const whoOversees = ["supervisor", "auditor", "administrator"] as const;

export const RIGHTS = {
  /** A seat, availability, and writing in what one holds. */
  "conversations.take": whoTalks,
  "conversations.readAny": whoOversees,
  /** What others have said, whoever has the conversation. One's own only while one holds it. */
  "messages.eraseAny": ["administrator"],
  /** Figures, line, seats, receipts. */
  "queue.see": everyone,
  "catalogue.see": everyone,
  "replies.edit": whoTalks,
  "labels.edit": whoTalks,
  "reasons.edit": whoLeads,
  /** Wrap-up, reopening, hours. */
  "settings.edit": whoLeads,
  "members.see": whoOversees,
  "members.manage": ["administrator"],
  /** Name, domains, time zone, departments, the widget's key. */
  "project.edit": ["administrator"],
  /** Numbers and bots of other channels, with their secrets. */
  "inboxes.manage": ["administrator"],
  /** What rooms are in and have lived through: agents, the queue. Of conversations, who may read them. */
  "rooms.inspect": whoOversees,
  "audit.read": ["auditor", "administrator"],
} as const satisfies Record<string, readonly Role[]>;
export type Right = keyof typeof RIGHTS;

/** RI1: a role that is not in the table may nothing. */
export const may = (role: string, right: Right): boolean => (RIGHTS[right] as readonly string[]).includes(role);
