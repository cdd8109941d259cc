/** A seeded generator (mulberry32): the same seed gives the same numbers everywhere. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Whole milliseconds, from … to. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** Of mean 1: the time between two of what happens at random. */
  exponential(): number {
    return -Math.log(1 - this.next());
  }

  /** Of median 1; `spread`: the standard deviation of its logarithm. */
  lognormal(spread: number): number {
    // Box and Muller's.
    const radius = Math.sqrt(2 * this.exponential());
    return Math.exp(spread * radius * Math.cos(2 * Math.PI * this.next()));
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(of: readonly T[]): T | undefined {
    return of[this.below(of.length)];
  }

  /** One of the names, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let rest = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) if ((rest -= weight) < 0) return name;
    return entries[0]![0];
  }
}

/** A seed of its own for each thing of a run, so that one more of one kind changes nothing of the others. */
export function seedOf(seed: number, ...names: readonly (string | number)[]): number {
  // FNV-1a, 32 bits.
  let hash = 0x811c9dc5;
  for (const char of [seed, ...names].join("/")) {
    hash ^= char.codePointAt(0)!;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
