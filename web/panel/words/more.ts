/** The words of parts that are fetched later, in both languages: they come with those parts, and not before. */
import { language } from "./index.ts";
import { moreEn } from "./more-en.ts";
import { moreEs, type MoreWords } from "./more-es.ts";

export const more = (): MoreWords => (language() === "es" ? moreEs : moreEn);
