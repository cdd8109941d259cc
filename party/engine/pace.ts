/** How fast one socket may speak, so that one who floods takes their own time and nobody else's. */

/** Frames that may come at once, and how many a second after that: a person types, marks and signals far below it. */
export const BURST_FRAMES = 400;
const FRAMES_PER_SECOND = 40;

interface Bucket {
  left: number;
  at: number;
}

/** A token bucket for each socket, in memory: who reconnects starts anew, and reconnecting is slower than waiting. */
export class Pace {
  readonly #buckets = new Map<string, Bucket>();

  /** Whether this socket may say one more thing now. */
  allows(id: string, now: number): boolean {
    const bucket = this.#buckets.get(id) ?? { left: BURST_FRAMES, at: now };
    const left = Math.min(BURST_FRAMES, bucket.left + ((now - bucket.at) * FRAMES_PER_SECOND) / 1000);
    this.#buckets.set(id, { left: Math.max(0, left - 1), at: now });
    return left >= 1;
  }

  forget(id: string): void {
    this.#buckets.delete(id);
  }
}
