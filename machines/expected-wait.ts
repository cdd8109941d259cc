/** How long it may take until somebody answers, from how fast the line has moved of late. Pure. */

/** Assignments that are remembered of each line, and how few of them say nothing. */
export const PACE_MAX = 10;
const PACE_MIN = 3;
/** What lies further back says nothing about now. */
const PACE_MS = 60 * 60 * 1000;
/** Nobody knows it more exactly than this. */
const GRAIN_MS = 10_000;

/** The times of the last assignments from a line, with one more. */
export const paced = (times: readonly number[] = [], at: number): number[] => [...times, at].slice(-PACE_MAX);

/**
 * QU25: the place (1 is next) times the mean time between the last assignments from the line, but no less than the time for which
 * the next one has been waited for; null where there are too few of them to tell.
 */
export function expectedWait(times: readonly number[] = [], place: number, at: number): number | null {
  const recent = times.filter((time) => time > at - PACE_MS);
  if (recent.length < PACE_MIN) return null;
  const [first, last] = [recent[0]!, recent.at(-1)!];
  const between = Math.max((last - first) / (recent.length - 1), at - last);
  return between === 0 ? null : Math.ceil((place * between) / GRAIN_MS) * GRAIN_MS;
}
