/** What of a chart is drawn on a page, as the browser measures it. All boxes are in the drawing's own pixels. */
import type { Page } from "playwright-core";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Words extends Box {
  text: string;
}

export interface DrawnState {
  id: string;
  kind: string;
  isRegion: boolean;
  /** With a second line around, as final ones are. */
  isFramed: boolean;
  box: Box;
  /** From where its inner states are; null: it has none. */
  divider: number | null;
  title: string;
}

export interface DrawnRow {
  id: string;
  /** Of the state in whose group it is. */
  state: string;
  words: readonly Words[];
}

export interface DrawnArrow {
  id: string;
  target: string;
  from: { x: number; y: number };
  /** The tip of its head. */
  to: { x: number; y: number };
  words: readonly Words[];
}

export interface Drawn {
  states: readonly DrawnState[];
  rows: readonly DrawnRow[];
  arrows: readonly DrawnArrow[];
  /** Tips of the arrows that come from the dots. */
  initials: readonly { x: number; y: number }[];
  /** All that is written, wherever. */
  words: readonly Words[];
}

/** Of the chart in front, which is near enough for its lines to be there. */
export const drawnOn = (page: Page): Promise<Drawn> =>
  page.evaluate(() => {
    const svg = document.querySelector("svg.chart")!;
    const all = (selector: string, within: Element = svg) => [...within.querySelectorAll<SVGGraphicsElement>(selector)];
    const box = (element: SVGGraphicsElement) => {
      const { x, y, width, height } = element.getBBox();
      return { x, y, width, height };
    };
    const words = (within: Element) =>
      all("text:not(.far)", within)
        .filter((text) => text.closest("g") === within || within === svg || !within.matches(".state"))
        .map((text) => ({ text: text.textContent, ...box(text) }));
    const of = (element: Element, name: string) => element.getAttribute(name) ?? "";
    // The first point of a head is its tip.
    const tip = (within: Element) => {
      const [, x, y] = /^M([\d.-]+) ([\d.-]+)/.exec(of(within.querySelector(".head")!, "d"))!;
      return { x: Number(x), y: Number(y) };
    };
    return {
      states: all("g.state").map((state) => ({
        id: of(state, "data-id"),
        kind: of(state, "data-kind"),
        isRegion: getComputedStyle(state.querySelector(".box")!).strokeDasharray !== "none",
        isFramed: state.querySelector(".inner") !== null,
        box: box(state.querySelector<SVGGraphicsElement>(".box")!),
        divider: state.querySelector<SVGLineElement>(".divider")?.y1.baseVal.value ?? null,
        title: state.querySelector(".tone-title")!.textContent,
      })),
      rows: all("g.row").map((row) => ({
        id: of(row, "data-id"),
        state: of(row.closest(".state")!, "data-id"),
        words: words(row),
      })),
      arrows: all("g.arrow").map((arrow) => {
        const line = arrow.querySelector<SVGPathElement>(".line")!;
        const { x, y } = line.getPointAtLength(0);
        return {
          id: of(arrow, "data-id"),
          target: of(arrow, "data-target"),
          from: { x, y },
          to: tip(arrow),
          words: words(arrow),
        };
      }),
      initials: all("g.initial").map(tip),
      words: words(svg),
    };
  });

/** By more than the browser's own rounding. */
const SLACK = 0.5;

export const overlap = (a: Box, b: Box): boolean =>
  a.x + a.width > b.x + SLACK &&
  b.x + b.width > a.x + SLACK &&
  a.y + a.height > b.y + SLACK &&
  b.y + b.height > a.y + SLACK;

export const isInside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x - SLACK &&
  inner.y >= outer.y - SLACK &&
  inner.x + inner.width <= outer.x + outer.width + SLACK &&
  inner.y + inner.height <= outer.y + outer.height + SLACK;

/** On its edge, from outside or inside. */
export const touches = ({ x, y }: { x: number; y: number }, box: Box): boolean => {
  const point = { x: x - 2, y: y - 2, width: 4, height: 4 };
  const [insideX, insideY] = [x > box.x + 2 && x < box.x + box.width - 2, y > box.y + 2 && y < box.y + box.height - 2];
  return overlap(point, box) && !(insideX && insideY);
};
