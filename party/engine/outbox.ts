/**
 * What a room has promised to tell other rooms: stored in the same write as the step that promised it, sent in order per
 * target, repeated until the target has accepted it, then forgotten. The target drops what it already has by `seq`, which
 * only ever rises (revision, then place within the step): so at least once on the wire, exactly once in effect.
 */
import type { Address, Event } from "./definition.ts";
import type { Delivery, Host } from "./host.ts";
import { OUT, outKey, pad } from "./keys.ts";

/** Most messages in one delivery. */
const BATCH = 64;
/** Most deliveries under way at once from one room to urgent parties. */
const URGENT_ABREAST = 32;
/** To all others, whose rooms may be asleep; and to these while there is something urgent: a trickle, so that none starves. */
const OTHERS_ABREAST = 16;
const OTHERS_MEANWHILE = 1;
const DELIVERY_MAX_MS = 20_000;
/** How long what has been accepted may stay stored if the room writes nothing else. */
const FORGET_AFTER_MS = 1_000;
const RETRY_FIRST_MS = 200;
const RETRY_MAX_MS = 15_000;

interface Line {
  to: Address;
  waiting: { seq: string; event: Event }[];
  state: "idle" | "ready" | "sending" | "resting";
  failures: number;
  emptied: (() => void)[];
}

interface Lane {
  ready: Line[];
  sending: number;
}

export const effectSeq = (revision: number, index: number): string =>
  `${pad(revision)}.${String(index).padStart(6, "0")}`;

/** The step of its room that a message was promised in. */
export const revisionOf = (seq: string): number => Number(seq.split(".", 1)[0]);

export class Outbox {
  #lines = new Map<string, Line>();
  #accepted: string[] = [];
  #urgent: Lane = { ready: [], sending: 0 };
  #others: Lane = { ready: [], sending: 0 };
  #givingWay = false;

  constructor(
    private readonly host: Host,
    private readonly urgentParties: readonly string[],
    private readonly emptied: () => void,
    /** Told of whatever becomes of a delivery. */
    private readonly stirred: () => void = () => {},
  ) {}

  get size(): number {
    let n = 0;
    for (const line of this.#lines.values()) n += line.waiting.length;
    return n;
  }

  get isEmpty(): boolean {
    return this.#lines.size === 0;
  }

  /** What has not been accepted yet, whose turn came first first. */
  all(): { to: Address; events: string[]; failures: number }[] {
    return [...this.#lines.values()].map(({ to, waiting, failures }) => ({
      to,
      events: waiting.map(({ event }) => event.type),
      failures,
    }));
  }

  /** Takes up what an earlier life of this room left behind. */
  async load(): Promise<void> {
    for (const [key, event] of await this.host.storage.list({ prefix: OUT })) {
      const [party, room, seq] = key.slice(OUT.length).split("/") as [string, string, string];
      this.add({ party, room }, seq, event as Event);
    }
  }

  /** The key under which the step must store it; `add` it once the write has been handed over. */
  static key(to: Address, seq: string): string {
    return outKey(to, seq);
  }

  add(to: Address, seq: string, event: Event): void {
    const name = `${to.party}/${to.room}`;
    let line = this.#lines.get(name);
    if (!line) this.#lines.set(name, (line = { to, waiting: [], state: "idle", failures: 0, emptied: [] }));
    line.waiting.push({ seq, event });
    if (line.state === "idle") this.#makeReady(line);
  }

  /** Sends what is ready. Never throws; what fails is tried again. */
  drain(): void {
    this.#drain(this.#urgent, URGENT_ABREAST);
    if (this.urgentParties.length === 0) return this.#drain(this.#others, OTHERS_ABREAST);
    if (this.#givingWay || this.#others.ready.length === 0) return;
    // Rooms of one process answer each other without a look at the network: what is urgent there must get its turn.
    this.#givingWay = true;
    this.host.later(0, () => {
      this.#givingWay = false;
      this.#drain(this.#others, this.#urgent.sending > 0 ? OTHERS_MEANWHILE : OTHERS_ABREAST);
    });
  }

  #drain(lane: Lane, abreast: number): void {
    while (lane.sending < abreast) {
      const line = lane.ready.shift();
      if (!line) return;
      void this.#send(line, lane);
    }
  }

  /** Tries everything again now, whatever it was waiting for. */
  retry(): void {
    for (const line of this.#lines.values()) if (line.state === "resting") this.#makeReady(line);
    this.drain();
  }

  /** Resolves when everything for this room has been accepted. */
  settled(to: Address): Promise<void> {
    const line = this.#lines.get(`${to.party}/${to.room}`);
    return line ? new Promise((resolve) => line.emptied.push(resolve)) : Promise.resolve();
  }

  /** Keys of what has been accepted, for the next write of the room to delete with it. */
  takeAccepted(): string[] {
    const keys = this.#accepted;
    this.#accepted = [];
    return keys;
  }

  /**
   * A write of its own for each answer would double what a room writes. What is still there after a crash is sent again and
   * dropped by its number.
   */
  #forget(keys: readonly string[]): void {
    if (this.#accepted.length === 0)
      this.host.later(FORGET_AFTER_MS, () => this.host.storage.write({ delete: this.takeAccepted() }));
    this.#accepted.push(...keys);
  }

  #makeReady(line: Line): void {
    line.state = "ready";
    const lane = this.urgentParties.includes(line.to.party) ? this.#urgent : this.#others;
    lane.ready.push(line);
  }

  /** A delivery that never ends must not hold a place for ever; what it still does is dropped by its number. */
  #inTime(delivery: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const callOff = this.host.later(DELIVERY_MAX_MS, () => reject(new Error("no answer in time")));
      delivery.then(resolve, reject).finally(callOff);
    });
  }

  async #send(line: Line, lane: Lane): Promise<void> {
    line.state = "sending";
    lane.sending++;
    const messages = line.waiting.slice(0, BATCH);
    const delivery: Delivery = { from: this.host.self, messages };
    try {
      await this.#inTime(this.host.deliver(line.to, delivery));
      line.failures = 0;
      line.waiting.splice(0, messages.length);
      this.#forget(messages.map(({ seq }) => outKey(line.to, seq)));
      if (line.waiting.length > 0) this.#makeReady(line);
      else {
        this.#lines.delete(`${line.to.party}/${line.to.room}`);
        for (const emptied of line.emptied) emptied();
        if (this.isEmpty) this.emptied();
      }
    } catch (error) {
      line.state = "resting";
      line.failures++;
      this.host.log({
        level: "warn",
        msg: "delivery failed",
        to: line.to,
        failures: line.failures,
        error: String(error),
      });
      this.host.later(Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** (line.failures - 1)), () => {
        if (line.state !== "resting") return;
        this.#makeReady(line);
        this.drain();
      });
    } finally {
      lane.sending--;
      this.stirred();
      this.drain();
    }
  }
}
