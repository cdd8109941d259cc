import { For, Show, createSignal } from "solid-js";
import type { WrapUpReason } from "../../../party/protocol/project.ts";
import { reasonWords, t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { Dialog } from "./dialog.tsx";
import { DialogFoot } from "./dialog-foot.tsx";

/** What is said where a reason is demanded and the project has none left. */
const NO_REASON = "none";

/** Asks why, where the project wants to know, and only then finishes: the slot is free at once, as always. */
export default function FinishDialog(props: {
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
  let shut = (): void => {};
  return (
    <Dialog
      title={more().wrapUp.title}
      class="finish"
      onOpen={(close) => (shut = close)}
      onSubmit={() => {
        setTried(true);
        if (isMissing()) return;
        shut();
        props.onFinish(isBare() ? NO_REASON : chosen());
      }}
      onClose={() => props.onClose()}
    >
      <p class="quiet">{more().wrapUp.hint}</p>
      <fieldset aria-label={more().wrapUp.title}>
        <For each={props.reasons}>
          {(reason) => (
            <label class="colleague sound">
              <input type="radio" name="wrap-up" checked={chosen() === reason.id} onChange={() => choose(reason.id)} />
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
      <DialogFoot
        label={t().close}
        off={isMissing() ? "aria-disabled" : undefined}
        trouble={tried() && isMissing() ? reasonWords("wrapUpMissing") : undefined}
        onCancel={() => shut()}
      />
    </Dialog>
  );
}
