import { For, Show, createSignal } from "solid-js";

/** Pictures of the team. One that cannot be had leaves no gap. */
export function Photos(props: { urls: readonly string[] }) {
  const [broken, setBroken] = createSignal<readonly string[]>([]);
  const good = () => props.urls.filter((url) => !broken().includes(url));
  return (
    <Show when={good().length > 0}>
      <div class="photos">
        <For each={good()}>
          {(url) => <img src={url} alt="" referrerpolicy="no-referrer" onError={() => setBroken([...broken(), url])} />}
        </For>
      </div>
    </Show>
  );
}
