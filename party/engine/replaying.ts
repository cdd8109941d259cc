/**
 * A room's life once more, from its log: its own machine takes the same events in the same order. Pure, for browser and server alike,
 * and apart from what rooms do: they ask for less, and pay for less.
 */
import type {
  AnyActorScope,
  AnyMachineSnapshot,
  AnyStateMachine,
  AnyTransitionDefinition,
  ExecutableActionObject,
} from "xstate";
import type { Address, Effect, RoomDefinition, Stamped } from "./definition.ts";
import { scopeOf, transition } from "./pure.ts";
import { fresh } from "./saved.ts";
import { judge } from "./step.ts";
import { transitionId } from "./transition-id.ts";

/** What a step of a machine does, and by which transitions: `<source id>|<event as written>|<place>` (see `ChartTransition`). */
export interface Taken {
  next: AnyMachineSnapshot;
  actions: ExecutableActionObject[];
  /** In order. Those that need no event, and those of raised ones, follow what made them possible. */
  taken: string[];
}

const ids = new WeakMap<AnyTransitionDefinition, string>();

function idOf(transition: AnyTransitionDefinition): string {
  const known = ids.get(transition);
  if (known !== undefined) return known;
  const id = transitionId(transition);
  ids.set(transition, id);
  return id;
}

/** What XState's types keep to themselves. */
const INSPECTED = "_sendInspectionEvent";
interface Inspected {
  type: string;
  _transitions?: readonly AnyTransitionDefinition[];
}

interface Watching {
  scope: AnyActorScope;
  /** Where what is taken goes at present. */
  into: string[];
}
const watched = new WeakMap<AnyStateMachine, Watching>();

/** XState tells inspectors of each microstep which transitions it was of. A scope apart: only who asks is told. */
function watchingScopeOf(machine: AnyStateMachine): Watching {
  const known = watched.get(machine);
  if (known) return known;
  const scope = scopeOf(machine);
  const watching: Watching = { scope, into: [] };
  const inspected = ({ type, _transitions: transitions = [] }: Inspected): void => {
    if (type === "@xstate.microstep") watching.into.push(...transitions.map(idOf));
  };
  const system = Object.assign(Object.create(scope.system), { [INSPECTED]: inspected }) as typeof scope.system;
  watching.scope = { ...scope, system };
  watched.set(machine, watching);
  return watching;
}

/**
 * One step of a machine, with the transitions that it takes. Runs nothing. Of two regions that would leave for different states outside
 * of both, XState lets the first; no machine of ours has such, and both would be named.
 * @throws as the machine's guards and parameters do.
 */
export function takenBy(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: Stamped): Taken {
  const watching = watchingScopeOf(machine);
  const taken: string[] = (watching.into = []);
  const [next, actions] = transition(machine, snapshot, event, watching.scope);
  return { next, actions, taken };
}

/** What a replay needs of a room. */
export type Replayable = Pick<RoomDefinition, "party" | "machine" | "input" | "effects" | "services" | "derive">;

/** What the log says of a step; a `LogRow` does, and so does what is stored. */
export interface Logged {
  seq: number;
  event: { type: string; at: number; [field: string]: unknown };
  to: unknown;
}

/** One entry, taken once more. */
export interface Replayed {
  seq: number;
  before: AnyMachineSnapshot;
  after: AnyMachineSnapshot;
  /** What was asked of the room, and by which actions. */
  effects: readonly Effect[];
  names: readonly string[];
  taken: readonly string[];
  /** Whether it has led to where the log says that it did. */
  agrees: boolean;
  /** Why it could not be taken: the machine refused or failed. Nothing has changed then. */
  fault?: string;
}

/** A room's life so far. */
export class Replay {
  snapshot: AnyMachineSnapshot;

  constructor(
    private readonly definition: Replayable,
    private readonly self: Address,
    /** Where it begins. Default: as the room is before anything has happened to it. */
    from?: AnyMachineSnapshot,
  ) {
    this.snapshot = from ?? fresh(definition, self.room);
  }

  /** Takes the next entry. Never throws. */
  take({ seq, event, to }: Logged): Replayed {
    const before = this.snapshot;
    let taken: string[] = [];
    const noting: typeof transition = (machine, snapshot, stamped) => {
      const step = takenBy(machine, snapshot, stamped);
      taken = step.taken;
      return [step.next, step.actions];
    };
    const stays = { seq, before, after: before, effects: [], names: [], agrees: false };
    try {
      const judged = judge(this.definition, this.self, before, event, noting);
      if (judged.kind === "refused") return { ...stays, taken, fault: `refused: ${judged.reason}` };
      const { next, effects, names } = judged;
      this.snapshot = next;
      return { seq, before, after: next, effects, names, taken, agrees: isSame(next.value, to) };
    } catch (error) {
      return { ...stays, taken, fault: String(error) };
    }
  }
}

/** A room's whole life, entry by entry, from the first one. */
export function* replay(definition: Replayable, self: Address, log: Iterable<Logged>): Generator<Replayed> {
  const life = new Replay(definition, self);
  for (const entry of log) yield life.take(entry);
}

/** Of states: names, or names within names. */
function isSame(is: unknown, said: unknown): boolean {
  if (is === said) return true;
  if (typeof is !== "object" || typeof said !== "object" || is === null || said === null) return false;
  const [a, b] = [Object.entries(is), said as Record<string, unknown>];
  return a.length === Object.keys(b).length && a.every(([name, within]) => isSame(within, b[name]));
}
