import { For, Show } from "solid-js";
import type { FileKind } from "../../../machines/media-limits.ts";
import { convertible } from "../../files/converting.ts";
import { FileIcon } from "../../files/file-icon.tsx";
import { troubleWords } from "../../files/refusals.ts";
import { standsBefore } from "../../files/standing.ts";
import { Thumb } from "../../files/thumb.tsx";
import type { UploadView } from "../../files/upload.ts";
import type { Files } from "./files.ts";

interface Props {
  files: Files;
  one: UploadView;
  /** There is no other: it is shown large. */
  alone: boolean;
  caption: string;
  note: string | undefined;
  /** The caption is too long. */
  over: boolean;
  converting: boolean;
  onCaption: (text: string) => void;
  onEnter: () => void;
  onConvert: () => void;
  onAs: (kind: FileKind) => void;
  onRemove: () => void;
  onRetry: () => void;
}

/** A file that was chosen: what it is, what is wrong with it and what can be done about that, and what is said with it. */
export function Preview(props: Props) {
  const words = () => props.files.speech().words;
  const one = () => props.one;
  const trouble = () => (one().trouble ? troubleWords(one(), "web", props.files.speech()) : undefined);
  const state = () => standsBefore(one(), props.converting, words(), props.files.size);
  const offer = () => (one().trouble && props.note === undefined ? convertible(one()) : undefined);
  return (
    <li class="preview-file" classList={{ alone: props.alone, refused: trouble() !== undefined }}>
      <Thumb file={one().file} kind={one().kind} />
      <div class="file-said">
        <bdi class="file-name" title={one().name}>
          {one().name}
        </bdi>
        <Show
          when={!props.converting && trouble()}
          fallback={
            <span class="file-about" aria-live="off">
              {props.files.size(one().bytes)} · {state()}
            </span>
          }
        >
          <p class="problem" role="alert">
            {trouble()}
          </p>
        </Show>
        <Show when={props.note}>
          <p class="file-about" role="status">
            {props.note}
          </p>
        </Show>
        <div class="preview-ways">
          <Show when={offer()}>
            {(how) => (
              <button type="button" class="plain" disabled={props.converting} onClick={() => props.onConvert()}>
                {words().convert[how()]}
              </button>
            )}
          </Show>
          <For each={one().trouble?.refusal?.kinds ?? []}>
            {(kind) => (
              <button type="button" class="plain" onClick={() => props.onAs(kind)}>
                {words().sendAs[kind]}
              </button>
            )}
          </For>
          <Show when={one().trouble && one().trouble?.refusal == null}>
            <button type="button" class="plain" onClick={() => props.onRetry()}>
              {props.files.own().retry}
            </button>
          </Show>
        </div>
      </div>
      <button
        type="button"
        class="file-tool"
        aria-label={words().remove(one().name)}
        title={words().remove(one().name)}
        onClick={() => props.onRemove()}
      >
        <FileIcon name="trash" />
      </button>
      <Show when={trouble() === undefined}>
        <textarea
          rows="1"
          dir="auto"
          aria-label={words().captionOf(one().name)}
          placeholder={words().caption}
          value={props.caption}
          aria-invalid={props.over}
          onInput={(event) => props.onCaption(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            props.onEnter();
          }}
        />
      </Show>
    </li>
  );
}
