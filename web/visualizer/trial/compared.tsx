import { Match, Switch } from "solid-js";
import { tw } from "../words/trial/index.ts";
import { Comparison } from "./comparison.tsx";
import type { Compared, Comparing } from "./comparing.ts";

/** How far a comparison has come, and what it came to. */
export function ComparedDays(props: { comparing: Comparing; beforeName: string; assumptions: readonly string[] }) {
  const days = (): Compared | undefined => {
    const result = props.comparing.result();
    return result === null || result === "failed" ? undefined : result;
  };
  const percent = () => Math.round((props.comparing.part() ?? 0) * 100);
  return (
    <Switch>
      <Match when={props.comparing.part() !== null}>
        <p class="try-ask">
          <progress value={percent()} max="100" aria-label={tw().comparing(percent())} />
          <span class="quiet">{tw().comparing(percent())}</span>
          <button type="button" class="plain" onClick={() => props.comparing.stop()}>
            {tw().stop}
          </button>
        </p>
      </Match>
      <Match when={props.comparing.result() === "failed"}>
        <p class="trouble" role="alert">
          {tw().broken}
        </p>
      </Match>
      <Match when={days()}>
        {(both) => (
          <Comparison
            before={both().before}
            after={both().after}
            beforeName={props.beforeName}
            assumptions={props.assumptions}
          />
        )}
      </Match>
    </Switch>
  );
}
