/** The words about other channels, in both languages: they come with what shows them, and not before. */
import { language } from "../../words/index.ts";
import { en } from "./en.ts";
import { es, type OutsideWords } from "./es.ts";

export const words = (): OutsideWords => (language() === "es" ? es : en);
