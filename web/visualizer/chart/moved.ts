/** Things that have been laid out, in another place. */
import type { LaidChart, LaidState } from "./model.ts";

export interface Point {
  x: number;
  y: number;
}

export type Laid = Omit<LaidChart, "chart">;

export const moved = <T extends Point>(it: T, by: Point): T => ({ ...it, x: it.x + by.x, y: it.y + by.y });

const each = <T extends Point>(some: readonly T[], by: Point): T[] => some.map((one) => moved(one, by));

export const movedState = (state: LaidState, by: Point): LaidState => ({
  ...moved(state, by),
  title: moved(state.title, by),
  notes: each(state.notes, by),
  rows: state.rows.map((row) => ({ ...moved(row, by), lines: each(row.lines, by) })),
  divider: state.divider === null ? null : state.divider + by.y,
});

export const movedAll = ({ width, height, states, arrows, initials }: Laid, by: Point): Laid => ({
  width,
  height,
  states: states.map((state) => movedState(state, by)),
  arrows: arrows.map(({ label, points, ...arrow }) => ({
    ...arrow,
    points: each(points, by),
    label: label && { ...moved(label, by), lines: each(label.lines, by) },
  })),
  initials: initials.map((initial) => ({ ...moved(initial, by), points: each(initial.points, by) })),
});
