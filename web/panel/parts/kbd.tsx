import { For } from "solid-js";
import { keyNames } from "../state/keys.ts";
import { t } from "../words/index.ts";

/** Keys, for eyes: whatever they stand on tells them to ears by `aria-keyshortcuts`. */
export function Kbd(props: { keys: string }) {
  return (
    <span class="keys" aria-hidden="true">
      <For each={keyNames(props.keys)}>{(name) => <kbd>{name === "Shift" ? t().keys.shift : name}</kbd>}</For>
    </span>
  );
}
