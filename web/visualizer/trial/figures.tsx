import { For } from "solid-js";
import type { TrialFigures } from "../../simulator/trial-types.ts";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { tw } from "../words/trial/index.ts";

const ORDER = ["waiting", "longestNow", "average", "p90", "withAgent", "arrived", "done"] as const;

/** The day until now, in a few numbers. */
export function Figures(props: { figures: TrialFigures; longestNowMs: number | null }) {
  const wait = (name: "average" | "p90") => minutesAndSeconds(props.figures.waitMs?.[name] ?? null);
  const all = () =>
    ({
      waiting: String(props.figures.waiting),
      longestNow: minutesAndSeconds(props.longestNowMs),
      average: wait("average"),
      p90: wait("p90"),
      withAgent: String(props.figures.served),
      arrived: String(props.figures.arrived),
      done: String(props.figures.finished),
    }) as const;
  return (
    <dl class="try-figures" aria-label={tw().figures}>
      <For each={ORDER}>
        {(id) => (
          <div data-figure={id} title={id === "average" ? tw().averageSays : undefined}>
            <dt>{tw()[id]}</dt>
            <dd>{all()[id]}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}
