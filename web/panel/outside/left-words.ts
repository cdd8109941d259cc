import type { Left } from "./way.ts";
import { words } from "./words/index.ts";

/** "3 h 12 min" */
export function leftWords({ hours, minutes }: Left): string {
  const said = words().window;
  if (hours > 0) return said.hours(hours, minutes);
  return minutes > 0 ? said.minutes(minutes) : said.soon;
}
