/** Which of several ways to lay something out one would rather look at. */
import type { Box, Line } from "./model.ts";
import type { Laid, Point } from "./moved.ts";
import { FONT, TITLE_FONT, widthOf } from "./measures.ts";

type Size = Pick<Box, "width" | "height">;

/** The area, and more of it where it is too long or too wide for a screen. */
export function sizeBadness({ width, height }: Size): number {
  const ratio = width / height;
  return width * height * Math.max(1, ratio / 2, 1 / 1.2 / ratio) ** 2;
}

export const least = <T>(some: readonly T[], of: (one: T) => number): T =>
  some.map((one) => ({ one, cost: of(one) })).reduce((a, b) => (b.cost < a.cost ? b : a)).one;

export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Each straight piece as a box without a thickness. */
export function piecesOf(points: readonly Point[]): Box[] {
  return points.slice(1).map((to, index) => {
    const from = points[index]!;
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    };
  });
}

const textBox = ({ x, y, text, tone }: Line): Box => {
  const font = tone === "title" ? TITLE_FONT : FONT;
  return { x, y: y - font, width: widthOf(text.length, font), height: font };
};

/** Arrows through texts that are not theirs. */
export function crossings({ states, arrows, initials }: Laid): { by: string; text: string }[] {
  const texts = states.flatMap(({ title, notes, rows }) =>
    [title, ...notes, ...rows.flatMap(({ lines }) => lines)].map((line) => ({ box: textBox(line), line, of: "" })),
  );
  const labels = arrows.flatMap(({ label, points }) =>
    label === null ? [] : label.lines.map((line) => ({ box: textBox(line), line, of: pathKey(points) })),
  );
  const paths = [
    ...arrows.map(({ transition, points }) => ({ id: transition, points })),
    ...initials.map(({ state, points }) => ({ id: state, points })),
  ];
  const seen = new Set<string>();
  return paths.flatMap(({ id, points }) => {
    const key = pathKey(points);
    if (seen.has(key)) return [];
    seen.add(key);
    const pieces = piecesOf(points);
    return [...texts, ...labels]
      .filter(({ box, of }) => of !== key && pieces.some((piece) => overlap(piece, box)))
      .map(({ line }) => ({ by: id, text: line.text }));
  });
}

const pathKey = (points: readonly Point[]): string => points.map(({ x, y }) => `${x},${y}`).join(" ");

const lengthOf = (points: readonly Point[]): number =>
  piecesOf(points).reduce((sum, { width, height }) => sum + width + height, 0);

/** Pixels of an arrow weigh as much as so many of area. */
const LONG = 60;
const CROSSED = 0.25;

export function badness(laid: Laid): number {
  const long = [...laid.arrows, ...laid.initials].reduce((sum, { points }) => sum + lengthOf(points), 0);
  return (sizeBadness(laid) + long * LONG) * (1 + CROSSED * crossings(laid).length);
}
