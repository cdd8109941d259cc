/**
 * EN71, EN74: what every room must stand, whatever has happened to it: its log replays to what it has stored, and what is shown of a
 * log replays to the same states. And that who looks on sees what there is.
 */
import { deepStrictEqual } from "node:assert";
import type { Inspected } from "../../party/engine/definition.ts";
import { checkLog } from "../../party/engine/checking.ts";
import type { Host } from "../../party/engine/host.ts";
import { shownOf, type LogEntry } from "../../party/engine/inspection.ts";
import { LOG, TIMER } from "../../party/engine/keys.ts";
import { replay } from "../../party/engine/replaying.ts";
import { persist } from "../../party/engine/saved.ts";
import { INSPECTION, LOG_LIST, type InspectionView, type LogRow } from "../../party/protocol/inspection.ts";
import type { RoomNode } from "../../web/simulator/room-node.ts";
import { chartOf } from "../../web/visualizer/chart/chart-of.ts";
import { AUDITOR, type Onlooker } from "./onlooker.ts";

interface World {
  platform: { nodes: ReadonlyMap<string, RoomNode>; settle(): Promise<void> };
  onlooker: Onlooker;
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function same(actual: unknown, expected: unknown, what: string): void {
  try {
    deepStrictEqual(plain(actual), plain(expected));
  } catch (error) {
    throw new Error(`${what}: ${(error as Error).message}`, { cause: error });
  }
}

/** As they are shown, in the order of their numbers. */
const rowsOf = ({ storage }: RoomNode, inspection: Inspected): LogRow[] =>
  [...storage.inMemory(LOG)].map(([key, entry]) =>
    shownOf(inspection, { ...(entry as LogEntry), seq: Number(key.slice(LOG.length)) }),
  );

/** EN67, EN68: who has heard everything sees what the room is in, what it waits for, and its log without a gap. */
export function checkOnlooker({ onlooker }: World): void {
  for (const screen of onlooker.screens) {
    const { node, mirror } = screen;
    const { room, storage, definition } = node;
    if (!screen.atRest || !room || storage.dirty || node.hasLaters) continue;
    const who = `what is seen of ${node.name}`;
    const { inspection } = definition;
    const { context: hide = (context: Record<string, unknown>) => context } = inspection!;
    const view = mirror.topics[INSPECTION] as unknown as InspectionView;
    const { context } = persist(definition, room.snapshot) as { context: Record<string, unknown> };
    same([view.value, view.context], [room.snapshot.value, hide(context)], who);
    const timers = [...storage.inMemory(TIMER).keys()].map((key) => key.slice(TIMER.length));
    same(view.timers.map(({ id }) => id).toSorted(), timers.toSorted(), `timers, ${who}`);
    const promised = view.outbox.reduce((sum, { events }) => sum + events.length, 0);
    same(promised, room.outboxSize, `outbox, ${who}`);
    const rows = (mirror.lists[LOG_LIST]?.rows ?? []) as readonly LogRow[];
    const all = rowsOf(node, inspection!);
    // Erased words as well: they are gone from what has been seen before.
    same(rows, all.slice(all.length - rows.length), `log, ${who}`);
  }
}

const named = new Map<string, ReadonlySet<string>>();
function transitionsOf({ definition: { machine } }: RoomNode): ReadonlySet<string> {
  let ids = named.get(machine.id);
  if (!ids) named.set(machine.id, (ids = new Set(chartOf(machine).transitions.map(({ id }) => id))));
  return ids;
}

export async function checkLives(world: World): Promise<void> {
  checkOnlooker(world);
  for (const node of world.platform.nodes.values()) {
    const { inspection, logKept } = node.definition;
    const result = inspection ? await asked(world, node) : await checked(node);
    const kind = logKept === undefined ? "same" : "cannotTell";
    if (result?.kind !== kind) throw new Error(`${node.name} does not replay: ${JSON.stringify(result)}`);
    if (inspection) checkShown(node, inspection);
  }
}

/** As it is asked for in production. */
async function asked({ platform }: World, node: RoomNode) {
  const checking = node.handle((room) => room.check(AUDITOR));
  await platform.settle();
  return checking;
}

/** Of rooms that nobody may look on, too. */
async function checked(node: RoomNode) {
  const later = (_ms: number, work: () => void) => {
    setImmediate(work);
    return () => {};
  };
  const storage = node.storage.access(() => true);
  const host = { self: node.self, storage, later, log: () => {} } as unknown as Host;
  return checkLog(node.definition, host, await node.start());
}

/** EN70, EN74 */
function checkShown(node: RoomNode, inspection: Inspected): void {
  for (const { seq, agrees, fault, taken } of replay(node.definition, node.self, rowsOf(node, inspection))) {
    if (!agrees) throw new Error(`what is shown of ${node.name} does not replay: ${seq}, ${fault}`);
    for (const id of taken)
      if (!transitionsOf(node).has(id)) throw new Error(`${node.name} takes ${id}, which is on no chart`);
  }
}
