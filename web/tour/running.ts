/** The rooms' time goes as life does, while the page is awake. */
import type { Platform } from "../simulator/platform.ts";

/** How long something may wait that no frame has called for: a timer of a room, or of somebody in the centre. */
const TICK_MS = 100;
/** Longer than any page that is awake lets pass. One that has slept has not lost an hour: its centre slept too. */
const ASLEEP_MS = 20_000;

interface Later {
  at: number;
  run: () => void;
}

export class Running {
  #base: number;
  #busy: Promise<void> | undefined;
  #again = false;
  #ended = false;
  #laters: Later[] = [];
  readonly #ticking: ReturnType<typeof setInterval>;

  /** @param clock Milliseconds that only rise. */
  constructor(
    readonly platform: Platform,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.#base = platform.now - clock();
    this.#ticking = setInterval(() => this.stir(), TICK_MS);
  }

  /** The rooms' time, epoch milliseconds: whole ones, as everywhere. */
  get now(): number {
    return Math.floor(this.#base + this.clock());
  }

  /** Lets happen what may happen by now. */
  stir(): void {
    if (this.#ended) return;
    this.#again = true;
    this.#busy ??= this.#run().finally(() => (this.#busy = undefined));
  }

  /** Resolves when nothing is left that could happen now. */
  async settled(): Promise<void> {
    this.stir();
    while (this.#busy) await this.#busy;
  }

  later(ms: number, run: () => void): void {
    this.#laters.push({ at: this.now + ms, run });
  }

  end(): void {
    this.#ended = true;
    clearInterval(this.#ticking);
    this.#laters = [];
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#ended) {
      this.#again = false;
      const slept = this.now - this.platform.now - ASLEEP_MS;
      if (slept > 0) this.#base -= slept;
      const target = this.now;
      for (let next = this.#due(target); next; next = this.#due(target)) {
        await this.#advance(next.at);
        this.#laters = this.#laters.filter((other) => other !== next);
        next.run();
      }
      await this.#advance(target);
    }
  }

  #advance(to: number): Promise<void> {
    return this.platform.advance(Math.max(0, to - this.platform.now));
  }

  #due(until: number): Later | undefined {
    return this.#laters.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  }
}
