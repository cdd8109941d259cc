import { For, createUniqueId, type JSX } from "solid-js";
import { life as w } from "../words/life/index.ts";

export const TABS = ["timeline", "step", "thread", "sequence", "now"] as const;
export type Tab = (typeof TABS)[number];

/** One of several parts at a time. */
export function Tabs(props: {
  tabs: readonly Tab[];
  chosen: Tab;
  onChoose: (tab: Tab) => void;
  children: JSX.Element;
}) {
  const id = createUniqueId();
  function pressed(event: KeyboardEvent): void {
    const at = props.tabs.indexOf(props.chosen);
    const last = props.tabs.length - 1;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    props.onChoose(props.tabs[(to + props.tabs.length) % props.tabs.length]!);
    (event.currentTarget as Element).querySelector<HTMLElement>("[aria-selected='true']")?.focus();
  }
  return (
    <section class="life-tabs" aria-label={w().parts}>
      <div role="tablist" aria-label={w().parts} tabIndex={-1} onKeyDown={pressed}>
        <For each={props.tabs}>
          {(tab) => (
            <button
              type="button"
              role="tab"
              class="plain"
              id={`${id}-${tab}`}
              aria-selected={tab === props.chosen}
              aria-controls={`${id}-panel`}
              tabIndex={tab === props.chosen ? 0 : -1}
              onClick={() => props.onChoose(tab)}
            >
              {w().tabs[tab]}
            </button>
          )}
        </For>
      </div>
      <div class="life-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${props.chosen}`} tabIndex={0}>
        {props.children}
      </div>
    </section>
  );
}
