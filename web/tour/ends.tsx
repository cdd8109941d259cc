/** What the card says before the first step and after the last one. */
import { For, Show, onMount } from "solid-js";
import { touches } from "../panel/state/page.ts";
import { STEP_NAMES, type StepName } from "./steps.ts";
import { w } from "./words/index.ts";

export function Welcome(props: { from: StepName | null; onBegin: () => void; onResume: () => void }) {
  let first!: HTMLButtonElement;
  // Nothing has been written yet, and nothing else is to be done here.
  onMount(() => first.focus());
  return (
    <>
      <p class="guide-text">{w().welcome.text}</p>
      <Show when={!touches()}>
        <p class="quiet guide-keys">{w().keys}</p>
      </Show>
      <div class="guide-ways">
        <Show when={props.from}>
          {(step) => (
            <button type="button" onClick={() => props.onResume()}>
              {w().welcome.resume(w().steps[step()].title)}
            </button>
          )}
        </Show>
        <button type="button" class="main" ref={(element) => (first = element)} onClick={() => props.onBegin()}>
          {w().welcome.begin}
        </button>
      </div>
    </>
  );
}

/** The panel opens it by a key, as everybody does. */
const showShortcuts = (): void =>
  void document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));

export function Finished(props: { done: readonly StepName[]; onBack: () => void }) {
  const isDone = (step: StepName): boolean => props.done.includes(step);
  return (
    <>
      <p class="guide-text">{w().finished.text(props.done.length, STEP_NAMES.length)}</p>
      <ol class="guide-list">
        <For each={STEP_NAMES}>
          {(step) => (
            <li classList={{ done: isDone(step) }}>
              <span aria-hidden="true">{isDone(step) ? "✓" : "–"}</span> {w().steps[step].title}
              <span class="unseen">: {isDone(step) ? w().finished.done : w().finished.not}</span>
            </li>
          )}
        </For>
      </ol>
      <p class="guide-links">
        <Show when={!touches()}>
          <button type="button" class="plain" onClick={showShortcuts}>
            {w().finished.shortcuts}
          </button>
        </Show>
        <a href="/machines/try">{w().finished.simulate}</a>
        <a href="/tour">{w().finished.again}</a>
      </p>
      <div class="guide-ways">
        <button type="button" class="plain" onClick={() => props.onBack()}>
          {w().back}
        </button>
        <a class="button main" href="/panel">
          {w().finished.panel}
        </a>
      </div>
    </>
  );
}
