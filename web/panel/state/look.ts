/** What a person looks like where there is no picture of them. */
const HUES = 12;

/** The first letters of the first and the last word, at most two. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : [words[0]!];
  return ends
    .map((word) => word.slice(0, (word.codePointAt(0) ?? 0) > 0xff_ff ? 2 : 1))
    .join("")
    .toUpperCase();
}

/** One of a few angles on the colour wheel, always the same one for the same id. */
export function hueOf(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + char.codePointAt(0)!) % 65_521;
  return ((sum % HUES) * 360) / HUES;
}

const SOON_MS = 60_000;
const LATE_MS = 3 * 60_000;

/** How much a wait should catch the eye. */
export function urgencyOf(waitMs: number): "fresh" | "soon" | "late" {
  if (waitMs >= LATE_MS) return "late";
  return waitMs >= SOON_MS ? "soon" : "fresh";
}
