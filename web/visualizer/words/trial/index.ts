/** The words of the simulated centre. They come with its page. */
import { language } from "../../../panel/words/index.ts";
import { en } from "./en.ts";
import { es, type TrialWords } from "./es.ts";

export const tw = (): TrialWords => (language() === "es" ? es : en);
