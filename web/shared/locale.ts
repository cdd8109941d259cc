/** Which language a screen speaks, and how it says times. */
export const LANGUAGES = ["es", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const isLanguage = (word: string | undefined | null): word is Language => LANGUAGES.some((known) => known === word);

/** What was chosen before, else the first language of the browser that we speak, else Spanish. */
export function preferredLanguage(chosen: string | null, browser: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  return browser.map((tag) => tag.toLowerCase().split("-")[0]).find(isLanguage) ?? "es";
}

const NOTHING = "—";
const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

/** `m:ss`; minutes go on counting beyond an hour. */
export function minutesAndSeconds(ms: number | null): string {
  if (ms === null) return NOTHING;
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The region is the browser's own where it speaks the language chosen: a British one says 16:27, an American one 4:27 PM. */
export const regional = (
  language: Language,
  browser: readonly string[] = globalThis.navigator?.languages ?? [],
): string => browser.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? language;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const region = regional(language);
  const key = `${region} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(region, options);
  formats.set(key, known);
  return known;
}

export const clockTime = (language: Language, at: number): string =>
  format(language, "clock", { hour: "numeric", minute: "2-digit" }).format(at);

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

export const isSameDay = (a: number, b: number): boolean => startOfDay(a) === startOfDay(b);

/** "hoy", "ayer", "mañana", or the date, with the year if it is another one. */
export function dayName(language: Language, at: number, now: number): string {
  // Rounded: a day with a change of clocks has 23 or 25 hours.
  const ago = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
  if (Math.abs(ago) <= 1) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-ago, "day");
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : ({ year: "numeric" } as const);
  return format(language, `day ${year.year}`, { weekday: "long", day: "numeric", month: "long", ...year }).format(at);
}

export const dayAndTime = (language: Language, at: number, now: number): string =>
  `${dayName(language, at, now)}, ${clockTime(language, at)}`;
