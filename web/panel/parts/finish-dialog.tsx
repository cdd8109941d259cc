import { For, Show, createSignal } from "solid-js";
import type { WrapUpReason } from "../../../party/protocol/project.ts";
import { UnsentFiles, createUnsent } from "../files/unsent.tsx";
import type { Conversation } from "../state/conversation.ts";
import { reasonWords, t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { Dialog } from "./dialog.tsx";
import { DialogFoot } from "./dialog-foot.tsx";

/** What is said where a reason is demanded and the project has none left. */
const NO_REASON = "none";

/** Asks why, where the project wants to know, and about files on their way; only then finishes: the slot is free at once. */
export default function FinishDialog(props: {
  conversation: Conversation;
  /** Whether the project wants to know why. */
  asks: boolean;
  reasons: readonly WrapUpReason[];
  required: boolean;
  onFinish: (wrapUp: string | undefined) => void;
  onClose: () => void;
}) {
  const [chosen, choose] = createSignal<string>();
  const [tried, setTried] = createSignal(false);
  // Where the last reason is gone the thread may still ask for one: it was told the rule when it was assigned.
  const isBare = () => props.required && props.reasons.length === 0;
  const isMissing = () => props.required && !isBare() && chosen() === undefined;
  const unsent = createUnsent(() => [props.conversation]);
  const title = () => (props.asks ? more().wrapUp.title : t().close);
  let shut = (): void => {};
  async function finish(): Promise<void> {
    setTried(true);
    if (isMissing() || !(await unsent.settle())) return;
    shut();
    props.onFinish(isBare() ? NO_REASON : chosen());
  }
  return (
    <Dialog
      title={title()}
      class="finish"
      onOpen={(close) => (shut = close)}
      onSubmit={() => void finish()}
      onClose={() => props.onClose()}
    >
      <Show when={props.asks}>
        <p class="quiet">{more().wrapUp.hint}</p>
        <fieldset aria-label={more().wrapUp.title}>
          <For each={props.reasons}>
            {(reason) => (
              <label class="colleague sound">
                <input
                  type="radio"
                  name="wrap-up"
                  checked={chosen() === reason.id}
                  onChange={() => choose(reason.id)}
                />
                <span class="name">{reason.name}</span>
              </label>
            )}
          </For>
          <Show when={!props.required || isBare()}>
            <label class="colleague sound">
              <input type="radio" name="wrap-up" checked={chosen() === undefined} onChange={() => choose(undefined)} />
              <span class="name">{more().wrapUp.none}</span>
            </label>
          </Show>
        </fieldset>
      </Show>
      <UnsentFiles unsent={unsent} />
      <DialogFoot
        label={t().close}
        off={isMissing() || unsent.isWaiting() ? "aria-disabled" : undefined}
        trouble={tried() && isMissing() ? reasonWords("wrapUpMissing") : undefined}
        onCancel={() => shut()}
      />
    </Dialog>
  );
}
