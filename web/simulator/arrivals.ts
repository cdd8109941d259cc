/** Who comes when, and for how long each keeps agents busy: by chance, or as it was recorded. */
import { Random, seedOf } from "./random.ts";
import type { TrialArrival, TrialSettings } from "./trial-types.ts";

const HOUR_MS = 3_600_000;
/** Standard deviation of the logarithm of handling times: nine in ten are between half the median and twice as much. */
const HANDLING_SPREAD = 0.42;

export class Arrivals {
  /** The median, in milliseconds. */
  handlingMs: number;
  /** Those still to come, the next one last; undefined: it is left to chance. */
  readonly #recorded: TrialArrival[] | undefined;
  readonly #random: Random;
  /** How long the next one is still to be waited for, in mean times between two. */
  #left: number;
  #asOf: number;
  #perHour: number;

  constructor(private readonly settings: TrialSettings) {
    this.handlingMs = settings.handlingMs;
    this.#recorded = settings.recorded?.toSorted((a, b) => b.at - a.at);
    this.#random = new Random(seedOf(settings.seed, "arrivals"));
    this.#left = this.#random.exponential();
    this.#asOf = settings.startAt;
    this.#perHour = settings.arrivalsPerHour;
  }

  /** As things stand; undefined: nobody. */
  get next(): Pick<TrialArrival, "at"> | undefined {
    if (this.#recorded) return this.#recorded.at(-1);
    return this.#perHour > 0 ? { at: Math.round(this.#asOf + (this.#left * HOUR_MS) / this.#perHour) } : undefined;
  }

  /** The next one has come. */
  came(): void {
    if (this.#recorded) return void this.#recorded.pop();
    this.#asOf = this.next?.at ?? this.#asOf;
    this.#left = this.#random.exponential();
  }

  /** Who was half on the way is half on the way. */
  setPerHour(perHour: number, now: number): void {
    this.#left = Math.max(0, this.#left - ((now - this.#asOf) * this.#perHour) / HOUR_MS);
    this.#asOf = now;
    this.#perHour = perHour;
  }

  /** Drawn by a generator of this customer's own, whoever else comes. */
  departmentOf(name: string): string {
    return new Random(seedOf(this.settings.seed, "department", name)).pick(this.settings.departments)!;
  }

  /** How long this conversation keeps agents busy, in milliseconds: by a generator of its own. */
  handlingOf(conversationId: string): number {
    const random = new Random(seedOf(this.settings.seed, "handling", conversationId));
    return Math.max(1, Math.round(this.handlingMs * random.lognormal(HANDLING_SPREAD)));
  }
}
