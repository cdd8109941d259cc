/** What the card says of one step. */
import { Show } from "solid-js";
import { touches } from "../panel/state/page.ts";
import type { Hint } from "./targets.ts";
import { STEP_NAMES, type StepName } from "./steps.ts";
import { Why } from "./why.tsx";
import { w } from "./words/index.ts";

/** A phone has no keys to name. */
export const stepText = (step: StepName): string => {
  const { text, keys } = w().steps[step];
  return keys === undefined || touches() ? text : `${text} ${keys}`;
};

export function StepCard(props: {
  step: StepName;
  /** It had been done before it was reached. */
  isKnown: boolean;
  hint: Hint | undefined;
  onBack: () => void;
  onSkip: () => void;
  onNext: () => void;
}) {
  return (
    <>
      <p class="guide-text">{stepText(props.step)}</p>
      <Show when={props.isKnown}>
        <p class="guide-done">{w().known}</p>
      </Show>
      <Show when={!props.isKnown && props.hint}>{(hint) => <p class="guide-hint">{w().hints[hint()]}</p>}</Show>
      <Why step={props.step} />
      <div class="guide-ways">
        <Show when={props.step !== STEP_NAMES[0]}>
          <button type="button" class="plain" onClick={() => props.onBack()}>
            {w().back}
          </button>
        </Show>
        <Show
          when={props.isKnown}
          fallback={
            <button type="button" onClick={() => props.onSkip()}>
              {w().skip}
            </button>
          }
        >
          <button type="button" class="main" onClick={() => props.onNext()}>
            {w().next}
          </button>
        </Show>
      </div>
    </>
  );
}
