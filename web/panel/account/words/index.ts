/** The words of the pages around accounts, and what the server says no with. */
import { language, t } from "../../words/index.ts";
import { accountReasons as reasonsEn } from "../../words/account/en.ts";
import { accountReasons as reasonsEs } from "../../words/account/es.ts";
import { en } from "./en.ts";
import { es, type AccountWords } from "./es.ts";

export const w = (): AccountWords => (language() === "es" ? es : en);

/** In words, why something was refused by HTTP: a reason of accounts, one of rooms, or none of the two. */
export function whyNot(error: string): string {
  const own: Partial<Record<string, string>> = language() === "es" ? reasonsEs : reasonsEn;
  const general: Partial<Record<string, string>> = {
    notReached: w().notReached,
    forbidden: w().forbidden,
    malformed: w().malformed,
  };
  const members: Partial<Record<string, string>> = w().memberReasons;
  return (
    own[error] ??
    general[error] ??
    members[error] ??
    (t().reasons as Partial<Record<string, string>>)[error] ??
    t().fault
  );
}
