/** What stands behind a letter's link, before anything is asked of who follows it. */
import { Show, createEffect, createSignal, onMount, type Accessor } from "solid-js";
import type { Said } from "../api.ts";
import { t } from "../words/index.ts";
import { createTrying, type Trying } from "./trying.ts";

export interface LookingUp<T> extends Pick<Trying, "error" | "trouble" | "waitMs"> {
  /** Undefined: not yet, or it was refused. */
  found: Accessor<T | undefined>;
  again: () => void;
}

/** Looks once by itself. Who has tried too often is told so, and looks again by themselves when it is time. */
export function createLooking<T>(ask: () => Promise<Said<T>>): LookingUp<T> {
  const trying = createTrying();
  const [found, setFound] = createSignal<T>();
  const again = async (): Promise<void> => {
    const said = await trying.run(ask);
    if (said !== undefined) setFound(() => said);
  };
  onMount(() => void again());
  createEffect<boolean>((waited) => {
    const waits = trying.waitMs() > 0;
    if (waited && !waits) queueMicrotask(() => void again());
    return waits;
  }, false);
  const { error, trouble, waitMs } = trying;
  return { error, trouble, waitMs, found, again: () => void again() };
}

export function Looking<T>(props: { looking: LookingUp<T> }) {
  return (
    <main class="alone">
      <p role="status">{props.looking.trouble() ?? t().loading}</p>
      <Show when={props.looking.error() !== undefined && props.looking.waitMs() === 0}>
        <button type="button" onClick={() => props.looking.again()}>
          {t().tryNow}
        </button>
      </Show>
    </main>
  );
}
