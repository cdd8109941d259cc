import { Show, createSignal, onCleanup, onMount } from "solid-js";
import { dropTarget } from "../../files/drop-target.ts";
import type { Files } from "./files.ts";

/** Over the chat while files are held above it. */
export function DropZone(props: { files: Files }) {
  const [over, setOver] = createSignal(false);
  const target = dropTarget(
    () => undefined,
    setOver,
    // oxlint-disable-next-line solid/reactivity -- asked when files come
    (dropped) => props.files.add(dropped),
  );
  onMount(() => {
    const heard: [string, (event: DragEvent) => void][] = [
      ["dragenter", (event) => target.onDragEnter(event)],
      ["dragleave", (event) => target.onDragLeave(event)],
      ["dragover", (event) => target.onDragOver(event)],
      ["drop", (event) => target.onDrop(event)],
    ];
    const all = heard as [string, EventListener][];
    for (const [type, listener] of all) addEventListener(type, listener);
    onCleanup(() => all.forEach(([type, listener]) => removeEventListener(type, listener)));
  });
  return (
    <Show when={over()}>
      <p class="drop-zone">{props.files.own().dropHere}</p>
    </Show>
  );
}
