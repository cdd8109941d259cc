/** The guide's words, in the language that the panel speaks. */
import { language } from "../../panel/words/index.ts";
import { en } from "./en.ts";
import { es, type Words } from "./es.ts";

export const w = (): Words => (language() === "es" ? es : en);
