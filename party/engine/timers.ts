/**
 * Deadlines as data. A platform alarm is only a hint to look at them: one that fires early, late, twice or never (and is made
 * up for at the next start) changes nothing.
 */
import { Ordered } from "../../machines/ordered.ts";
import type { Event } from "./definition.ts";
import type { Host } from "./host.ts";
import { TIMER, pad, timerKey } from "./keys.ts";

export interface Timer {
  at: number;
  event: Event;
}

/** A due alarm is asked for again only if the one already set is later than this, in milliseconds. */
const SLACK_MS = 5;

export class Timers {
  #byId = new Map<string, Timer>();
  #byTime = Ordered.empty<string>();
  #armed = Infinity;

  constructor(private readonly host: Host) {}

  get size(): number {
    return this.#byId.size;
  }

  async load(): Promise<void> {
    for (const [key, timer] of await this.host.storage.list({ prefix: TIMER }))
      this.#set(key.slice(TIMER.length), timer as Timer);
  }

  get(id: string): Timer | undefined {
    return this.#byId.get(id);
  }

  /** The earliest first. */
  all(): { id: string; at: number; event: string }[] {
    return [...this.#byTime.values()].map((id) => {
      const { at, event } = this.#byId.get(id)!;
      return { id, at, event: event.type };
    });
  }

  /** Notes the change and adds to `put` / `gone` what the step must store of it. */
  start(id: string, timer: Timer, put: Record<string, unknown>, gone: Set<string>): void {
    this.#unset(id);
    this.#set(id, timer);
    put[timerKey(id)] = timer;
    gone.delete(timerKey(id));
  }

  cancel(id: string, put: Record<string, unknown>, gone: Set<string>): void {
    if (!this.#byId.has(id)) return;
    this.#unset(id);
    delete put[timerKey(id)];
    gone.add(timerKey(id));
  }

  /** The earliest deadline that has passed. */
  due(now: number): { id: string; timer: Timer } | undefined {
    const id = this.#byTime.first()?.[1];
    const timer = id === undefined ? undefined : this.#byId.get(id);
    return id !== undefined && timer && timer.at <= now ? { id, timer } : undefined;
  }

  /** Makes sure that an alarm comes by the earliest deadline, or by `atLatest` if that is earlier. */
  arm(atLatest = Infinity): void {
    const id = this.#byTime.first()?.[1];
    const first = id === undefined ? Infinity : (this.#byId.get(id)?.at ?? Infinity);
    const wanted = Math.min(first, atLatest);
    if (wanted === Infinity || wanted >= this.#armed - SLACK_MS) return;
    this.#armed = wanted;
    this.host.setAlarm(wanted);
  }

  /** An alarm has come: none is set any more. */
  rang(): void {
    this.#armed = Infinity;
  }

  #set(id: string, timer: Timer): void {
    this.#byId.set(id, timer);
    this.#byTime = this.#byTime.set(`${pad(timer.at)}/${id}`, id);
  }

  #unset(id: string): void {
    const timer = this.#byId.get(id);
    if (!timer) return;
    this.#byId.delete(id);
    this.#byTime = this.#byTime.delete(`${pad(timer.at)}/${id}`);
  }
}
