/** How long something takes, in words. */
import { regional, type Language } from "../../shared/locale.ts";

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
  ["millisecond", 1],
] as const;
/** More of them say nothing that one could remember. */
const PARTS_MAX = 2;

/** "2 días y 3 horas": its largest parts, each whole. */
export function durationWords(language: Language, ms: number): string {
  const parts: string[] = [];
  let rest = Math.round(ms);
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count === 0 && (unit !== "millisecond" || parts.length > 0)) continue;
    if (parts.length === PARTS_MAX) break;
    const style = { style: "unit", unit, unitDisplay: "long" } as const;
    parts.push(new Intl.NumberFormat(regional(language), style).format(count));
  }
  return new Intl.ListFormat(language, { type: "conjunction" }).format(parts);
}
