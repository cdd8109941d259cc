import { For, Show, createMemo, createSignal, onCleanup, onMount } from "solid-js";
import { language } from "../../panel/words/index.ts";
import { clockTime } from "../../shared/locale.ts";
import { tw } from "../words/trial/index.ts";
import { offsetAt } from "./clock.ts";
import { areaUnder, linePath, pointAt, scale, stepPath, thinned, timeTicks } from "./scales.ts";

const HEIGHT = 132;
const EDGE = { top: 10, right: 12, bottom: 20, left: 44 };
/** Before it has been measured. */
const WIDTH = 380;
const MOST_POINTS = 400;

export interface Reading {
  at: number;
  value: number;
}

/** What one number did over time. Ears hear its peak; the table beneath the charts has all of it. */
export function TimeChart(props: {
  title: string;
  points: readonly Reading[];
  from: number;
  to: number;
  /** From 0, rising. */
  ticks: (max: number) => number[];
  say: (value: number) => string;
  /** A number that rises gradually, and not a number of people. */
  isGradual?: boolean;
  tone: "waiting" | "longest" | "served";
}) {
  let box!: HTMLDivElement;
  const [width, setWidth] = createSignal(WIDTH);
  const [pointed, setPointed] = createSignal<number>();
  onMount(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(160, Math.round(entry!.contentRect.width))));
    observer.observe(box);
    onCleanup(() => observer.disconnect());
  });
  const peak = createMemo(() =>
    props.points.reduce<Reading | undefined>(
      (best, point) => (!best || point.value > best.value ? point : best),
      undefined,
    ),
  );
  const ticks = createMemo(() => props.ticks(peak()?.value ?? 0));
  const x = createMemo(() => scale(props.from, props.to, EDGE.left, width() - EDGE.right));
  const y = createMemo(() => scale(0, ticks().at(-1)!, HEIGHT - EDGE.bottom, EDGE.top));
  const drawn = createMemo(() =>
    thinned(props.points, ({ value }) => value, MOST_POINTS).map(({ at, value }) => ({ x: x()(at), y: y()(value) })),
  );
  const line = createMemo(() => (props.isGradual ? linePath(drawn()) : stepPath(drawn())));
  const times = createMemo(() =>
    timeTicks(props.from, props.to, offsetAt(props.from), Math.max(2, Math.floor(width() / 90))),
  );
  const read = createMemo(() => {
    const at = pointed();
    return at === undefined ? props.points.at(-1) : pointAt(props.points, at);
  });
  const label = () => {
    const highest = peak();
    return highest ? tw().peak(props.title, props.say(highest.value), clockTime(language(), highest.at)) : props.title;
  };
  return (
    <figure class="try-chart" data-tone={props.tone}>
      <figcaption>
        <span>{props.title}</span>
        <Show when={read()}>
          {(point) => (
            <span class="try-reading">
              <Show when={pointed() !== undefined}>
                <span class="quiet">{clockTime(language(), point().at)} · </span>
              </Show>
              <strong>{props.say(point().value)}</strong>
            </span>
          )}
        </Show>
      </figcaption>
      <div ref={(element) => (box = element)}>
        <svg
          role="img"
          aria-label={label()}
          width={width()}
          height={HEIGHT}
          viewBox={`0 0 ${width()} ${HEIGHT}`}
          onPointerMove={({ offsetX }) => {
            const part = (offsetX - EDGE.left) / (width() - EDGE.left - EDGE.right);
            setPointed(props.from + Math.min(1, Math.max(0, part)) * (props.to - props.from));
          }}
          onPointerLeave={() => setPointed(undefined)}
        >
          <For each={ticks()}>
            {(tick) => (
              <g class="try-grid">
                <line x1={EDGE.left} x2={width() - EDGE.right} y1={y()(tick)} y2={y()(tick)} />
                <text x={EDGE.left - 8} y={y()(tick) + 4} text-anchor="end">
                  {props.say(tick)}
                </text>
              </g>
            )}
          </For>
          <For each={times()}>
            {(at) => (
              <text class="try-axis" x={x()(at)} y={HEIGHT - 4} text-anchor="middle">
                {clockTime(language(), at)}
              </text>
            )}
          </For>
          <path class="try-area" d={areaUnder(line(), drawn(), HEIGHT - EDGE.bottom)} />
          <path class="try-line" d={line()} />
          <Show when={pointed() !== undefined && read()}>
            {(point) => (
              <g class="try-pointed">
                <line x1={x()(point().at)} x2={x()(point().at)} y1={EDGE.top} y2={HEIGHT - EDGE.bottom} />
                <circle cx={x()(point().at)} cy={y()(point().value)} r="4" />
              </g>
            )}
          </Show>
        </svg>
      </div>
    </figure>
  );
}
