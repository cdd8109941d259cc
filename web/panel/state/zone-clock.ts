/** The clock of the project's time zone, which need not be that of whoever looks. */
import { regional, type Language } from "../../shared/locale.ts";

const formats = new Map<string, Intl.DateTimeFormat>();
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${options.timeZone} ${options.dateStyle}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

export const clockIn = (timeZone: string, language: Language, at: number): string =>
  format(regional(language), { timeZone, hour: "numeric", minute: "2-digit" }).format(at);

const shows = (at: number, timeZone?: string): string =>
  format("en", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);

/** Whether a clock there shows then what the one here does. */
export const isSameClock = (timeZone: string, at: number): boolean => shows(at, timeZone) === shows(at);
