import { For, Show } from "solid-js";
import { partsOf } from "../state/links.ts";

/** Somebody else's words: what can be followed can be, and the page that it leads to learns nothing of this one. */
export function Linked(props: { text: string }) {
  return (
    <p class="text" dir="auto">
      <For each={partsOf(props.text)}>
        {(part) => (
          <Show when={part.href} fallback={part.text}>
            {(href) => (
              <a href={href()} target="_blank" rel="noopener noreferrer nofollow">
                {part.text}
              </a>
            )}
          </Show>
        )}
      </For>
    </p>
  );
}
