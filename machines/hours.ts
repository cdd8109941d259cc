/**
 * Business hours, on the clock of the project's own wall: a span from 9 to 14 is from 9 to 14 on days of 23 and 25 hours too, and
 * what the clock shows twice is open, or closed, twice. Pure: a time goes in, it is never asked for.
 */
/** Minutes after midnight: from the first one of it up to, not including, `to`; 1440 is the midnight that ends the day. */
export interface Span {
  from: number;
  to: number;
}

export interface Hours {
  /** Seven days, Monday first; without spans a day is closed. */
  week: Span[][];
  /** Days on which it is closed all the same, `YYYY-MM-DD`. */
  closed: string[];
}

export type HoursFault = "hoursInvalid" | "hoursOverlap" | "closedDaysInvalid";

export const SPANS_MAX = 6;
export const CLOSED_DAYS_MAX = 100;
/** How far ahead an opening is looked for. */
const OPENING_DAYS_MAX = 366;

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
const DAY = DAY_MINUTES * MINUTE;

/** Midnight of a day as if it were UTC's, or undefined where there is no such day. */
function dateOf(day: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && isoDay(at) === day ? at : undefined;
}
const isoDay = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

const isMinute = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= DAY_MINUTES;

/** PR8: why these hours cannot be kept, or nothing. */
export function hoursFault({ week, closed }: Hours): HoursFault | undefined {
  if (week.length !== 7) return "hoursInvalid";
  for (const spans of week) {
    if (spans.length > SPANS_MAX) return "hoursInvalid";
    if (spans.some(({ from, to }) => !isMinute(from) || !isMinute(to) || from >= to)) return "hoursInvalid";
    if (spans.some(({ from }, n) => n > 0 && from < spans[n - 1]!.to)) return "hoursOverlap";
  }
  const isWrong = closed.length > CLOSED_DAYS_MAX || closed.some((day) => dateOf(day) === undefined);
  return isWrong ? "closedDaysInvalid" : undefined;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the wall clock shows, as if it were UTC's. @throws RangeError for an unknown zone. */
function wallAt(at: number, timeZone: string): number {
  let format = formats.get(timeZone);
  // The Swedish locale writes dates and times as ISO 8601 does.
  if (!format)
    formats.set(
      timeZone,
      (format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" })),
    );
  const [day, time] = format.format(at).split(/\s/) as [string, string];
  return Date.parse(`${day}T${time}Z`) + (at - Math.floor(at / 1000) * 1000);
}

/** The spans of the day that the wall clock shows at this midnight. */
function spansOf({ week, closed }: Hours, midnight: number): readonly Span[] {
  // 1970-01-01 was a Thursday.
  const weekday = (((Math.floor(midnight / DAY) + 3) % 7) + 7) % 7;
  return closed.includes(isoDay(midnight)) ? [] : week[weekday]!;
}

export function isOpen(hours: Hours | null, timeZone: string, at: number): boolean {
  if (!hours) return true;
  const wall = wallAt(at, timeZone);
  const midnight = Math.floor(wall / DAY) * DAY;
  const minute = (wall - midnight) / MINUTE;
  return spansOf(hours, midnight).some(({ from, to }) => from <= minute && minute < to);
}

/** No zone is further from UTC than this. */
const OFFSET_MAX = 15 * 60 * MINUTE;

/** A time during which the wall clock runs evenly, `shift` ahead of UTC. */
interface Stretch {
  start: number;
  end: number;
  shift: number;
}

/** All times around a day of the wall clock, cut where it jumps. Twice within two days it never does. */
function stretchesAround(midnight: number, timeZone: string): Stretch[] {
  const shiftAt = (at: number): number => wallAt(at, timeZone) - at;
  const [start, end] = [midnight - OFFSET_MAX, midnight + DAY + OFFSET_MAX];
  const [before, after] = [shiftAt(start), shiftAt(end)];
  if (before === after) return [{ start, end, shift: before }];
  let [same, jumped] = [start, end];
  while (jumped - same > 1) {
    const middle = Math.floor((same + jumped) / 2);
    if (shiftAt(middle) === before) same = middle;
    else jumped = middle;
  }
  return [
    { start, end: jumped, shift: before },
    { start: jumped, end, shift: after },
  ];
}

type SpansOf = (hours: Hours, midnight: number) => readonly Span[];

/** What the spans of a day leave over. */
function gapsOf(hours: Hours, midnight: number): Span[] {
  const spans = spansOf(hours, midnight);
  const edges = [0, ...spans.flatMap(({ from, to }) => [from, to]), DAY_MINUTES];
  return [0, ...spans.map((_, n) => n + 1)]
    .map((n) => ({ from: edges[2 * n]!, to: edges[2 * n + 1]! }))
    .filter(({ from, to }) => from < to);
}

/** The first time from `at` on, epoch ms, at which it is open; null: none within 366 days. */
export const nextOpening = (hours: Hours, timeZone: string, at: number): number | null =>
  isOpen(hours, timeZone, at) ? at : firstOf(spansOf, hours, timeZone, at);

/** The first time after `at`, epoch ms, at which it opens or closes; null: none within 366 days. */
export const nextTurn = (hours: Hours, timeZone: string, at: number): number | null =>
  firstOf(isOpen(hours, timeZone, at) ? gapsOf : spansOf, hours, timeZone, at);

function firstOf(partsOf: SpansOf, hours: Hours, timeZone: string, at: number): number | null {
  const latest = at + OPENING_DAYS_MAX * DAY;
  const today = Math.floor(wallAt(at, timeZone) / DAY) * DAY;
  // Where the clock was set back across midnight, yesterday comes again.
  for (let midnight = today - DAY; midnight <= today + (OPENING_DAYS_MAX + 1) * DAY; midnight += DAY) {
    const spans = partsOf(hours, midnight);
    if (spans.length === 0) continue;
    let first = Infinity;
    for (const { start, end, shift } of stretchesAround(midnight, timeZone))
      for (const { from, to } of spans) {
        const begins = Math.max(at, start, midnight + from * MINUTE - shift);
        if (begins < Math.min(end, midnight + to * MINUTE - shift)) first = Math.min(first, begins);
      }
    if (first <= latest) return first;
  }
  return null;
}
