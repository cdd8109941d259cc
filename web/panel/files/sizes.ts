import { sizeWords } from "../../files/sizes.ts";
import { regional } from "../../shared/locale.ts";
import { language } from "../words/index.ts";

export const size = (bytes: number): string => sizeWords(bytes, regional(language()));
