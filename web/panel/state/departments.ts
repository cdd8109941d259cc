/** The departments that a conversation may be sent to, as far as the seats at hand tell of them. */
import type { LineView, SeatView } from "../../../party/protocol/queue.ts";

export interface Department {
  id: string;
  /** How many of its agents could take one more now. */
  free: number;
}

/** By name, without the one in which the conversation is. */
export function departmentsOf(seats: readonly SeatView[], present: string): Department[] {
  const free = new Map<string, number>();
  for (const { departments, transfer } of seats)
    for (const id of departments) free.set(id, (free.get(id) ?? 0) + (transfer === true ? 1 : 0));
  free.delete(present);
  return [...free].map(([id, count]) => ({ id, free: count })).toSorted((a, b) => a.id.localeCompare(b.id));
}

/** How many of those who wait can never be given to an agent of these departments. */
export const outOfReach = (line: readonly LineView[], own: readonly string[]): number =>
  line.filter(({ department }) => !own.includes(department)).length;
