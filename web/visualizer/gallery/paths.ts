/** Lines of right angles as SVG paths, with round corners and a head at the end. */
interface Point {
  x: number;
  y: number;
}

const RADIUS = 6;
const HEAD_LENGTH = 8;
const HEAD_HALF = 4;

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

/** At so many pixels from `a` on the way to `b`. */
function towards(a: Point, b: Point, by: number): Point {
  const whole = distance(a, b) || 1;
  return { x: a.x + ((b.x - a.x) * by) / whole, y: a.y + ((b.y - a.y) * by) / whole };
}

const at = ({ x, y }: Point): string => `${+x.toFixed(1)} ${+y.toFixed(1)}`;

/** Ends where its head begins. */
export function pathOf(points: readonly Point[]): string {
  const last = points.at(-1)!;
  const before = points.at(-2)!;
  const end = towards(last, before, Math.min(HEAD_LENGTH, distance(last, before)));
  const all = [...points.slice(0, -1), end];
  const corners = all.slice(1, -1).map((corner, index) => {
    const [from, to] = [all[index]!, all[index + 2]!];
    const radius = Math.min(RADIUS, distance(from, corner) / 2, distance(corner, to) / 2);
    return `L${at(towards(corner, from, radius))}Q${at(corner)} ${at(towards(corner, to, radius))}`;
  });
  return `M${at(all[0]!)}${corners.join("")}L${at(end)}`;
}

export function headOf(points: readonly Point[]): string {
  const tip = points.at(-1)!;
  const foot = towards(tip, points.at(-2)!, HEAD_LENGTH);
  const [dx, dy] = [((tip.y - foot.y) / HEAD_LENGTH) * HEAD_HALF, ((foot.x - tip.x) / HEAD_LENGTH) * HEAD_HALF];
  return `M${at(tip)}L${at({ x: foot.x + dx, y: foot.y + dy })}L${at({ x: foot.x - dx, y: foot.y - dy })}Z`;
}
