/** What a customer is told while nobody answers them yet: whether anybody is there, when they open, how long it may take. */
import type { CustomerThreadView } from "../../party/protocol/conversation.ts";
import type { Words } from "./words/index.ts";

const MINUTE_MS = 60_000;
const HOUR_MIN = 60;
/** Beyond so many minutes one more or less is known to nobody. */
const EXACT_MAX_MIN = 10;
const STEP_MIN = 5;
const DAY_MS = 86_400_000;
/** From here on a weekday's name would mean the next one. */
const WEEK_DAYS = 7;

type View = Pick<CustomerThreadView, "state" | "position" | "attended" | "wait">;

export interface Told {
  /** As long as it is the same, only a figure moves. */
  kind: "" | "away" | "closed" | "waiting";
  /** Most important first; at most two. */
  lines: string[];
}

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Rounded up: who is promised three minutes must not wait four. */
export function expectedWords(ms: number, words: Words): string {
  const minutes = Math.ceil(ms / MINUTE_MS);
  if (minutes > HOUR_MIN) return words.overAnHour;
  if (ms < MINUTE_MS) return words.underAMinute;
  return words.minutes(minutes > EXACT_MAX_MIN ? Math.ceil(minutes / STEP_MIN) * STEP_MIN : minutes);
}

/** In the visitor's own time and language: today, tomorrow, a weekday, or a date. */
export function opensWords(opensAt: number, now: number, words: Words, locale: string): string {
  const time = new Date(opensAt).toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit" });
  // Rounded, because a day of the clock change has 23 or 25 hours.
  const days = Math.round((midnight(opensAt) - midnight(now)) / DAY_MS);
  if (days < 2) return words.opens(new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day"), time);
  const parts = days < WEEK_DAYS ? ({ weekday: "long" } as const) : ({ day: "numeric", month: "long" } as const);
  return words.opens(words.onDay(new Date(opensAt).toLocaleDateString(locale, parts)), time);
}

/** @param siteWords The site's own for when nobody is there. */
export function waitingWords(
  view: View | undefined,
  words: Words,
  locale: string,
  now: number,
  siteWords?: string,
): Told {
  if (!view || view.state === "assigned") return { kind: "", lines: [] };
  const { opensAt, expectedMs } = view.wait;
  const place = view.position === null ? words.looking : words.position(view.position);
  if (view.attended !== false) {
    if (view.state === "quiet") return { kind: "", lines: [] };
    return {
      kind: "waiting",
      lines: expectedMs === null ? [place] : [place, words.expected(expectedWords(expectedMs, words))],
    };
  }
  // A time that has passed says nothing: they should be here, and are not.
  if (opensAt === null || opensAt <= now) {
    const away = siteWords ?? words.away;
    return { kind: "away", lines: view.state === "quiet" ? [away] : [place, words.awayWaiting] };
  }
  const opens = opensWords(opensAt, now, words, locale);
  const closed = `${words.closed} ${opens}`;
  if (view.state !== "quiet") return { kind: "closed", lines: [place, closed] };
  return { kind: "closed", lines: siteWords === undefined ? [closed, words.closedThen] : [siteWords, opens] };
}
