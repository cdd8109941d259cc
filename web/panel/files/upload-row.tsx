import { Show } from "solid-js";
import type { UploadView } from "../../files/upload.ts";
import type { Conversation } from "../state/conversation.ts";
import { fileCalled } from "../state/said-words.ts";
import { t } from "../words/index.ts";
import { FileIcon } from "../../files/file-icon.tsx";
import { filesOf } from "./files.ts";
import { troubleWords } from "./refusals.ts";
import { size } from "./sizes.ts";
import { stands } from "../../files/standing.ts";
import { Thumb } from "../../files/thumb.tsx";
import { words } from "./words/index.ts";

/** A file on its way: how much has gone out, and what can be done about it. */
export default function UploadRow(props: { upload: UploadView; conversation: Conversation }) {
  const one = () => props.upload;
  const files = () => filesOf(props.conversation);
  const name = () => fileCalled(one());
  const state = () => stands(one(), words(), size);
  const mayCancel = () => one().state !== "sending" && one().state !== "sent";
  async function tell(what: "retry" | "drop"): Promise<void> {
    const { id } = one();
    (await files().uploads)[what](id);
  }
  return (
    <article class="bubble mine upload" classList={{ failed: one().trouble !== null, sending: one().trouble === null }}>
      <div class="file-card">
        <Thumb file={one().file} kind={one().kind} />
        <div class="file-said">
          <bdi class="file-name" title={name()}>
            {name()}
          </bdi>
          <Show when={one().trouble === null}>
            <progress max={one().bytes} value={one().sent} aria-label={words().pending.progress(name())} />
            <span class="quiet upload-state">{state()}</span>
          </Show>
        </div>
        <Show when={one().trouble === null}>
          <button
            type="button"
            class="plain square"
            aria-label={words().pending.cancel(name())}
            title={words().pending.cancel(name())}
            disabled={!mayCancel()}
            onClick={() => void tell("drop")}
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
        <p class="trouble" role="alert">
          {words().pending.failed(name(), troubleWords(one(), files().channel))}
        </p>
        <div class="failed-ways">
          <button type="button" onClick={() => void tell("retry")}>
            {t().retry}
          </button>
          <button type="button" onClick={() => void tell("drop")}>
            {t().discard}
          </button>
        </div>
      </Show>
    </article>
  );
}
