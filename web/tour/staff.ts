/** Who works in the tour's centre. */
import { DEFAULT_RULES } from "../../machines/vocabulary.ts";
import type { Talk } from "./words/talk-es.ts";

export const GENERAL = "general";
export const SALES = "sales";

/** The new agent alone has the line that customers come to by themselves: whom one does not see can take nothing away. */
export const STAFF = {
  me: { name: "Alex Vega", role: "agent", departments: [GENERAL], capacity: null },
  luis: { name: "Luis Romero", role: "agent", departments: [SALES], capacity: null },
  /** Has as many as she can have. */
  elena: { name: "Elena Ruiz", role: "agent", departments: [SALES], capacity: 1 },
  /** Is there, and takes nothing now. */
  marta: { name: "Marta Núñez", role: "agent", departments: [SALES], capacity: null },
  /** Has set it up, and is not there. */
  john: { name: "John Miller", role: "administrator", departments: [SALES], capacity: null },
} as const;
export type Who = keyof typeof STAFF;

/** As the entry worker describes a project to its room. */
export const description = (project: string, talk: Talk) => ({
  type: "project.describe",
  name: talk.project,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  departments: [
    { id: GENERAL, name: talk.departments.general },
    { id: SALES, name: talk.departments.sales },
  ],
  people: Object.entries(STAFF).map(([id, { name, role, departments, capacity }], number) => ({
    id: `${project}_${id}`,
    email: `${id}@example.com`,
    account: `a${String(number).padStart(40, "0")}`,
    name,
    role,
    departments: [...departments],
    capacity,
  })),
});

/** What agents find there. */
export const stock = ({ replies, labels, reasons }: Talk) => ({ type: "project.stock", replies, labels, reasons });

/** So that finishing asks for a reason. */
export const settings = { type: "settings.set", wrapUp: "required", reopenMs: DEFAULT_RULES.reopenMs };
