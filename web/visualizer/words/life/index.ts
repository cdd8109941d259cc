/** Words of live and replay, beside the panel's and the visualizer's own. */
import { language } from "../../../panel/words/index.ts";
import { lifeEn } from "./en.ts";
import { lifeEs, type LifeWords } from "./es.ts";

export const life = (): LifeWords => (language() === "es" ? lifeEs : lifeEn);
