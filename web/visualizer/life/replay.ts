/**
 * A room's life, computed again from its log: the room's own machine is asked, entry by entry, what it said then.
 *
 * Ten thousand entries are computed in slices, so that the page goes on meanwhile. What is kept of each is what the timeline shows;
 * the state is kept every few entries, and what lies between is computed anew when somebody looks at it.
 */
import type { AnyMachineSnapshot } from "xstate";
import { Ordered } from "../../../machines/ordered.ts";
import type { Address, Effect, RoomDefinition, Row, Stamped } from "../../../party/engine/definition.ts";
import { pad } from "../../../party/engine/keys.ts";
import { Replay } from "../../../party/engine/replaying.ts";
import { fresh } from "../../../party/engine/saved.ts";
import type { LogRow } from "../../../party/protocol/inspection.ts";

/** A step costs some 50 µs: so many are computed unnoticed, and a thousandth of the states is not worth keeping. */
const KEPT_EVERY = 16;
/** A timer whose event changes nothing leaves no entry. So long after its deadline it has rung, whatever held it up. */
const RUNG_AFTER_MS = 5_000;

export interface Pending {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  event: string;
}

/** What a room is at one point of its life. */
export interface Point {
  snapshot: AnyMachineSnapshot;
  /** By name. */
  lists: Readonly<Record<string, Ordered<Row>>>;
  timers: Ordered<{ at: number; event: Stamped | { type: string } }>;
}

export interface Step {
  /** Its place among the entries, from 0. */
  index: number;
  row: LogRow;
  before: Point;
  after: Point;
  /** What it asked for, in order, and by which actions. */
  effects: readonly Effect[];
  names: readonly string[];
  /** Ids of the transitions that are taken, as on the chart. */
  taken: readonly string[];
  /** Why the machine of today would not take it; undefined: it does. */
  fault: string | undefined;
}

/** Where the machine of today does something else than the log says that it did. */
export interface Difference {
  seq: number;
  said: unknown;
  does: unknown;
}

const sameEvent = (event: Stamped, timer: { type: string; [field: string]: unknown }): boolean =>
  event.by === undefined &&
  event.from === undefined &&
  event.type === timer.type &&
  Object.entries(timer).every(([field, value]) => JSON.stringify(event[field]) === JSON.stringify(value));

/** Of the timers, those that are still to ring once this event has come. */
function withoutRung(timers: Point["timers"], event: Stamped): Point["timers"] {
  let left = timers;
  let isFound = false;
  for (const [id, timer] of timers) {
    const isIt = !isFound && timer.at <= event.at && sameEvent(event, timer.event);
    if (isIt) isFound = true;
    if (isIt || timer.at + RUNG_AFTER_MS < event.at) left = left.delete(id);
  }
  return left;
}

function withoutNothing(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Row;
}

function listsAfter(lists: Point["lists"], effect: Effect): Point["lists"] {
  if (effect.kind !== "append" && effect.kind !== "replace" && effect.kind !== "amend") return lists;
  const list = lists[effect.list] ?? Ordered.empty<Row>();
  const seq = effect.kind === "amend" ? effect.seq : effect.row.seq;
  const before = list.get(pad(seq));
  // What it changes came before the log began.
  if (effect.kind === "amend" && !before) return lists;
  const row = effect.kind === "amend" ? withoutNothing({ ...before!, ...effect.set, seq }) : effect.row;
  return { ...lists, [effect.list]: list.set(pad(seq), row) };
}

function pointAfter(before: Point, event: Stamped, snapshot: AnyMachineSnapshot, effects: readonly Effect[]): Point {
  let lists = before.lists;
  let timers = withoutRung(before.timers, event);
  for (const effect of effects) {
    lists = listsAfter(lists, effect);
    if (effect.kind === "startTimer") timers = timers.set(effect.id, { at: effect.at, event: effect.event });
    else if (effect.kind === "cancelTimer") timers = timers.delete(effect.id);
  }
  return { snapshot, lists, timers };
}

export class Playback {
  readonly rows: LogRow[] = [];
  /** Before each `KEPT_EVERY`th entry. */
  readonly #kept: Point[] = [];
  /** After the last entry that was computed. */
  #now: Point;
  #computed = 0;
  #last: { index: number; step: Step } | undefined;
  /** The first place where the replay is not what the log says; undefined: nowhere so far. */
  differs: Difference | undefined;

  constructor(
    readonly definition: RoomDefinition,
    readonly self: Address,
    /** Told of each entry, in order, as it is computed. */
    private readonly onStep: (step: Step) => void = () => {},
  ) {
    this.#now = { snapshot: fresh(definition, self.room), lists: {}, timers: Ordered.empty() };
  }

  /** How many entries have been computed. */
  get computed(): number {
    return this.#computed;
  }

  get isDone(): boolean {
    return this.#computed === this.rows.length;
  }

  /**
   * Entries after those that are here; or in the place of some that are: what was erased is in no event any more.
   * @returns whether all must be computed anew.
   */
  add(rows: readonly LogRow[]): boolean {
    let isChanged = false;
    for (const row of rows) {
      if (row.seq > (this.rows.at(-1)?.seq ?? -1)) this.rows.push(row);
      else isChanged = this.#put(row) || isChanged;
    }
    if (isChanged) this.#again();
    return isChanged;
  }

  /** Computes what has not been computed yet, until it is told to stop. */
  work(isEnough: () => boolean = () => false): void {
    while (this.#computed < this.rows.length && !isEnough()) {
      const index = this.#computed;
      if (index % KEPT_EVERY === 0) this.#kept.push(this.#now);
      const step = this.#step(index, this.#now);
      this.#now = step.after;
      this.#computed++;
      this.onStep(step);
    }
  }

  /** The beginning, before anything happened. */
  get start(): Point {
    return this.#kept[0] ?? this.#now;
  }

  /** @throws if it has not been computed yet. */
  at(index: number): Step {
    if (this.#last?.index === index) return this.#last.step;
    if (index >= this.#computed) throw new Error(`entry ${index} has not been computed`);
    const isNext = this.#last?.index === index - 1;
    let at = isNext ? index : index - (index % KEPT_EVERY);
    let before = isNext ? this.#last!.step.after : this.#kept[at / KEPT_EVERY]!;
    for (; at < index; at++) before = this.#step(at, before).after;
    const step = this.#step(index, before);
    this.#last = { index, step };
    return step;
  }

  #put(row: LogRow): boolean {
    const at = this.rows.findLastIndex(({ seq }) => seq === row.seq);
    if (at < 0 || JSON.stringify(this.rows[at]!.event) === JSON.stringify(row.event)) return false;
    this.rows[at] = row;
    return true;
  }

  #again(): void {
    this.#now = this.start;
    this.#kept.length = 0;
    this.#computed = 0;
    this.#last = undefined;
    this.differs = undefined;
  }

  #step(index: number, before: Point): Step {
    const row = this.rows[index]!;
    const event: Stamped = row.event;
    const life = new Replay(this.definition, this.self, before.snapshot);
    const { after: snapshot, effects, names, taken, agrees, fault } = life.take(row);
    const after = fault === undefined ? pointAfter(before, event, snapshot, effects) : before;
    if (!agrees) this.differs ??= { seq: row.seq, said: row.to, does: fault ?? snapshot.value };
    return { index, row, before, after, effects, names, taken, fault };
  }
}

/** Of each timer: when it rings, soonest first. */
export const pendingOf = ({ timers }: Point): Pending[] =>
  [...timers]
    .map(([id, { at, event }]) => ({ id, at, event: event.type }))
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
