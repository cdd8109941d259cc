/** A chart so small that only its shape is seen. */
import { For } from "solid-js";
import type { LaidChart } from "../chart/model.ts";

export function Thumbnail(props: { laid: LaidChart }) {
  const kinds = () => new Map(props.laid.chart.states.map(({ id, kind }) => [id, kind]));
  const line = (points: readonly { x: number; y: number }[]): string =>
    points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${Math.round(x)} ${Math.round(y)}`).join("");
  return (
    <svg class="thumbnail" viewBox={`0 0 ${props.laid.width} ${props.laid.height}`} aria-hidden="true">
      <For each={props.laid.states}>
        {(state) => (
          <rect
            x={state.x}
            y={state.y}
            width={state.width}
            height={state.height}
            rx={8}
            data-kind={kinds().get(state.id)}
          />
        )}
      </For>
      {/* One path: so many elements would take longer to draw than they are looked at. */}
      <path d={[...props.laid.arrows, ...props.laid.initials].map(({ points }) => line(points)).join("")} />
    </svg>
  );
}
