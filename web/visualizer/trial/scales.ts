/** Where numbers and times stand on a chart, and what is written beside its axes. */

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const STEPS_MS = [
  ...[5, 10, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12, 24].map((hours) => hours * HOUR_MS),
];

export interface Point {
  x: number;
  y: number;
}

export interface Scale {
  (value: number): number;
  from: number;
  to: number;
}

/** From `[from, to]` to pixels `[start, end]`. Where everything is one value, it stands at the start. */
export function scale(from: number, to: number, start: number, end: number): Scale {
  const width = to - from;
  const place = (value: number): number => (width === 0 ? start : start + ((value - from) / width) * (end - start));
  return Object.assign(place, { from, to });
}

const upTo = (max: number, step: number): number[] =>
  Array.from({ length: Math.max(1, Math.ceil(max / step)) + 1 }, (_, index) => index * step);

/** Whole numbers from 0 to at least `max`, at most about `most` of them, in steps of 1, 2 or 5 times a power of ten. */
export function countTicks(max: number, most = 4): number[] {
  let step = 1;
  for (let turn = 0; step * most < max; turn++) step *= [2, 2.5, 2][turn % 3]!;
  return upTo(max, step);
}

/** The same for lengths of time, in milliseconds: steps that a clock has. */
export function durationTicks(maxMs: number, most = 4): number[] {
  const days = Math.ceil(maxMs / most / (24 * HOUR_MS)) * 24 * HOUR_MS;
  return upTo(maxMs, STEPS_MS.find((step) => step * most >= maxMs) ?? days);
}

/**
 * Times of day between two moments, at most `most` of them.
 *
 * @param offsetMs Of the zone in which they are whole: local time minus UTC.
 */
export function timeTicks(from: number, to: number, offsetMs = 0, most = 6): number[] {
  const span = to - from;
  const step = STEPS_MS.find((ms) => ms >= MINUTE_MS && span / ms <= most) ?? 24 * HOUR_MS;
  const first = Math.ceil((from + offsetMs) / step) * step - offsetMs;
  const ticks: number[] = [];
  for (let at = first; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** At most `most` points: of each stretch the highest one, for a peak is what one looks for, and always the last of all. */
export function thinned<T>(points: readonly T[], height: (point: T) => number, most: number): readonly T[] {
  if (points.length <= most) return points;
  const stretch = points.length / (most - 1);
  const kept: T[] = [];
  for (let start = 0; start < points.length - 1; start += stretch) {
    const group = points.slice(Math.floor(start), Math.min(points.length - 1, Math.floor(start + stretch)));
    if (group.length > 0) kept.push(group.reduce((best, point) => (height(point) > height(best) ? point : best)));
  }
  kept.push(points.at(-1)!);
  return kept;
}

const rounded = (pixels: number): number => Math.round(pixels * 10) / 10;

/** A line from point to point, as SVG writes it. */
export const linePath = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${rounded(x)} ${rounded(y)}`).join("");

/** What stays as it is until the next point: a number of people does not rise gradually. */
export function stepPath(points: readonly Point[]): string {
  let path = "";
  for (const { x, y } of points) path += path === "" ? `M${rounded(x)} ${rounded(y)}` : `H${rounded(x)}V${rounded(y)}`;
  return path;
}

/** The ground under a line, down to `bottom`. */
export const areaUnder = (path: string, points: readonly Point[], bottom: number): string =>
  points.length === 0 ? "" : `${path}V${rounded(bottom)}H${rounded(points[0]!.x)}Z`;

/** The last point that is not after `at`; the first if there is none. */
export function pointAt<T extends { at: number }>(points: readonly T[], at: number): T | undefined {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return points[Math.max(0, low - 1)];
}
