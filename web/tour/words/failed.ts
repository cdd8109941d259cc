/** What is said when nothing else could be loaded. */
import type { Language } from "../../shared/locale.ts";

const FAILED: Record<Language, string> = {
  es: "El centro de prácticas no ha podido empezar. Carga la página otra vez.",
  en: "The practice centre could not begin. Load the page again.",
};

export const failed = (language: Language): string => FAILED[language];
