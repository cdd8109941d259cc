import { For, createMemo, createSignal, onCleanup, onMount } from "solid-js";
import { language } from "../../panel/words/index.ts";
import { clockTime } from "../../shared/locale.ts";
import { tw } from "../words/trial/index.ts";
import { offsetAt } from "./clock.ts";
import { areaUnder, scale, stepPath, thinned, timeTicks } from "./scales.ts";
import type { ShownAgent, ShownPoint } from "./talk.ts";

const ROW = 30;
const GAP = 6;
const EDGE = { top: 4, right: 12, bottom: 20, left: 64 };
const WIDTH = 380;
const MOST_POINTS = 400;

/** How many conversations each agent had over time: one strip for each, as high as they have places. */
export function LoadChart(props: {
  points: readonly ShownPoint[];
  agents: readonly ShownAgent[];
  from: number;
  to: number;
}) {
  let box!: HTMLDivElement;
  const [width, setWidth] = createSignal(WIDTH);
  onMount(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(160, Math.round(entry!.contentRect.width))));
    observer.observe(box);
    onCleanup(() => observer.disconnect());
  });
  const x = createMemo(() => scale(props.from, props.to, EDGE.left, width() - EDGE.right));
  const height = () => EDGE.top + props.agents.length * (ROW + GAP) + EDGE.bottom;
  const times = createMemo(() =>
    timeTicks(props.from, props.to, offsetAt(props.from), Math.max(2, Math.floor(width() / 90))),
  );
  const label = () =>
    `${tw().chart.load}: ${props.agents.map(({ name, held, capacity }) => tw().slots(name, held.length, capacity)).join(", ")}`;
  return (
    <figure class="try-chart" data-tone="load">
      <figcaption>
        <span>{tw().chart.load}</span>
      </figcaption>
      <div ref={(element) => (box = element)}>
        <svg role="img" aria-label={label()} width={width()} height={height()} viewBox={`0 0 ${width()} ${height()}`}>
          <For each={props.agents}>
            {(agent, index) => {
              const top = () => EDGE.top + index() * (ROW + GAP);
              const y = createMemo(() => scale(0, agent.capacity, top() + ROW, top()));
              const drawn = createMemo(() => {
                const loadOf = ({ loads }: ShownPoint): number => Math.min(agent.capacity, loads[agent.name] ?? 0);
                return thinned(props.points, loadOf, MOST_POINTS).map((point) => ({
                  x: x()(point.at),
                  y: y()(loadOf(point)),
                }));
              });
              const line = createMemo(() => stepPath(drawn()));
              return (
                <g>
                  <rect
                    class="try-strip"
                    x={EDGE.left}
                    y={top()}
                    width={Math.max(0, width() - EDGE.left - EDGE.right)}
                    height={ROW}
                    rx="3"
                  />
                  <path class="try-area" d={areaUnder(line(), drawn(), top() + ROW)} />
                  <path class="try-line" d={line()} />
                  <text x={EDGE.left - 8} y={top() + ROW / 2 + 4} text-anchor="end">
                    {agent.name}
                  </text>
                </g>
              );
            }}
          </For>
          <For each={times()}>
            {(at) => (
              <text class="try-axis" x={x()(at)} y={height() - 4} text-anchor="middle">
                {clockTime(language(), at)}
              </text>
            )}
          </For>
        </svg>
      </div>
    </figure>
  );
}
