import { en } from "./en.ts";
import { es, type Words } from "./es.ts";

export type { Words } from "./es.ts";
export type Lang = "es" | "en";

const DICTIONARIES: Record<Lang, Words> = { es, en };

/** The first of these that is spoken here: `es-MX` is served in Spanish, everybody else in English. */
export function chooseLang(wanted: readonly (string | null | undefined)[]): Lang {
  for (const tag of wanted) {
    const lang = tag?.toLowerCase().split("-", 1)[0];
    if (lang === "es" || lang === "en") return lang;
  }
  return "en";
}

export const wordsOf = (lang: Lang): Words => DICTIONARIES[lang];
