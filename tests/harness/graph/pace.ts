/** How much may go out: so many a second of a number, both ways together, and to one customer a burst and then one each so often. */
import { GraphError } from "./errors.ts";

export interface Limits {
  perSecond: number;
  burst: number;
  everyMs: number;
}

const SECOND_MS = 1000;
const TOO_MANY = "Message failed to send because there were too many messages sent from this phone number";

export class Pace {
  /** The documented ones; null: none. */
  limits: Limits | null = { perSecond: 80, burst: 45, everyMs: 6_000 };
  readonly #seen = new Map<string, number[]>();
  readonly #pairs = new Map<string, { tokens: number; at: number }>();

  constructor(private readonly now: () => number) {}

  /** @returns how many there were within this second. */
  count(number: string): number {
    const now = this.now();
    const within = (this.#seen.get(number) ?? []).filter((at) => at > now - SECOND_MS);
    this.#seen.set(number, [...within, now]);
    return within.length;
  }

  /** @throws GraphError if it was one too many */
  take(number: string, to: string): void {
    if (!this.limits) return;
    const { perSecond, burst, everyMs } = this.limits;
    const now = this.now();
    const name = `${number} ${to}`;
    const pair = this.#pairs.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, pair.tokens + (now - pair.at) / everyMs);
    if (tokens < 1)
      throw new GraphError(131056, "(#131056) (Business Account, Consumer Account) pair rate limit hit", {
        details: `${TOO_MANY} to the same phone number in a short period of time.`,
      });
    if (this.count(number) >= perSecond)
      throw new GraphError(130429, "(#130429) Rate limit hit", {
        status: 429,
        details: `${TOO_MANY} in a short period of time.`,
      });
    this.#pairs.set(name, { tokens: tokens - 1, at: now });
  }
}
