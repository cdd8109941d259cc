/** Business hours while they are being changed: as the page shows them, and as the project's room keeps them. */
import { hoursFault } from "../../../machines/hours.ts";
import type { Hours, Span } from "../../../party/protocol/project.ts";

export type Week = Hours["week"];

export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
export const WORKDAYS = [0, 1, 2, 3, 4];
const HOUR = 60;
const MIDNIGHT = 24 * HOUR;
const LAST_MINUTE = MIDNIGHT - 1;
/** What a day gets that had none. */
const USUAL: Span = { from: 9 * HOUR, to: 18 * HOUR };
/** A span more begins so long after the one before it. */
const BREAK = HOUR;

/** Nine to six on workdays: where somebody begins who has had no hours. */
export const usualHours = (): Hours => ({
  week: DAYS.map((day) => (WORKDAYS.includes(day) ? [USUAL] : [])),
  closed: [],
});

/** `09:30`, as a field for times has it. The midnight that ends a day is the one that begins the next. */
export const timeOf = (minute: number): string =>
  [Math.floor(minute / HOUR) % 24, minute % HOUR].map((part) => String(part).padStart(2, "0")).join(":");

/** Undefined for what is no time. */
export function minuteOf(time: string, part: keyof Span): number | undefined {
  const [hours, minutes] = time.split(":").map(Number);
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return undefined;
  const minute = hours * HOUR + minutes;
  return part === "to" && minute === 0 ? MIDNIGHT : minute;
}

/** One span more, after the others. */
export function withSpan(spans: readonly Span[]): Span[] {
  const last = Math.max(...spans.map(({ to }) => to));
  if (spans.length === 0) return [USUAL];
  const from = Math.min(last + BREAK, LAST_MINUTE);
  return [...spans, { from, to: Math.min(from + 4 * HOUR, MIDNIGHT) }];
}

const inOrder = (spans: readonly Span[]): Span[] => spans.toSorted((a, b) => a.from - b.from || a.to - b.to);

/** As they are to be kept: the order in which they were typed says nothing. */
export const tidy = ({ week, closed }: Hours): Hours => ({
  week: week.map(inOrder),
  closed: [...new Set(closed)].toSorted(),
});

/** A copy of one's own: what the room shows changes under the eyes. */
export const copyOf = (hours: Hours | null): Hours | null =>
  hours && { week: hours.week.map((spans) => spans.map(({ from, to }) => ({ from, to }))), closed: [...hours.closed] };

export const isSame = (a: Hours | null, b: Hours | null): boolean => JSON.stringify(a) === JSON.stringify(b);

const NO_SPANS: Week = DAYS.map(() => []);

/** The days that the machine would refuse by themselves, and why. */
export function faultOf(hours: Hours, day: number): string | undefined {
  return hoursFault({ week: NO_SPANS.with(day, inOrder(hours.week[day]!)), closed: [] });
}

/** A day of the calendar, in words that `Intl` gives. */
export const dateWords = (date: string, language: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(Date.parse(`${date}T00:00:00Z`));

/** Monday is 0. */
export const dayWords = (day: number, language: string, weekday: "long" | "short" = "long"): string =>
  // 5 January 1970 was a Monday.
  new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" }).format(Date.UTC(1970, 0, 5 + day));
