const LANGS = ["es", "en"] as const;
export type Lang = (typeof LANGS)[number];

/** The first of these that is spoken here: `es-MX` is served in Spanish, everybody else in English. */
export function chooseLang(wanted: readonly (string | null | undefined)[]): Lang {
  for (const tag of wanted) {
    const lang = LANGS.find((known) => known === tag?.toLowerCase().split("-", 1)[0]);
    if (lang) return lang;
  }
  return "en";
}
