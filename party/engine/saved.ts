/**
 * The one restorer: from what a room stored to the snapshot it goes on with.
 *
 * What cannot be restored is never overwritten: it is copied aside under `aside/<revision>/…` and reported, and the room
 * starts afresh with a higher revision, so that other rooms still take what it sends for new.
 */
import * as v from "valibot";
import { createActor, initialTransition, type AnyMachineSnapshot } from "xstate";
import { Ordered } from "../../machines/ordered.ts";
import type { Address, RoomDefinition } from "./definition.ts";
import type { RoomStorage } from "./host.ts";
import { ASIDE, HEAD, LISTS, LOG, REFS, rowsPrefix } from "./keys.ts";

/** Version of this file's own layout of keys, apart from each machine's saved form. */
const LAYOUT_VERSION = 1;

export interface Head {
  layout: number;
  self: Address;
  machine: string;
  version: number;
  savedAt: number;
  revision: number;
  /** The machine's persisted snapshot without its tables and derived fields. */
  snapshot: unknown;
  /** Whether the watchtower knows that this room must be woken after a boot. */
  watched: boolean;
  /** EN72: of which version the log says that its newest entries are. Absent: it does not say it yet. */
  logged?: number;
}

export interface Restored {
  snapshot: AnyMachineSnapshot;
  head: Head | undefined;
  revision: number;
  /** Why the stored state was set aside, if it was. */
  setAside?: string;
}

type Context = Record<string, unknown>;

/**
 * The part of a snapshot that is rewritten at each step: everything but tables and what is derived from them. It is what
 * XState itself would save; but that looks for actors in the whole context at each step, and here there are none.
 */
export function persist(definition: RoomDefinition, snapshot: AnyMachineSnapshot): unknown {
  let context = snapshot.context as Context;
  if (definition.tables || definition.derivedFields) {
    const left = new Set([...Object.keys(definition.tables ?? {}), ...(definition.derivedFields ?? [])]);
    context = Object.fromEntries(Object.entries(context).filter(([field]) => !left.has(field)));
  }
  const { status, value, historyValue } = snapshot;
  for (const _ in historyValue) return definition.machine.getPersistedSnapshot({ ...snapshot, context } as never);
  return { status, value, historyValue: {}, context, children: {} };
}

/** What the head says of this code and this snapshot. */
export const headOf = (definition: RoomDefinition, self: Address, snapshot: AnyMachineSnapshot) => ({
  layout: LAYOUT_VERSION,
  self,
  machine: definition.machine.id,
  version: definition.version,
  snapshot: persist(definition, snapshot),
});

/** The room as it is before anything ever happened to it. */
export function fresh(
  definition: Pick<RoomDefinition, "party" | "machine" | "input" | "derive">,
  room: string,
): AnyMachineSnapshot {
  const [snapshot, actions] = initialTransition(definition.machine, definition.input(room) as never);
  if (actions.length > 0) throw new Error(`${definition.party}: an initial state may not request actions`);
  return withContext(definition, snapshot as AnyMachineSnapshot, {});
}

function withContext(
  definition: Pick<RoomDefinition, "derive">,
  snapshot: AnyMachineSnapshot,
  tables: Context,
): AnyMachineSnapshot {
  const context: Context = { ...(snapshot.context as Context), ...tables };
  return {
    ...snapshot,
    context: definition.derive ? { ...context, ...definition.derive(context as never) } : context,
  } as AnyMachineSnapshot;
}

const SavedForm = v.object({
  status: v.literal("active"),
  value: v.union([v.string(), v.record(v.string(), v.unknown())]),
  context: v.record(v.string(), v.unknown()),
});

/**
 * Restores one saved form.
 * @throws if it is of a newer version than the code, has no path of migrations, or does not fit the machine or its schema.
 */
