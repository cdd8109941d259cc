/** The departments that a conversation may be sent to, and who there could take it. */
import type { Department } from "../../../party/protocol/project.ts";
import type { LineView, SeatView } from "../../../party/protocol/queue.ts";

export interface Target {
  id: string;
  name: string;
  /** How many of its agents could take one more now. */
  free: number;
}

/** By name, without the one in which the conversation is: all that the project has, and those that a seat still tells of. */
export function departmentsOf(seats: readonly SeatView[], all: readonly Department[], present: string): Target[] {
  const free = new Map(all.map(({ id }) => [id, 0]));
  for (const { departments, transfer } of seats)
    for (const id of departments) free.set(id, (free.get(id) ?? 0) + (transfer === true ? 1 : 0));
  free.delete(present);
  return [...free]
    .map(([id, count]) => ({ id, name: all.find((one) => one.id === id)?.name ?? id, free: count }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** How many of those who wait can never be given to an agent of these departments. */
export const outOfReach = (line: readonly LineView[], own: readonly string[]): number =>
  line.filter(({ department }) => !own.includes(department)).length;
