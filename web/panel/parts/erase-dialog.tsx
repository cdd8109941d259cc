import { For, Show, createSignal } from "solid-js";
import type { Message } from "../../../party/protocol/conversation.ts";
import { called } from "../state/called.ts";
import type { Conversation } from "../state/conversation.ts";
import { fileCalled, quotedWords } from "../state/said-words.ts";
import { reasonWords, t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { Dialog } from "./dialog.tsx";
import { DialogFoot } from "./dialog-foot.tsx";

/** Says what goes and what stays, and asks. It ends by itself once the line is erased: whoever has put it up takes it away. */
export function EraseDialog(props: {
  conversation: Conversation;
  message: Message;
  /** Why it can no longer be done, in words. */
  whyNot: string | undefined;
  onClose: () => void;
}) {
  const [trouble, setTrouble] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let shut = (): void => {};
  const what = () => {
    const row = props.message;
    if (row.kind === "file") return [fileCalled(row.file), row.caption].filter((part) => part !== "").join("\n");
    return quotedWords(row);
  };
  const isTheirs = () => "from" in props.message && props.message.from === "customer";
  const who = () =>
    "authorName" in props.message && !isTheirs() ? props.message.authorName : called(props.conversation) || t().visitor;
  const follows = () => {
    const { kind } = props.message;
    const { goes, fileGoes, noteGoes, final, read, left } = more().erasing;
    if (kind === "note") return [noteGoes, final, left];
    return [kind === "file" ? fileGoes : goes, final, ...(isTheirs() ? [] : [read]), left];
  };

  async function erase(): Promise<void> {
    if (busy() || props.whyNot !== undefined) return;
    setTrouble(undefined);
    setBusy(true);
    const outcome = await props.conversation.erase(props.message.seq);
    setBusy(false);
    if (outcome.kind !== "done") setTrouble(outcome.kind === "refused" ? reasonWords(outcome.reason) : t().fault);
  }

  return (
    <Dialog
      title={more().erasing.ask}
      class="erase"
      onOpen={(close) => (shut = close)}
      onSubmit={() => void erase()}
      onClose={() => props.onClose()}
    >
      <blockquote class="erase-what">
        <cite>{who()}</cite>
        <p dir="auto">{what()}</p>
      </blockquote>
      <ul class="erase-follows">
        <For each={follows()}>{(one) => <li>{one}</li>}</For>
      </ul>
      <Show when={busy()}>
        <p role="status" class="unseen">
          {t().loading}
        </p>
      </Show>
      <DialogFoot
        label={more().erasing.name}
        off={busy() || props.whyNot !== undefined ? "aria-disabled" : undefined}
        trouble={trouble() ?? props.whyNot}
        onCancel={() => shut()}
      />
    </Dialog>
  );
}
