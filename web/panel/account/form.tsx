import { Show, createEffect, on, type JSX } from "solid-js";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { focusWrong } from "./field.tsx";
import type { Trying } from "./trying.ts";
import { w } from "./words/index.ts";

/** Fields, what went wrong with them, and the way on. */
export function Form(props: {
  trying: Trying;
  /** What sends it. */
  label: string;
  onSubmit: () => void;
  /** The trouble stands at a field already. */
  told?: boolean;
  class?: string;
  /** Beside the button that sends it. */
  beside?: JSX.Element;
  children: JSX.Element;
}) {
  let form!: HTMLFormElement;
  // After it has been drawn: what is wrong is marked by then.
  createEffect(
    on(
      () => props.trying.error(),
      (error) => error !== undefined && queueMicrotask(() => focusWrong(form)),
    ),
  );
  return (
    <form
      ref={(element) => (form = element)}
      class={`account-form ${props.class ?? ""}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (props.trying.waitMs() === 0) props.onSubmit();
        queueMicrotask(() => focusWrong(form));
      }}
    >
      {props.children}
      <p role="alert" class="trouble">
        {props.told === true ? undefined : props.trying.trouble()}
      </p>
      <Show when={props.trying.waitMs() > 0}>
        {/* Not for ears: it changes each second. */}
        <p class="quiet wait" aria-hidden="true">
          {w().waits(minutesAndSeconds(Math.ceil(props.trying.waitMs() / 1000) * 1000))}
        </p>
      </Show>
      <div class="buttons">
        {props.beside}
        <button
          type="submit"
          class="main"
          aria-disabled={props.trying.busy() || props.trying.waitMs() > 0 ? "true" : undefined}
        >
          {props.trying.busy() ? w().working : props.label}
        </button>
      </div>
    </form>
  );
}
