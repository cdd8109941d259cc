/** A chart so small that only its shape is seen. */
import { For } from "solid-js";
import { FONT, widthOf } from "../chart/measures.ts";
import type { LaidChart } from "../chart/model.ts";

export function Thumbnail(props: { laid: LaidChart }) {
  const kinds = () => new Map(props.laid.chart.states.map(({ id, kind }) => [id, kind]));
  const line = (points: readonly { x: number; y: number }[]): string =>
    points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${Math.round(x)} ${Math.round(y)}`).join("");
  /** Where something is written. */
  const written = (): string =>
    props.laid.states
      .flatMap(({ title, notes, rows }) => [title, ...notes, ...rows.flatMap(({ lines }) => lines)])
      .map(({ x, y, text }) => `M${Math.round(x)} ${Math.round(y - FONT / 3)}h${widthOf(text.length)}`)
      .join("");
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
      <path class="written" d={written()} />
      {/* One path: so many elements would take longer to draw than they are looked at. */}
      <path d={[...props.laid.arrows, ...props.laid.initials].map(({ points }) => line(points)).join("")} />
    </svg>
  );
}
