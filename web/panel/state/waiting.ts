/** Who has waited longest for an answer: the order of the list. */
export interface Waits {
  id: string;
  /** Null: answered. */
  since: number | null;
  /** When somebody last wrote. */
  lastAt: number;
}

/** Who waits before who does not; the longest wait first; of those answered, the latest first. */
export function byWait(a: Waits, b: Waits): number {
  if (a.since !== null && b.since !== null) return a.since - b.since || a.id.localeCompare(b.id);
  if (a.since !== null) return -1;
  if (b.since !== null) return 1;
  return b.lastAt - a.lastAt || a.id.localeCompare(b.id);
}
