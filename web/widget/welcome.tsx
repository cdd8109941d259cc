import { createEffect } from "solid-js";
import type { Words } from "./words/index.ts";

/** As the server has it. */
const NAME_MAX_CHARS = 80;

export function Welcome(props: { words: Words; shown: boolean; onStart: (name: string) => void }) {
  let name!: HTMLInputElement;
  createEffect(() => {
    if (props.shown) name.focus();
  });
  return (
    <form
      class="welcome"
      onSubmit={(event) => {
        event.preventDefault();
        props.onStart(name.value.trim());
      }}
    >
      <h2>{props.words.hello}</h2>
      <p>{props.words.helloText}</p>
      <label for="name">
        {props.words.name} <span>({props.words.optional})</span>
      </label>
      <input ref={(element) => (name = element)} id="name" autocomplete="name" maxLength={NAME_MAX_CHARS} />
      <button type="submit" class="primary">
        {props.words.start}
      </button>
    </form>
  );
}
