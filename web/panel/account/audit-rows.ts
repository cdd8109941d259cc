/** The audit log page by page, past the mirror: it is long, and looked at by few. */
import type { AuditRow } from "../../../party/protocol/members.ts";

export interface Filters {
  /** A person's id; empty: everybody. */
  person: string;
  /** Empty: anything. */
  kind: string;
  /** `YYYY-MM-DD`, as a date box gives it, by this browser's clock; empty: any. */
  day: string;
}

export const NONE: Filters = { person: "", kind: "", day: "" };

export interface Page {
  rows: readonly AuditRow[];
  older: boolean;
}

/** As many as a room gives. */
const AT_ONCE = 100;
/** So many are wanted on the screen before anybody asks for more. */
const ENOUGH = 30;
/** Pages that are looked through for one press, however few rows they had: then it is the person's turn again. */
const PAGES_MAX = 20;

function dayOf(at: number): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function matches({ by, about, what, at }: AuditRow, { person, kind, day }: Filters): boolean {
  if (person !== "" && by !== person && about !== person) return false;
  return (kind === "" || what === kind) && (day === "" || dayOf(at) === day);
}

/** What the room has before `before`, newest first; undefined: it cannot be asked now. */
export type Ask = (limit: number, before?: number) => Promise<Page | undefined>;

export interface Found {
  /** That match, newest first. */
  rows: AuditRow[];
  /** From where to go on; undefined: there is nothing older. */
  before: number | undefined;
  /** The newest row that was looked at, whether or not it matches. */
  newest: number;
}

/** The next rows that match. */
export async function lookFor(ask: Ask, filters: Filters, from?: number): Promise<Found | undefined> {
  const rows: AuditRow[] = [];
  let before = from;
  let newest: number | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = await ask(AT_ONCE, before);
    if (!page) return undefined;
    rows.push(...page.rows.filter((row) => matches(row, filters)).toReversed());
    const first = page.rows[0];
    newest ??= page.rows.at(-1)?.seq ?? 0;
    // Rows come in the order of time: before the day that is wanted there is none of it.
    const isPast = first !== undefined && filters.day !== "" && dayOf(first.at) < filters.day;
    before = page.older && first !== undefined && !isPast ? first.seq : undefined;
    if (before === undefined || rows.length >= ENOUGH) break;
  }
  return { rows, before, newest: newest ?? 0 };
}
