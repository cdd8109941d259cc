/** What a trial has come to, told from the queue's own books and receipts, step by step. */
import type { Entry, Seat } from "../../machines/desk.ts";
import { Ordered } from "../../machines/ordered.ts";
import type { QueueContext, Receipt } from "../../machines/queue-events.ts";
import { listKey } from "../../party/engine/keys.ts";
import type { FakeStorage } from "./storage.ts";
import type { TrialAgent, TrialFigures, TrialPoint } from "./trial-types.ts";

interface Busy {
  /** Since when they hold something; null: they hold nothing. */
  since: number | null;
  /** How long before that, in milliseconds. */
  ms: number;
}

/** Of those that are at most as long as the longest of this part, the longest (nearest rank). */
const rank = (sorted: readonly number[], part: number): number => sorted[Math.ceil(part * sorted.length) - 1]!;

export class Books {
  readonly receipts: Receipt[] = [];
  readonly #arrived = new Set<string>();
  readonly #finished = new Set<string>();
  readonly #attended = new Set<string>();
  readonly #waits: number[] = [];
  readonly #assigned = new Map<string, number>();
  readonly #busy = new Map<string, Busy>();
  #conversations = Ordered.empty<Entry>();
  #seats = Ordered.empty<Seat>();
  #context: QueueContext | undefined;

  constructor(
    private readonly startAt: number,
    private readonly storage: FakeStorage,
  ) {}

  /** The queue has made a step. */
  follow(context: QueueContext, at: number): void {
    this.#context = context;
    const { conversations, seats } = context;
    const entries = conversations.diff(this.#conversations);
    for (const [id] of entries.set) {
      this.#arrived.add(id);
      this.#finished.delete(id);
    }
    for (const id of entries.deleted) this.#finished.add(id);
    this.#conversations = conversations;
    this.#followSeats(seats, at);
    while (this.receipts.length < context.receipts)
      this.#count(this.storage.peek(listKey("receipts", this.receipts.length + 1)) as Receipt);
  }

  #followSeats(seats: Ordered<Seat>, at: number): void {
    const changed = seats.diff(this.#seats);
    for (const [id, { load }] of changed.set) this.#holds(id, load > 0, at);
    for (const id of changed.deleted) this.#holds(id, false, at);
    this.#seats = seats;
  }

  #holds(agentId: string, any: boolean, at: number): void {
    let busy = this.#busy.get(agentId);
    if (!busy) this.#busy.set(agentId, (busy = { since: null, ms: 0 }));
    if (any) busy.since ??= at;
    else if (busy.since !== null) {
      busy.ms += at - busy.since;
      busy.since = null;
    }
  }

  #count(receipt: Receipt): void {
    const { agentId, conversationId, at, enqueuedAt } = receipt;
    this.receipts.push(receipt);
    this.#assigned.set(agentId, (this.#assigned.get(agentId) ?? 0) + 1);
    // Who came back to the line had an agent before.
    if (this.#attended.has(conversationId)) return;
    this.#attended.add(conversationId);
    this.#waits.push(at - enqueuedAt);
  }

  figures(now: number, agents: Iterable<[id: string, agent: TrialAgent]>): TrialFigures {
    const sorted = this.#waits.toSorted((a, b) => a - b);
    const total = sorted.reduce((sum, wait) => sum + wait, 0);
    const lasted = Math.max(1, now - this.startAt);
    return {
      now,
      arrived: this.#arrived.size,
      waiting: this.#context?.waiting.size ?? 0,
      served: this.#context?.held.size ?? 0,
      finished: this.#finished.size,
      waitMs:
        sorted.length === 0
          ? null
          : {
              average: Math.round(total / sorted.length),
              median: rank(sorted, 0.5),
              p90: rank(sorted, 0.9),
              longest: sorted.at(-1)!,
            },
      agents: [...agents]
        .map(([id, { name, capacity }]) => {
          const seat = this.#seats.get(id);
          const { since, ms } = this.#busy.get(id) ?? { since: null, ms: 0 };
          return {
            name,
            present: seat?.present ?? false,
            available: seat?.available ?? false,
            load: seat?.load ?? 0,
            capacity: seat?.capacity ?? capacity,
            assigned: this.#assigned.get(id) ?? 0,
            busy: (ms + (since === null ? 0 : now - since)) / lasted,
          };
        })
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    };
  }

  point(at: number): TrialPoint {
    const { waiting, held, conversations } = this.#context ?? {};
    let longestWaitMs = 0;
    for (const id of waiting?.values() ?? [])
      longestWaitMs = Math.max(longestWaitMs, at - conversations!.get(id)!.enqueuedAt);
    return { at, waiting: waiting?.size ?? 0, served: held?.size ?? 0, longestWaitMs };
  }
}
