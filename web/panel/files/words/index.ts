/** The words about files, in both languages: they come with what shows files, and not before. */
import { language } from "../../words/index.ts";
import { en } from "../../../files/words/en.ts";
import { es, type FileWords } from "../../../files/words/es.ts";

export const words = (): FileWords => (language() === "es" ? es : en);
