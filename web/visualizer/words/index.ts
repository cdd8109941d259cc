/** The visualizer's words, beside the panel's: of the parts that all of its pages have, and of the gallery. */
import { language } from "../../panel/words/index.ts";
import { en } from "./en.ts";
import { es, type Words } from "./es.ts";

export const w = (): Words => (language() === "es" ? es : en);