export function restoreSnapshot(
  definition: RoomDefinition,
  saved: { machine: string; version: number; snapshot: unknown },
  tables: Record<string, Iterable<readonly [string, unknown]>>,
): AnyMachineSnapshot {
  if (saved.machine !== definition.machine.id)
    throw new Error(`saved by machine ${saved.machine}, this is ${definition.machine.id}`);
  if (saved.version > definition.version)
    throw new Error(`saved form ${saved.version} is newer than this code's ${definition.version}`);
  let form = saved.snapshot;
  const rows = Object.fromEntries(Object.entries(tables).map(([table, of]) => [table, [...of]]));
  for (let version = saved.version; version < definition.version; version++) {
    const migration = definition.migrations.find(({ from }) => from === version);
    if (!migration) throw new Error(`no migration from saved form ${version}`);
    if (migration.snapshot) form = migration.snapshot(form as never);
    for (const [table, change] of Object.entries(migration.rows ?? {}))
      rows[table] = (rows[table] ?? []).map(([key, value]) => [key, change(value as never)] as const);
  }
  const parsed = v.parse(SavedForm, form);
  const context = v.parse(definition.context, parsed.context) as Context;
  const actor = createActor(definition.machine, {
    snapshot: { ...(form as object), context } as never,
    input: undefined as never,
  });
  const snapshot = actor.getSnapshot() as AnyMachineSnapshot;
  // A state that no longer exists does not throw: it restores to an error that fails at the next event.
  if (snapshot.status !== "active") throw new Error(`restored to status ${snapshot.status}`, { cause: snapshot.error });
  const trees: Context = {};
  for (const [table, schema] of Object.entries(definition.tables ?? {}))
    trees[table] = Ordered.from((rows[table] ?? []).map(([key, value]) => [key, v.parse(schema, value)] as const));
  return withContext(definition, snapshot, trees);
}

export async function restore(definition: RoomDefinition, self: Address, storage: RoomStorage): Promise<Restored> {
  const head = (await storage.get(HEAD)) as Head | undefined;
  if (head === undefined) return { snapshot: fresh(definition, self.room), head, revision: 0 };
  const stored: Record<string, Map<string, unknown>> = {};
  for (const table of Object.keys(definition.tables ?? {}))
    stored[table] = await storage.list({ prefix: rowsPrefix(table) });
  const tables = Object.fromEntries(
    Object.entries(stored).map(([table, rows]) => [
      table,
      [...rows].map(([key, row]) => [key.slice(rowsPrefix(table).length), row] as const),
    ]),
  );
  try {
    if (head.layout !== LAYOUT_VERSION) throw new Error(`layout ${String(head.layout)} is not ${LAYOUT_VERSION}`);
    const snapshot = restoreSnapshot(definition, head, tables);
    return { snapshot, head, revision: head.revision };
  } catch (error) {
    const [last] = (await storage.list({ prefix: LOG, reverse: true, limit: 1 })).keys();
    const revision =
      Math.max(Number(last?.slice(LOG.length) ?? 0), Number.isFinite(head.revision) ? head.revision : 0) + 1;
    const snapshot = fresh(definition, self.room);
    const put: Record<string, unknown> = {
      [`${ASIDE}${revision}/head`]: head,
      // The revision must not fall back if this life ends before its first step.
      [HEAD]: { ...headOf(definition, self, snapshot), savedAt: 0, revision, watched: false } satisfies Head,
    };
    const gone: string[] = [];
    // Lists go too: a fresh machine counts from one again and would write over them.
    const lists = [await storage.list({ prefix: LISTS }), await storage.list({ prefix: REFS })];
    for (const rows of [...Object.values(stored), ...lists])
      for (const [key, row] of rows) {
        put[`${ASIDE}${revision}/${key}`] = row;
        gone.push(key);
      }
    storage.write({ put, delete: gone });
    const setAside = error instanceof Error ? error.message : String(error);
    return { snapshot, head: undefined, revision, setAside };
  }
}

/** Newest rows of a list, by the beginning of its keys, oldest first; `before` excludes itself. */
export async function readList(
  storage: RoomStorage,
  prefix: string,
  range: { before?: string; after?: string; limit: number; newest: boolean },
): Promise<{ rows: { seq: number }[]; more: boolean }> {
  const found = await storage.list({
    prefix,
    ...(range.after === undefined ? {} : { start: range.after }),
    ...(range.before === undefined ? {} : { end: range.before }),
    reverse: range.newest,
    limit: range.limit + 1,
  });
  const rows = [...found].slice(0, range.limit).map(([key, row]) => numbered(row as object, key.slice(prefix.length)));
  return { rows: range.newest ? rows.toReversed() : rows, more: found.size > range.limit };
}

/** An entry of the log does not say its number: its key does. */
const numbered = (row: object, number: string): { seq: number } =>
  "seq" in row ? (row as { seq: number }) : { ...row, seq: Number(number) };
