import { For, Show, createMemo, createSignal } from "solid-js";
import { language } from "../../panel/words/index.ts";
import { clockTime, minutesAndSeconds } from "../../shared/locale.ts";
import { tw } from "../words/trial/index.ts";
import { LoadChart } from "./load-chart.tsx";
import { countTicks, durationTicks } from "./scales.ts";
import type { ShownAgent, ShownPoint } from "./talk.ts";
import { TimeChart } from "./time-chart.tsx";

/** A chart is never narrower than this, so that the beginning of a day does not dance about. */
const LEAST_MS = 30 * 60_000;
/** Minutes between two rows of the table, such that there are not more than these. */
const EVERY = [1, 2, 5, 10, 15, 30, 60];
const ROWS = 48;

/** What the day has been like, minute by minute, as drawings and as a table. */
export function Charts(props: {
  points: readonly ShownPoint[];
  agents: readonly ShownAgent[];
  startAt: number;
  now: number;
}) {
  const [isTable, setTable] = createSignal(false);
  const to = createMemo(() => Math.max(props.startAt + LEAST_MS, props.points.at(-1)?.at ?? 0));
  const waiting = createMemo(() => props.points.map(({ at, waiting: value }) => ({ at, value })));
  const longest = createMemo(() => props.points.map(({ at, longestWaitMs: value }) => ({ at, value })));
  const served = createMemo(() => props.points.map(({ at, served: value }) => ({ at, value })));
  const rows = () => {
    const { length } = props.points;
    const every = EVERY.find((minutes) => length / minutes <= ROWS) ?? Math.ceil(length / ROWS);
    return props.points.filter((_, minute) => minute % every === 0).toReversed();
  };
  const loadIn = (agent: ShownAgent, point: ShownPoint): string => String(point.loads[agent.name] ?? "—");
  return (
    <section class="try-card try-charts" aria-labelledby="try-charts">
      <h2 id="try-charts">
        <span>{tw().charts}</span>
        <button type="button" class="plain" aria-expanded={isTable()} onClick={() => setTable(!isTable())}>
          {isTable() ? tw().hideTable : tw().asTable}
        </button>
      </h2>
      <Show when={props.points.length > 1} fallback={<p class="try-none">{tw().noPoints}</p>}>
        <div class="try-drawings">
          <TimeChart
            title={tw().chart.waiting}
            tone="waiting"
            points={waiting()}
            from={props.startAt}
            to={to()}
            ticks={countTicks}
            say={String}
          />
          <TimeChart
            title={tw().chart.longest}
            tone="longest"
            points={longest()}
            from={props.startAt}
            to={to()}
            ticks={durationTicks}
            say={minutesAndSeconds}
            isGradual
          />
          <TimeChart
            title={tw().chart.served}
            tone="served"
            points={served()}
            from={props.startAt}
            to={to()}
            ticks={countTicks}
            say={String}
          />
          <Show when={props.agents.length > 0}>
            <LoadChart points={props.points} agents={props.agents} from={props.startAt} to={to()} />
          </Show>
        </div>
        <Show when={isTable()}>
          <div class="try-table" tabIndex={0} role="region" aria-label={tw().charts}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{tw().time}</th>
                  <th scope="col">{tw().chart.waiting}</th>
                  <th scope="col">{tw().chart.longest}</th>
                  <th scope="col">{tw().chart.served}</th>
                  <For each={props.agents}>{({ name }) => <th scope="col">{tw().loadOf(name)}</th>}</For>
                </tr>
              </thead>
              <tbody>
                <For each={rows()}>
                  {(point) => (
                    <tr>
                      <th scope="row">{clockTime(language(), point.at)}</th>
                      <td>{point.waiting}</td>
                      <td>{minutesAndSeconds(point.longestWaitMs)}</td>
                      <td>{point.served}</td>
                      <For each={props.agents}>{(agent) => <td>{loadIn(agent, point)}</td>}</For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        </Show>
      </Show>
    </section>
  );
}
