/** How a centre's clock is read, by the clock of whoever looks; and how long something took. */
import { regional, type Language } from "../../shared/locale.ts";
import type { TrialWords } from "../words/trial/es.ts";

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${regional(language)} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(regional(language), options);
  formats.set(key, known);
  return known;
}

export const preciseTime = (language: Language, at: number): string =>
  format(language, "precise", { hour: "numeric", minute: "2-digit", second: "2-digit" }).format(at);

export const weekday = (language: Language, at: number): string =>
  format(language, "weekday", { weekday: "long" }).format(at);

const MINUTE_MS = 60_000;
/** Local time minus UTC, in milliseconds. */
export const offsetAt = (at: number): number => -new Date(at).getTimezoneOffset() * MINUTE_MS;

/** A length of time in a sentence: "40 s", "2 min 10 s", "1 h 5 min". */
export function lengthInWords(ms: number, words: TrialWords): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return words.seconds(seconds);
  if (seconds < 3600) return words.minutesAndSeconds(Math.floor(seconds / 60), seconds % 60);
  const minutes = Math.floor(seconds / 60);
  return words.hoursAndMinutes(Math.floor(minutes / 60), minutes % 60);
}
