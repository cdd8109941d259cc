import { en } from "./en.ts";
import { es, type Words } from "./es.ts";
import type { Lang } from "./choose.ts";

export type { Words } from "./es.ts";
export { chooseLang, localeOf, type Lang } from "./choose.ts";

const DICTIONARIES: Record<Lang, Words> = { es, en };

export const wordsOf = (lang: Lang): Words => DICTIONARIES[lang];
