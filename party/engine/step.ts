/**
 * One step of a room, without side effects: what the machine says to an event, and everything that must be stored because of
 * it. The room writes it down, and only then acts.
 */
import type { AnyMachineSnapshot } from "xstate";
import type { Ordered } from "../../machines/ordered.ts";
import type { Address, Effect, Event, Identity, RoomDefinition, Stamped } from "./definition.ts";
import { rowsPrefix } from "./keys.ts";
import { transition } from "./pure.ts";

export type Judgement =
  | { kind: "refused"; reason: string; waitMs?: number }
  /** `changed`: whether there is anything to store. A step that only signals changes nothing. */
  | { kind: "accepted"; next: AnyMachineSnapshot; effects: Effect[]; names: string[]; changed: boolean };

/** Asks the machine. @throws whatever a guard, an action's parameters or an effect's translation throws: a fault of ours. */
export function judge(
  definition: Pick<RoomDefinition, "party" | "machine" | "effects" | "services">,
  self: Address,
  snapshot: AnyMachineSnapshot,
  event: Stamped,
  /** For who wants to know more of it. */
  step = transition,
): Judgement {
  const [next, actions] = step(definition.machine, snapshot, event);
  if (next.status !== "active") throw new Error(`the machine stopped: ${next.status}`, { cause: next.error });
  const effects: Effect[] = [];
  const names: string[] = [];
  for (const action of actions) {
    const translate = definition.effects[action.type];
    if (!translate) throw new Error(`${definition.party}: nobody knows what the action ${action.type} asks for`);
    const effect = translate(action.params as never, self);
    if (effect.kind === "refuse") return { ...effect, kind: "refused" };
    if (effect.kind === "job" && !definition.services?.[effect.service])
      throw new Error(`${definition.party}: nobody does ${effect.service}`);
    effects.push(effect);
    names.push(action.type);
  }
  const changed =
    effects.some(({ kind }) => kind !== "signal") ||
    (next !== snapshot &&
      (next.context !== snapshot.context || JSON.stringify(next.value) !== JSON.stringify(snapshot.value)));
  return { kind: "accepted", next, effects, names, changed };
}

/**
 * What the machine would say to this event now: `true`, or the reason of its refusal. It only selects transitions and runs
 * none, so it is cheap enough to be asked for every button after every step.
 */
export function allowed(
  definition: Pick<RoomDefinition, "machine">,
  snapshot: AnyMachineSnapshot,
  event: Stamped,
): true | string {
  const selected = definition.machine.getTransitionData(snapshot as never, event);
  if (selected.length === 0) return "notNow";
  for (const { actions } of selected as unknown as { actions: readonly unknown[] }[])
    for (const action of actions) {
      const { type, params } = action as { type?: string; params?: unknown };
      if (type !== "refuse") continue;
      const given = typeof params === "function" ? params({ context: snapshot.context, event }) : params;
      return (given as { reason: string }).reason;
    }
  return true;
}

/** The rows of the machine's tables that a step changed. Costs as much as changed, however many there are. */
export function storeRows(
  definition: RoomDefinition,
  before: AnyMachineSnapshot,
  after: AnyMachineSnapshot,
  put: Record<string, unknown>,
  gone: Set<string>,
): void {
  for (const table of Object.keys(definition.tables ?? {})) {
    const was = (before.context as Record<string, Ordered<unknown>>)[table]!;
    const is = (after.context as Record<string, Ordered<unknown>>)[table]!;
    if (is === was) continue;
    const { set, deleted } = is.diff(was);
    for (const [key, row] of set) put[rowsPrefix(table) + key] = row;
    for (const key of deleted) gone.add(rowsPrefix(table) + key);
  }
}

/** Stamps an event: the same order of fields always, so that a log replays to the same bytes. */
export function stamp(event: Event, at: number, who: { by?: Identity; from?: Address }): Stamped {
  const stamped: Stamped = { ...event, at };
  if (who.by) stamped.by = who.by;
  if (who.from) stamped.from = who.from;
  return stamped;
}

/** A stored value may have 128 KiB; some is left for what the estimate below does not see. */
export const VALUE_MAX_BYTES = 124_000;
/** More than V8 writes around a string or for a number. */
const AROUND_BYTES = 10;
// oxlint-disable-next-line no-control-regex -- the whole of Latin-1, control characters included
const BEYOND_LATIN_1 = /[^\u0000-\u00ff]/;

/** As V8 writes it: a string has one byte a character, or two where one is beyond Latin-1, and nothing is escaped. */
function bytesOf(value: unknown): number {
  if (typeof value === "string") return AROUND_BYTES + value.length * (BEYOND_LATIN_1.test(value) ? 2 : 1);
  let bytes = AROUND_BYTES;
  if (typeof value === "object" && value !== null)
    for (const [key, part] of Object.entries(value)) bytes += bytesOf(key) + bytesOf(part);
  return bytes;
}

/** Whether the storage takes it. Most values are far smaller, and the quick look is enough. */
export function isStorable(value: unknown): boolean {
  return JSON.stringify(value).length * 2 <= VALUE_MAX_BYTES || bytesOf(value) <= VALUE_MAX_BYTES;
}
