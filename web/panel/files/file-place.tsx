import { Show } from "solid-js";
import type { FileRow } from "../../../machines/thread.ts";
import { boxOf } from "./boxes.ts";

/** As large as what will stand there. */
export function FilePlace(props: { file: FileRow }) {
  const isSeen = () => props.file.kind === "image" || props.file.kind === "video";
  return (
    <Show when={isSeen()} fallback={<div class="file-card file-place" />}>
      <div
        class="file-frame file-place"
        style={{
          width: `${boxOf(props.file).width}px`,
          "aspect-ratio": `${boxOf(props.file).width} / ${boxOf(props.file).height}`,
        }}
      />
    </Show>
  );
}
