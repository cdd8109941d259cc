import { dayEnd, dayOf } from "../../../machines/day.ts";

const HOUR_MS = 3_600_000;

/**
 * From the first millisecond of a day (`YYYY-MM-DD`) of a time zone to the first that is no longer of it.
 *
 * @throws RangeError for an unknown zone or day.
 */
export function dayBounds(day: string, timeZone: string): { from: number; to: number } {
  // Noon in one of these is within the day, wherever on earth it is.
  const noon = Date.parse(`${day}T12:00:00Z`);
  const within = [0, -12, 12].map((hours) => noon + hours * HOUR_MS).find((at) => dayOf(at, timeZone) === day);
  if (within === undefined) throw new RangeError(day);
  let before = within;
  while (dayOf(before, timeZone) === day) before -= HOUR_MS;
  return { from: dayEnd(before, timeZone), to: dayEnd(within, timeZone) };
}
