/** A chart as SVG, by what the layout says: nothing is placed here. What an element stands for is in its `data-id`. */
import { For, Show } from "solid-js";
import { CORNER, FONT, PAD, TITLE_FONT } from "../chart/measures.ts";
import type { Box, ChartState, LaidArrow, LaidChart, LaidState, Line } from "../chart/model.ts";
import { headOf, pathOf } from "./paths.ts";

/** Around the final state's box, inside it. */
const FINAL_INSET = 3;
const DOT_RADIUS = 5;
/** Of a monospaced letter, by its size. */
const EM = 0.62;
/** Around the lines of a transition, for what marks it. */
const ROW_MARGIN = 3;

/** @param props.scale How many pixels of the screen are one of the chart. */
export function Drawing(props: { laid: LaidChart; scale: number; ref?: (svg: SVGSVGElement) => void }) {
  const states = () => new Map(props.laid.chart.states.map((state) => [state.id, state]));
  const depthOf = (state: ChartState): number => (state.parent === null ? 0 : 1 + depthOf(states().get(state.parent)!));
  return (
    <svg
      ref={(svg) => props.ref?.(svg)}
      class="chart"
      viewBox={`0 0 ${props.laid.width} ${props.laid.height}`}
      width={props.laid.width * props.scale}
      height={props.laid.height * props.scale}
      aria-hidden="true"
    >
      <For each={props.laid.states}>
        {(laid) => {
          const state = () => states().get(laid.id)!;
          const isRegion = () => states().get(state().parent ?? "")?.kind === "parallel";
          return (
            <g
              class="state"
              classList={{ region: isRegion() }}
              data-id={laid.id}
              data-kind={state().kind}
              data-depth={depthOf(state()) % 2}
            >
              <Rect class="box" box={laid} round={CORNER} />
              <Show when={state().kind === "final"}>
                <Rect class="inner" box={inset(laid, FINAL_INSET, FINAL_INSET)} round={CORNER - FINAL_INSET} />
              </Show>
              <Show when={laid.divider !== null && laid.divider} keyed>
                {(y) => <line class="divider" x1={laid.x} y1={y} x2={laid.x + laid.width} y2={y} />}
              </Show>
              {/* That it is in this state, for who does not see the colour. */}
              <circle class="here" cx={laid.x + laid.width - PAD} cy={laid.y + PAD} r={DOT_RADIUS} />
              <Text line={laid.title} size={TITLE_FONT} />
              <For each={laid.notes}>{(line) => <Text line={line} size={FONT} />}</For>
              <For each={laid.rows}>
                {(row) => (
                  <g class="row" data-id={row.transition}>
                    <Rect class="ground" box={inset(row, -ROW_MARGIN, 0)} round={ROW_MARGIN} />
                    <For each={row.lines}>{(line) => <Text line={line} size={FONT} />}</For>
                  </g>
                )}
              </For>
            </g>
          );
        }}
      </For>
      <For each={props.laid.initials}>
        {(initial) => (
          <g class="initial">
            <circle cx={initial.x} cy={initial.y} r={DOT_RADIUS} />
            <path class="line" d={pathOf(initial.points)} />
            <Head points={initial.points} />
          </g>
        )}
      </For>
      <For each={props.laid.arrows}>
        {(arrow) => (
          <g class="arrow" data-id={arrow.transition} data-target={arrow.target}>
            <path class="reach" d={pathOf(arrow.points)} />
            <path class="line" d={pathOf(arrow.points)} />
            <Head points={arrow.points} />
            <Show when={arrow.label} keyed>
              {(label) => (
                <g class="words">
                  <Rect class="ground" box={label} round={ROW_MARGIN} />
                  <For each={label.lines}>{(line) => <Text line={line} size={FONT} />}</For>
                </g>
              )}
            </Show>
          </g>
        )}
      </For>
      {/* Over the arrows: from afar they are close to everything. */}
      <For each={props.laid.states}>
        {(laid) => <FarTitle laid={laid} chart={props.laid} depth={depthOf(states().get(laid.id)!) % 2} />}
      </For>
    </svg>
  );
}

const inset = ({ x, y, width, height }: Box, byX: number, byY: number): Box => ({
  x: x + byX,
  y: y + byY,
  width: width - 2 * byX,
  height: height - 2 * byY,
});

function Rect(props: { class: string; box: Box; round: number }) {
  return (
    <rect
      class={props.class}
      x={props.box.x}
      y={props.box.y}
      width={props.box.width}
      height={props.box.height}
      rx={props.round}
    />
  );
}

/** From afar it is drawn larger, and its tip stays where it is. */
function Head(props: { points: LaidArrow["points"] }) {
  const tip = () => props.points.at(-1)!;
  return <path class="head" d={headOf(props.points)} style={{ "transform-origin": `${tip().x}px ${tip().y}px` }} />;
}

function Text(props: { line: Line; size: number }) {
  return (
    <text class={`tone-${props.line.tone}`} x={props.line.x} y={props.line.y} font-size={String(props.size)}>
      {props.line.text}
    </text>
  );
}

/** What is read from afar, where nothing else could be: as large as the box has room for, and no larger than asked for. */
function FarTitle(props: { laid: LaidState; chart: LaidChart; depth: number }) {
  const within = () =>
    props.chart.states.filter(
      ({ id }) => props.chart.chart.states.find((state) => state.id === id)?.parent === props.laid.id,
    );
  const isLeaf = () => within().length === 0;
  const room = (): number =>
    isLeaf() ? props.laid.height * 0.8 : Math.min(...within().map(({ y }) => y)) - props.laid.y - PAD;
  const largest = (): number =>
    Math.max(1, Math.min(room(), (props.laid.width - PAD) / (EM * props.laid.title.text.length)));
  return (
    <text
      class="far"
      classList={{ outer: !isLeaf() }}
      data-depth={props.depth}
      x={isLeaf() ? props.laid.x + props.laid.width / 2 : props.laid.x}
      y={isLeaf() ? props.laid.y + props.laid.height / 2 : props.laid.y}
      text-anchor={isLeaf() ? "middle" : "start"}
      dominant-baseline={isLeaf() ? "central" : "hanging"}
      style={{ "--largest": `${largest()}px` }}
    >
      {props.laid.title.text}
    </text>
  );
}
