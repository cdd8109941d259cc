/**
 * Storage as a Durable Object has it: a write returns at once and is atomic; reads see it at once; it is on disk only after a
 * flush. Whatever is said after a write waits behind it (the output gate), and a crash loses both together.
 */
import type { RoomStorage } from "../../party/engine/host.ts";
import { clone } from "./clone.ts";

/** The platform refuses to look for a longer one. */
const KEY_MAX_BYTES = 2_048;

const encoder = new TextEncoder();

interface Change {
  put: Map<string, unknown>;
  gone: Set<string>;
  alarm?: number | null;
}

export class FakeStorage {
  #durable = new Map<string, unknown>();
  #live = new Map<string, unknown>();
  #unflushed: Change[] = [];
  /** The write that more may still join. */
  #open: Change | undefined;
  #held: { after: number; say: () => void }[] = [];
  #written = 0;
  #flushed = 0;
  #durableAlarm: number | null = null;
  alarm: number | null = null;
  /** Keys put so far: what a step costs. */
  puts = 0;

  /** @param stir Something waits to be put on disk. */
  constructor(private readonly stir: () => void) {}

  get dirty(): boolean {
    return this.#unflushed.length > 0;
  }

  /** What would be there after a crash. To look at, not to change. */
  onDisk(prefix = ""): Map<string, unknown> {
    return select(this.#durable, { prefix });
  }

  /** What the room itself would read. */
  inMemory(prefix = ""): Map<string, unknown> {
    return select(this.#live, { prefix });
  }

  /** The same of one key. To look at, not to change. */
  peek(key: string): unknown {
    return this.#live.get(key);
  }

  /** One life's access: it ends when the room crashes. */
  access(alive: () => boolean): RoomStorage {
    const gone = () => new Promise<never>(() => {});
    return {
      get: (key) => (alive() ? new Promise((found) => found(this.#read(key))) : gone()),
      list: (options) => (alive() ? Promise.resolve(cloned(select(this.#live, options))) : gone()),
      write: ({ put = {}, delete: deleted = [] }) => {
        if (alive()) this.#write(new Map(Object.entries(clone(put))), deleted);
      },
    };
  }

  setAlarm(at: number | null): void {
    this.alarm = at;
    this.#write(new Map(), [], at);
  }

  /** Runs `say` once everything written so far is on disk. */
  gate(say: () => void): void {
    if (this.#flushed === this.#written) say();
    else this.#held.push({ after: this.#written, say });
  }

  /** Puts the oldest unflushed write on disk and lets out what waited for it alone. */
  flushOne(): void {
    const change = this.#unflushed.shift();
    if (!change) return;
    if (this.#open === change) this.#open = undefined;
    for (const [key, value] of change.put) this.#durable.set(key, value);
    for (const key of change.gone) this.#durable.delete(key);
    if (change.alarm !== undefined) this.#durableAlarm = change.alarm;
    this.#flushed++;
    while (this.#held.length > 0 && this.#held[0]!.after <= this.#flushed) this.#held.shift()!.say();
  }

  /** A runtime that keeps alarms in memory has restarted. */
  loseAlarm(): void {
    this.alarm = null;
    this.#durableAlarm = null;
  }

  crash(): void {
    this.#live = new Map(this.#durable);
    this.#unflushed = [];
    this.#open = undefined;
    this.#held = [];
    this.#written = this.#flushed;
    this.alarm = this.#durableAlarm;
  }

  /** Plants stored state, as an earlier version of the code would have left it. */
  plant(entries: Record<string, unknown>): void {
    for (const [key, value] of Object.entries(clone(entries))) {
      this.#live.set(key, value);
      this.#durable.set(key, value);
    }
  }

  #read(key: string): unknown {
    // A character has three bytes at most.
    if (key.length * 3 > KEY_MAX_BYTES && encoder.encode(key).length > KEY_MAX_BYTES)
      throw new RangeError("key too long");
    return clone(this.#live.get(key));
  }

  /** Writes that follow each other without an `await` are one: an alarm is as safe as the timer it is for. */
  #write(put: Map<string, unknown>, gone: readonly string[], alarm?: number | null): void {
    this.puts += put.size;
    this.stir();
    let open = this.#open;
    if (!open) {
      open = this.#open = { put: new Map(), gone: new Set() };
      this.#unflushed.push(open);
      this.#written++;
      queueMicrotask(() => {
        if (this.#open === open) this.#open = undefined;
      });
    }
    for (const [key, value] of put) {
      this.#live.set(key, value);
      open.put.set(key, value);
      open.gone.delete(key);
    }
    for (const key of gone) {
      this.#live.delete(key);
      open.put.delete(key);
      open.gone.add(key);
    }
    if (alarm !== undefined) open.alarm = alarm;
  }
}

type ListOptions = Parameters<RoomStorage["list"]>[0];

function select(all: ReadonlyMap<string, unknown>, options: ListOptions): Map<string, unknown> {
  const { prefix, start = "", end, reverse = false, limit = Infinity } = options;
  const keys = [...all.keys()].filter(
    (key) => key.startsWith(prefix) && key >= start && (end === undefined || key < end),
  );
  keys.sort();
  if (reverse) keys.reverse();
  return new Map(keys.slice(0, limit).map((key) => [key, all.get(key)]));
}

const cloned = (found: Map<string, unknown>): Map<string, unknown> =>
  new Map(Array.from(found, ([key, value]) => [key, clone(value)]));
