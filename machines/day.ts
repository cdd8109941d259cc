/** Days of a project's time zone. Pure: a time goes in, it is never asked for. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of `at` (epoch ms) in an IANA time zone, as `YYYY-MM-DD`. @throws RangeError for an unknown zone. */
export function dayOf(at: number, timeZone: string): string {
  let format = formats.get(timeZone);
  // The Swedish locale writes dates as ISO 8601 does.
  if (!format) formats.set(timeZone, (format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" })));
  return format.format(at);
}

const LONGEST_DAY_MS = 26 * 60 * 60 * 1000;

/** The first millisecond of the next day. By bisection, so that days of 23 or 25 hours need no case of their own. */
export function dayEnd(at: number, timeZone: string): number {
  const today = dayOf(at, timeZone);
  let [same, next] = [at, at + LONGEST_DAY_MS];
  while (next - same > 1) {
    const middle = Math.floor((same + next) / 2);
    if (dayOf(middle, timeZone) === today) same = middle;
    else next = middle;
  }
  return next;
}
