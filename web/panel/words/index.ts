/**
 * The panel's words in the language chosen; the other is fetched when it is chosen. `t()` is read inside components, so that a
 * choice shows at once.
 */
import { batch, createEffect, createRoot, createSignal } from "solid-js";
import type { Reason } from "../../../machines/vocabulary.ts";
import { preferredLanguage, type Language } from "../../shared/locale.ts";
import { kept } from "../../shared/stored.ts";
import type { Words } from "./es.ts";

const KEY = "turno.language";
const load: Record<Language, () => Promise<Words>> = {
  es: async () => (await import("./es.ts")).es,
  en: async () => (await import("./en.ts")).en,
};

const [language, setLanguage] = createSignal(preferredLanguage(kept.read(KEY), navigator.languages));
const [words, setWords] = createSignal<Words>();
export { language };

async function speak(chosen: Language): Promise<void> {
  const loaded = await load[chosen]();
  batch(() => {
    setLanguage(chosen);
    setWords(() => loaded);
  });
}

/** To be waited for before anything is drawn. */
export const learnToSpeak = (): Promise<void> => speak(language());

export function chooseLanguage(chosen: Language): void {
  kept.write(KEY, chosen);
  void speak(chosen);
}

export const t = (): Words => words()!;

/** In words, any reason that a room can give, and those that a newer room may invent. */
export const reasonWords = (reason: string): string => t().reasons[reason as Reason] ?? t().reasons.notNow;

/** The same, about the agent themselves, who wants a conversation back. */
export const backWords = (reason: string): string =>
  (t().notBack as Partial<Record<string, string>>)[reason] ?? reasonWords(reason);

createRoot(() => createEffect(() => (document.documentElement.lang = language())));
