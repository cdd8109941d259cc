import { For, Show, createEffect, createSignal } from "solid-js";
import { CUSTOMER_NAME_MAX_CHARS, EMAIL_MAX_CHARS } from "../../party/protocol/screens.ts";
import { isEmail } from "./about.ts";
import type { User } from "./frame-talk.ts";
import { Photos } from "./photos.tsx";
import type { Settings } from "./settings.ts";
import type { Told } from "./waiting.ts";
import type { Lang, Words } from "./words/index.ts";

interface Props {
  settings: Settings;
  user: User;
  words: Words;
  lang: Lang;
  mayFocus: () => boolean;
  /** Nobody is there, or it is closed: to be read before anything is filled in. */
  notice: Told;
  isLive: boolean;
  /** What they are about to choose: in another department somebody else is there, or nobody. */
  onConsider: (department: string) => void;
  onStart: (user: User) => void;
}

export function Welcome(props: Props) {
  let form!: HTMLFormElement;
  let email: HTMLInputElement | undefined;
  const [wrong, setWrong] = createSignal(false);
  const asksName = () => props.settings.ask !== "none";
  const choice = () => {
    const all = props.settings.departments(props.lang);
    return all.length > 1 ? all : [];
  };
  createEffect(() => {
    if (props.mayFocus() && !matchMedia("(pointer: coarse)").matches)
      form.querySelector<HTMLElement>("input,button")?.focus();
  });

  const considers = () => {
    const chosen = form.querySelector<HTMLInputElement>("input:checked")?.value;
    if (chosen !== undefined) props.onConsider(chosen);
  };
  createEffect(() => props.isLive && choice() && considers());

  function start(): void {
    const data = new FormData(form);
    const said = (field: string) => ((data.get(field) ?? "") as string).trim();
    const address = said("email");
    setWrong(address !== "" && !isEmail(address));
    if (wrong()) return email?.focus();
    props.onStart({ name: said("name"), email: address, department: said("department") });
  }

  return (
    <form
      ref={(element) => (form = element)}
      class="welcome"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Photos urls={props.settings.photos} />
      <h2>{props.settings.said("greeting", props.lang) ?? props.words.hello}</h2>
      <p>{props.settings.said("intro", props.lang) ?? props.words.helloText}</p>
      <div class="notice" role="status">
        {props.notice.lines[0]}
        <Show when={props.notice.lines[1]}>{(second) => <small>{second()}</small>}</Show>
      </div>
      <Show when={asksName()}>
        <label for="name">
          {props.words.name} <span>({props.words.optional})</span>
        </label>
        <input
          id="name"
          name="name"
          dir="auto"
          autocomplete="name"
          maxLength={CUSTOMER_NAME_MAX_CHARS}
          value={props.user.name ?? ""}
        />
      </Show>
      <Show when={props.settings.ask === "name+email"}>
        <label for="email">
          {props.words.email} <span>({props.words.optional})</span>
        </label>
        <input
          ref={(element) => (email = element)}
          id="email"
          name="email"
          type="email"
          autocomplete="email"
          maxLength={EMAIL_MAX_CHARS}
          value={props.user.email ?? ""}
          aria-invalid={wrong()}
          aria-describedby={wrong() ? "wrong" : undefined}
          onInput={() => setWrong(false)}
        />
        <Show when={wrong()}>
          <span id="wrong" class="problem" role="alert">
            {props.words.emailWrong}
          </span>
        </Show>
      </Show>
      <Show when={choice().length > 0}>
        <fieldset onChange={considers}>
          <legend>{props.words.department}</legend>
          <For each={choice()}>
            {({ id, name }, index) => (
              <label class="choice">
                <input type="radio" name="department" value={id} checked={index() === 0} />
                <span dir="auto">{name}</span>
              </label>
            )}
          </For>
        </fieldset>
      </Show>
      <button type="submit" class="primary">
        {props.words.start}
      </button>
    </form>
  );
}
