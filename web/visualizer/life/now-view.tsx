import { For, Show } from "solid-js";
import type { InspectionView } from "../../../party/protocol/inspection.ts";
import { life as w } from "../words/life/index.ts";
import { clock, span, stateWords } from "./telling.ts";

/** What the room is now, and what it waits for. */
export function NowView(props: { view: InspectionView; now: number }) {
  return (
    <div class="life-now">
      <dl class="life-facts">
        <div>
          <dt>{w().state}</dt>
          <dd>
            <code>{stateWords(props.view.value)}</code>
          </dd>
        </div>
        <div>
          <dt>{w().when}</dt>
          <dd>{clock(props.now)}</dd>
        </div>
      </dl>
      <h3>{w().timers}</h3>
      <Show when={props.view.timers.length > 0} fallback={<p class="quiet">{w().none}</p>}>
        <ul class="life-timers">
          <For each={props.view.timers}>
            {(timer) => (
              <li>
                <code>{timer.id}</code>
                <span role="timer">{timer.at > props.now ? w().rings(span(timer.at - props.now)) : w().rang}</span>
                <span class="quiet">
                  <code>{timer.event}</code> · {clock(timer.at)}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <h3>{w().outbox}</h3>
      <Show when={props.view.outbox.length > 0} fallback={<p class="quiet">{w().none}</p>}>
        <ul class="life-timers">
          <For each={props.view.outbox}>
            {(one) => (
              <li>
                <span>{w().outboxTo(one.to.party, one.to.room)}</span>
                <code>{one.events.join(", ")}</code>
                <Show when={one.failures > 0}>
                  <span class="trouble">{w().failures(one.failures)}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <h3>{w().jobs}</h3>
      <Show when={props.view.jobs.length > 0} fallback={<p class="quiet">{w().none}</p>}>
        <ul class="life-timers">
          <For each={props.view.jobs}>
            {(job) => (
              <li>
                <code>{job.service}</code>
                <span class="quiet">{w().since(span(props.now - job.at))}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.view.unlisted > 0}>
        <p class="quiet">{w().unlisted(props.view.unlisted)}</p>
      </Show>
    </div>
  );
}
