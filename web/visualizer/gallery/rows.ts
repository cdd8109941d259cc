/** A chart as an outline: its states, each with its transitions and then what is within it, in the order in which they are written. */
import type { Chart, ChartState, ChartTransition } from "../chart/model.ts";

export type Row =
  | { id: string; kind: "state"; level: number; state: ChartState; within: readonly Row[] }
  | { id: string; kind: "transition"; level: number; transition: ChartTransition; within: readonly [] };

export function rowsOf(chart: Chart): Row {
  const inner = grouped(chart.states, ({ parent }) => parent);
  const leaving = grouped(chart.transitions, ({ source }) => source);
  const rowOf = (state: ChartState, level: number): Row => ({
    id: state.id,
    kind: "state",
    level,
    state,
    within: [
      ...(leaving.get(state.id) ?? []).map((transition): Row => ({
        id: transition.id,
        kind: "transition",
        level: level + 1,
        transition,
        within: [],
      })),
      ...(inner.get(state.id) ?? []).map((one) => rowOf(one, level + 1)),
    ],
  });
  return rowOf(chart.states[0]!, 1);
}

function grouped<T, Key>(some: readonly T[], keyOf: (one: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const one of some) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** All of them as one reads them, without what is within closed ones. */
export const flat = (row: Row, closed: ReadonlySet<string> = new Set()): Row[] => [
  row,
  ...(closed.has(row.id) ? [] : row.within.flatMap((one) => flat(one, closed))),
];

/** Of a state, without those that hold it. */
export const shortName = (id: string): string => id.slice(id.lastIndexOf(".") + 1);
