/** The upper part of a state's box: what it is called, what happens on entering and leaving, and what does not leave it. */
import { LINE, PAD, ROW_MAX, TITLE_FONT, widthOf } from "./measures.ts";
import type { Box, ChartState, ChartTransition, LaidState, Line } from "./model.ts";
import { movedState } from "./moved.ts";
import { type Phrase, type Row, lengthOf, notesOf, rowsOf } from "./phrases.ts";

/** By the box's own top left corner. */
export interface Header {
  width: number;
  height: number;
  title: Line;
  notes: readonly Line[];
  rows: LaidState["rows"];
}

const COLUMN_GAP = 24;
const GROUP_GAP = 4;
/** From the top of a line to where its letters stand. */
const BASELINE = 12.5;
const COLUMNS_MAX = 8;
const NARROWEST = widthOf(10);

/** Pieces one after the other on one baseline. */
export function linesOf(phrases: readonly Phrase[], x: number, y: number): Line[] {
  return phrases.flatMap((phrase, index) => {
    let before = 0;
    return phrase.map(({ text, tone }) => {
      const line = { x: x + widthOf(before), y: y + index * LINE + BASELINE, text, tone };
      before += text.length + 1;
      return line;
    });
  });
}

export const widestOf = (phrases: readonly Phrase[]): number => widthOf(Math.max(0, ...phrases.map(lengthOf)));

const heightOf = (group: readonly Row[]): number =>
  group.reduce((sum, { phrases }) => sum + phrases.length * LINE, GROUP_GAP);

/** In their order, into at most so many columns that are as even as can be. */
function columnsOf(groups: readonly Row[][], count: number): Row[][] {
  const filled = (limit: number): Row[][][] => {
    const columns: Row[][][] = [];
    let height = Infinity;
    for (const group of groups) {
      if (height + heightOf(group) > limit) {
        columns.push([]);
        height = 0;
      }
      columns.at(-1)!.push(group);
      height += heightOf(group);
    }
    return columns;
  };
  let low = Math.max(0, ...groups.map(heightOf));
  let high = groups.reduce((sum, group) => sum + heightOf(group), low);
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (filled(middle).length <= count) high = middle;
    else low = middle;
  }
  return filled(high).map((column) => column.flat());
}

function withColumns(state: ChartState, groups: readonly Row[][], count: number): Header {
  const notes = notesOf(state, ROW_MAX);
  const noteLines = linesOf(notes, PAD, PAD + LINE + 4);
  const top = PAD + LINE + 4 + notes.length * LINE + (notes.length > 0 ? 4 : 0);
  const rows: ({ transition: string; lines: readonly Line[] } & Box)[] = [];
  let [x, bottom] = [PAD, top];
  for (const column of columnsOf(groups, count)) {
    const width = widestOf(column.flatMap(({ phrases }) => phrases));
    let y = top;
    for (const [index, { transition, phrases, isFirst }] of column.entries()) {
      if (isFirst && index > 0) y += GROUP_GAP;
      const height = phrases.length * LINE;
      rows.push({ transition, lines: linesOf(phrases, x, y), x, y, width, height });
      y += height;
    }
    bottom = Math.max(bottom, y);
    x += width + COLUMN_GAP;
  }
  const widths = [NARROWEST, widthOf(state.key.length, TITLE_FONT), widestOf(notes), x - COLUMN_GAP - PAD];
  return {
    width: Math.max(...widths) + 2 * PAD,
    height: bottom + PAD - 4,
    title: { x: PAD, y: PAD + BASELINE, text: state.key, tone: "title" },
    notes: noteLines,
    rows,
  };
}

/** One for each number of columns that could be. */
export function headersOf(state: ChartState, transitions: readonly ChartTransition[]): Header[] {
  const events = new Map<string, ChartTransition[]>();
  for (const one of transitions) {
    if (one.source !== state.id || one.targets.length > 0) continue;
    events.set(one.event, [...(events.get(one.event) ?? []), one]);
  }
  const groups = [...events.values()].map((some) => rowsOf(some, ROW_MAX));
  const counts = Array.from({ length: Math.min(COLUMNS_MAX, Math.max(1, groups.length)) }, (_, index) => index + 1);
  return counts.map((count) => withColumns(state, groups, count));
}

/** In as few columns as keep a box with nothing else in it from being taller than that. */
export const notTaller = (headers: readonly Header[], than: number): Header =>
  headers.find(({ height }) => height <= than) ?? headers.at(-1)!;

export const boxOf = (state: ChartState, { title, notes, rows, height }: Header, box: Box): LaidState => {
  const divider = state.kind === "compound" || state.kind === "parallel" ? height : null;
  return movedState(
    { id: state.id, x: 0, y: 0, width: box.width, height: box.height, title, notes, rows, divider },
    box,
  );
};
