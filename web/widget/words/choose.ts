const LANGS = ["es", "en"] as const;
export type Lang = (typeof LANGS)[number];

const isIn = (lang: Lang, tag: string | null | undefined): boolean => RegExp(`^${lang}\\b`, "i").test(tag ?? "");

/** The first of these that is spoken here: `es-MX` is served in Spanish, everybody else in English. */
export function chooseLang(wanted: readonly (string | null | undefined)[]): Lang {
  for (const tag of wanted) {
    const lang = LANGS.find((known) => isIn(known, tag));
    if (lang) return lang;
  }
  return "en";
}

/** The visitor's own kind of this language, for times and dates: half past four is 16:30 to one and 4:30 PM to another. */
export const localeOf = (lang: Lang, tags: readonly string[] = navigator.languages): string =>
  tags.find((tag) => isIn(lang, tag)) ?? lang;
