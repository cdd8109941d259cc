import { For, Show } from "solid-js";
import type { Notices } from "../state/notices.ts";
import { t } from "../words/index.ts";

/** What the agent can still have again after they went on: while a notice says so, the notice has the button. */
export function WaysBack(props: { notices: Notices }) {
  const ways = () => props.notices.ways().filter(({ id }) => props.notices.list().every((notice) => notice.id !== id));
  return (
    <Show when={ways().length > 0}>
      <section class="snoozed" aria-label={t().canBeHad}>
        <h3>{t().canBeHad}</h3>
        <ul>
          <For each={ways()}>
            {(one) => (
              <li>
                <span class="snoozed-who">{one.name || t().visitor}</span>
                <button
                  type="button"
                  aria-label={one.wayBack()?.labelOf(one.name || t().visitor)}
                  aria-disabled={one.wayBack()?.asking ? "true" : undefined}
                  onClick={() => void props.notices.takeBack(one.id)}
                >
                  {one.wayBack()?.label}
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
