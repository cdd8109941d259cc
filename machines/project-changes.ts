/** What is changed of a project itself: what it is called, where it is, its departments, what holds for its agents. Pure. */
import { NAME_MAX_CHARS, type ProjectContext, type ProjectEvent, type ProjectSettings } from "./catalogue.ts";
import type { MemberReason } from "./member-reasons.ts";
import { mayNoMore } from "./standing.ts";
import { CAPACITY_MAX, GRACE_MAX_MS, GRACE_MIN_MS, isBlank, type Reason } from "./vocabulary.ts";

type Of<T extends ProjectEvent["type"]> = Extract<ProjectEvent, { type: T }>;

/** As in a content-security policy, into which it goes as it is: a host, perhaps with all that is below it, perhaps a port. */
const DOMAIN = /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:(\d{1,5}|\*))?$/;
export const isDomain = (text: string): boolean => DOMAIN.test(text);

export function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const SETTINGS = ["name", "timeZone", "domains", "departments", "capacity", "graceMs"] as const;

const isWithin = (number: number, min: number, max: number): boolean =>
  Number.isInteger(number) && number >= min && number <= max;

/** Which of them would be other than they are. */
export const changedSettings = (context: ProjectContext, event: Partial<ProjectSettings>): (keyof ProjectSettings)[] =>
  SETTINGS.filter(
    (field) => event[field] !== undefined && JSON.stringify(event[field]) !== JSON.stringify(context[field]),
  );

const nameFault = (name: string): Reason | null => {
  if (isBlank(name)) return "nameMissing";
  return name.length > NAME_MAX_CHARS ? "nameTooLong" : null;
};

/** ME7: a department that somebody works in is renamed, and not taken away from them. */
function departmentsFault({ members }: ProjectContext, departments: ProjectSettings["departments"]) {
  if (departments.length === 0) return "departmentsMissing";
  for (const { name } of departments) {
    const fault = nameFault(name);
    if (fault) return fault;
  }
  const left = new Set(departments.map(({ id }) => id));
  const isUsed = [...members.values()].some((member) => member.departments.some((id) => !left.has(id)));
  return isUsed ? "departmentInUse" : null;
}

export function settingsFault(context: ProjectContext, event: Of<"project.changed">): Reason | MemberReason | null {
  const { name, timeZone, domains, departments, capacity = context.capacity, graceMs = context.graceMs } = event;
  if (mayNoMore(context, event)) return "rightsChanged";
  if (timeZone !== undefined && !isTimeZone(timeZone)) return "timeZoneInvalid";
  if (domains?.some((domain) => !isDomain(domain))) return "domainInvalid";
  // What was described otherwise, in a test or a demo, may stay.
  if (capacity !== context.capacity && !isWithin(capacity, 1, CAPACITY_MAX)) return "capacityInvalid";
  if (graceMs !== context.graceMs && !isWithin(graceMs, GRACE_MIN_MS, GRACE_MAX_MS)) return "graceInvalid";
  const fault = name === undefined ? null : nameFault(name);
  return fault ?? (departments === undefined ? null : departmentsFault(context, departments));
}
