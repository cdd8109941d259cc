import { For, onMount, type JSX } from "solid-js";
import { Brand } from "../parts/brand.tsx";
import { Icon } from "../parts/icons.tsx";
import { Preferences } from "../parts/preferences.tsx";
import { touches } from "../state/page.ts";
import { w } from "./words/index.ts";

/** What every page before the desk looks like. */
export function Welcome(props: {
  title: string;
  hint?: string | undefined;
  /** Nothing is to be filled in first: the title has the focus, and is what one hears. */
  still?: boolean;
  children: JSX.Element;
}) {
  let page!: HTMLDivElement;
  // Where there is a keyboard one can write at once; where there is not, none must jump up.
  onMount(() => {
    const first = page.querySelector<HTMLElement>("input:not([type=radio])");
    if (props.still !== true && first && !touches()) first.focus({ preventScroll: true });
    else page.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  });
  return (
    <main class="welcome">
      <div class="welcome-side">
        <Brand />
        <p class="promise">{w().promise}</p>
        <ul>
          <For each={w().promises}>
            {(promise) => (
              <li>
                <Icon name="check" />
                {promise}
              </li>
            )}
          </For>
        </ul>
      </div>
      <div class="sign-in" ref={(element) => (page = element)}>
        <h1 tabIndex={-1}>{props.title}</h1>
        <p class="quiet">{props.hint}</p>
        {props.children}
        <Preferences />
      </div>
    </main>
  );
}
