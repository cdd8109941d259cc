import { Show, createSignal } from "solid-js";
import type { FileRow } from "../../../machines/thread.ts";
import { FileIcon } from "../../files/file-icon.tsx";
import type { Conversation } from "../state/conversation.ts";
import { fileCalled } from "../state/said-words.ts";
import { reasonWords, t } from "../words/index.ts";
import { words } from "./words/index.ts";

/** Whatever is wrong with a file itself is wrong with it tomorrow. */
const PASSING = ["mediaUnavailable", "inboxOff", "fileDamaged"];

/** A customer's file that is on its way here, or cannot be had. */
export default function AbsentFile(props: { file: FileRow; seq: number; conversation: Conversation }) {
  const [trouble, setTrouble] = createSignal<string>();
  const name = () => fileCalled(props.file) || t().files.kinds[props.file.kind];
  const said = (reason: string) =>
    (words().missing as Record<string, string | undefined>)[reason] ?? words().missing.other;
  async function again(): Promise<void> {
    const outcome = await props.conversation.ask({ type: "message.retry", seq: props.seq });
    setTrouble(
      outcome.kind === "refused" ? reasonWords(outcome.reason) : outcome.kind === "fault" ? t().fault : undefined,
    );
  }
  return (
    <div class="file-card file-lack" role="status">
      <FileIcon name={props.file.kind} />
      <p class="file-said">
        <bdi class="file-name">{name()}</bdi>
        <span class="quiet">
          <Show when={props.file.missing} fallback={words().coming}>
            {(reason) => said(reason())}
          </Show>
        </span>
        <span class="trouble" role="alert">
          {trouble()}
        </span>
      </p>
      <Show when={props.file.missing && PASSING.includes(props.file.missing)}>
        <button type="button" onClick={() => void again()}>
          {words().askAgain}
        </button>
      </Show>
    </div>
  );
}
