import { For, Show } from "solid-js";
import type { TrialFigures } from "../../simulator/trial-types.ts";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { tw } from "../words/trial/index.ts";
import { answerTo } from "./answer.ts";

const WAITS = ["average", "median", "p90", "longest"] as const;
/** The same day twice, side by side. */
export function Comparison(props: {
  before: TrialFigures;
  after: TrialFigures;
  beforeName: string;
  assumptions: readonly string[];
}) {
  const longest = () => Math.max(1, props.before.waitMs?.longest ?? 0, props.after.waitMs?.longest ?? 0);
  const rows = () =>
    WAITS.map((name) => ({
      name,
      label: tw().row[name],
      both: [props.before, props.after].map(({ waitMs }) => waitMs?.[name] ?? null),
    }));
  const people = () => {
    const had = props.before.agents.map(({ name }) => name);
    const names = [...had, ...props.after.agents.map(({ name }) => name).filter((name) => !had.includes(name))];
    const busy = ({ agents }: TrialFigures, name: string) => agents.find((agent) => agent.name === name)?.busy ?? null;
    return names.map((name) => ({ name, both: [busy(props.before, name), busy(props.after, name)] }));
  };
  const percent = (part: number | null): string => (part === null ? "—" : `${Math.round(part * 100)} %`);
  const Bar = (bar: { part: number }) => (
    <span class="try-bar-track" aria-hidden="true">
      <span style={{ "--part": `${Math.round(bar.part * 100)}%` }} />
    </span>
  );
  return (
    <div class="try-comparison">
      <p class="try-answer" role="status">
        {answerTo(props.before, props.after, tw())}
      </p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{props.beforeName}</th>
            <th scope="col">{tw().plusOne}</th>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {(row) => (
              <tr>
                <th scope="row">{row.label}</th>
                <For each={row.both}>
                  {(ms) => (
                    <td>
                      {minutesAndSeconds(ms)}
                      <Bar part={(ms ?? 0) / longest()} />
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
          <For each={["arrived", "waiting"] as const}>
            {(name) => (
              <tr>
                <th scope="row">{tw().row[name]}</th>
                <td>{props.before[name]}</td>
                <td>{props.after[name]}</td>
              </tr>
            )}
          </For>
        </tbody>
        <tbody>
          <tr>
            <th scope="rowgroup" colSpan={3} class="try-group">
              {tw().loads}
            </th>
          </tr>
          <For each={people()}>
            {(one) => (
              <tr>
                <th scope="row">{one.name}</th>
                <For each={one.both}>
                  {(part) => (
                    <td>
                      {percent(part)}
                      <Show when={part !== null}>
                        <Bar part={part!} />
                      </Show>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <details>
        <summary>{tw().assumes}</summary>
        <ul class="try-assumptions">
          <For each={props.assumptions}>{(assumption) => <li>{assumption}</li>}</For>
        </ul>
      </details>
    </div>
  );
}
