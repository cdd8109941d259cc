import { Show, createMemo, createSignal, onCleanup } from "solid-js";
import type { FileKind } from "../../machines/media-limits.ts";
import { FileIcon } from "./file-icon.tsx";

/** What a file that is here looks like, small; or a drawing of what it is. */
export function Thumb(props: { file: Blob; kind: FileKind }) {
  const [broken, setBroken] = createSignal(false);
  const address = createMemo(() => {
    const made = URL.createObjectURL(props.file);
    onCleanup(() => URL.revokeObjectURL(made));
    return made;
  });
  const isSeen = () => !broken() && (props.kind === "image" || props.kind === "video");
  return (
    <span class="thumb" aria-hidden="true">
      <Show when={isSeen()} fallback={<FileIcon name={props.kind} />}>
        <Show
          when={props.kind === "image"}
          fallback={<video src={address()} preload="metadata" muted tabIndex={-1} onError={() => setBroken(true)} />}
        >
          <img src={address()} alt="" onError={() => setBroken(true)} />
        </Show>
      </Show>
    </span>
  );
}
