/** The members of a project, in short sentences: john manages, ana takes conversations. */
import type { Described } from "../../../machines/members.ts";
import type { MemberRole } from "../../../machines/rights.ts";
import type { Author } from "../../../machines/vocabulary.ts";
import type { Project, ProjectStep } from "./project.ts";

export const john: Author = { role: "administrator", id: "demo_john", project: "demo", name: "John" };
export const accountOf = (name: string): string => `account of ${name}`;
const page = { locale: "es" as const, url: "https://chat.example" };

export const person = (name: string, role: MemberRole = "agent", more: Partial<Described> = {}): Described => ({
  id: `demo_${name}`,
  email: `${name}@example.com`,
  account: accountOf(name),
  name,
  role,
  departments: ["general"],
  capacity: null,
  ...more,
});
export const describes = (
  people = [person("john", "administrator"), person("ana")],
  capacity?: number,
): ProjectStep => ({
  type: "project.described",
  name: "Tienda",
  timeZone: "Europe/Madrid",
  departments: [
    { id: "general", name: "General" },
    { id: "ventas", name: "Ventas" },
  ],
  people,
  ...(capacity === undefined ? {} : { capacity }),
});
export const invites = (email = "zoe@example.com", role: MemberRole = "agent", by = john): ProjectStep => ({
  type: "member.invited",
  email,
  role,
  departments: ["general"],
  capacity: null,
  page,
  by,
});
/** The first who is invited. */
export const ZOE = "demo_m1";
export const resends = (id = ZOE, by = john): ProjectStep => ({ type: "invitation.resent", id, page, by });
export const withdraws = (id = ZOE): ProjectStep => ({ type: "invitation.withdrawn", id, by: john });
export const accepts = (nonce = "1", name = "Zoe", id = ZOE): ProjectStep => ({
  type: "invitation.accepted",
  id,
  nonce,
  account: accountOf("zoe"),
  name,
});
export const expires = (nonce = "1", id = ZOE): ProjectStep => ({ type: "invitation.expired", id, nonce });
export const answered = (value: unknown, nonce = "1"): ProjectStep => ({
  type: "letter.answered",
  id: ZOE,
  nonce,
  outcome: { kind: "done", value },
});
export const letterDue = (nonce = "1"): ProjectStep => ({ type: "letter.due", id: ZOE, nonce });
export const disables = (id = "demo_ana", by = john): ProjectStep => ({ type: "member.disabled", id, by });
export const enables = (id = "demo_ana", by = john): ProjectStep => ({ type: "member.enabled", id, by });
export const changes = (more: Partial<Described>, id = "demo_ana", by = john): ProjectStep => {
  const { name, role, departments, capacity } = more;
  return { type: "member.changed", id, by, ...JSON.parse(JSON.stringify({ name, role, departments, capacity })) };
};
export const sets = (more: Partial<Extract<ProjectStep, { type: "project.changed" }>>): ProjectStep => ({
  type: "project.changed",
  by: john,
  ...more,
});
export const notes: Extract<ProjectStep, { type: "audit.noted" }> = {
  type: "audit.noted",
  what: "signedIn",
  who: "demo_ana",
  whoName: "Ana",
  whoRole: "agent",
  detail: "Firefox",
  when: 5,
};

/** What the last step told whom, shortest way. */
export const told = (project: Project, type: "tellAgent" | "tellAccount" | "tellDirectory" | "tellQueue"): object[] =>
  project.asked.filter((asked) => asked.type === type).map(({ params }) => params);
export const audited = (project: Project): object[] =>
  project.asked.filter(({ type }) => type === "keepAudit").map(({ params }) => params.row as object);
