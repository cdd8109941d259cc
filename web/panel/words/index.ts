/** The panel's words in the language chosen. `t()` is read inside components, so that a choice shows at once. */
import { createEffect, createRoot, createSignal } from "solid-js";
import type { Reason } from "../../../machines/vocabulary.ts";
import { preferredLanguage, type Language } from "../../shared/locale.ts";
import { kept } from "../../shared/stored.ts";
import { en } from "./en.ts";
import { es, type Words } from "./es.ts";

const KEY = "turno.language";
const words: Record<Language, Words> = { es, en };

const [language, set] = createSignal(preferredLanguage(kept.read(KEY), navigator.languages));
export { language };

export function chooseLanguage(chosen: Language): void {
  kept.write(KEY, chosen);
  set(chosen);
}

export const t = (): Words => words[language()];

/** In words, any reason that a room can give, and those that a newer room may invent. */
export const reasonWords = (reason: string): string => t().reasons[reason as Reason] ?? t().reasons.notNow;

createRoot(() => createEffect(() => (document.documentElement.lang = language())));
