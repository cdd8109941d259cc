import { For, Show } from "solid-js";
import { FileIcon } from "../../files/file-icon.tsx";
import { troubleWords } from "../../files/refusals.ts";
import { stands } from "../../files/standing.ts";
import { Thumb } from "../../files/thumb.tsx";
import type { UploadView } from "../../files/upload.ts";
import type { Files } from "./files.ts";

export function Pending(props: { files: Files }) {
  // By id: a view is another one at each byte.
  const ids = () => props.files.pending().map(({ id }) => id);
  return (
    <For each={ids()}>
      {(id) => (
        <Show when={props.files.pending().find((one) => one.id === id)}>
          {(one) => <OnItsWay files={props.files} one={one()} />}
        </Show>
      )}
    </For>
  );
}

/** A file on its way: how much has gone out, and what can be done about it. */
function OnItsWay(props: { files: Files; one: UploadView }) {
  const one = () => props.one;
  const words = () => props.files.speech().words;
  const name = () => (one().voice ? props.files.words().files.voice : one().name);
  const state = () => stands(one(), words(), props.files.size);
  function tell(what: "retry" | "drop"): void {
    const { id } = one();
    void props.files.uploads().then((uploads) => uploads[what](id));
  }
  return (
    <div class="bubble mine with-file upload" classList={{ unsent: one().trouble === null }}>
      <div class="file-card">
        <Thumb file={one().file} kind={one().kind} />
        <div class="file-said">
          <bdi class="file-name" title={name()}>
            {name()}
          </bdi>
          <Show when={one().trouble === null}>
            <progress max={one().bytes} value={one().sent} aria-label={words().pending.progress(name())} />
            {/* At each byte another: nobody wants to hear it. */}
            <span class="file-about" aria-live="off">
              {state()}
            </span>
          </Show>
        </div>
        <Show when={one().trouble === null}>
          <button
            type="button"
            class="file-tool"
            aria-label={words().pending.cancel(name())}
            title={words().pending.cancel(name())}
            disabled={one().state === "sending" || one().state === "sent"}
            onClick={() => tell("drop")}
          >
            <FileIcon name="trash" />
          </button>
        </Show>
      </div>
      <Show when={one().caption}>
        <p class="text" dir="auto">
          {one().caption}
        </p>
      </Show>
      <Show when={one().trouble}>
        <p class="problem" role="alert">
          {words().pending.failed(name(), troubleWords(one(), "web", props.files.speech()))}
        </p>
        <div class="buttons">
          <button type="button" class="plain" onClick={() => tell("drop")}>
            {props.files.own().discard}
          </button>
          <button type="button" class="plain" onClick={() => tell("retry")}>
            {props.files.own().retry}
          </button>
        </div>
      </Show>
    </div>
  );
}
