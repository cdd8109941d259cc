import { Show, createSignal } from "solid-js";
import { EMAIL_MAX_CHARS } from "../../party/protocol/screens.ts";
import { isEmail } from "./about.ts";
import type { Chat } from "./chat.ts";
import type { Words } from "./words/index.ts";

interface Props {
  chat: Chat;
  words: Words;
  /** Whether the form is open: it stays when somebody becomes available while it is being filled in. */
  asking: boolean;
  onAsking: (asking: boolean) => void;
}

/** For when nobody is there: an address to answer to, told to the agents in the customer's own name and words. */
export function Address(props: Props) {
  let field!: HTMLInputElement;
  let opener: HTMLButtonElement | undefined;
  const [wrong, setWrong] = createSignal(false);
  const email = () => props.chat.user().email;

  function status(): string {
    const address = email();
    if (props.asking || address === undefined) return "";
    if (props.chat.introduced()) return props.words.addressKept(address);
    return props.chat.status() === "live" ? "" : props.words.addressWaits(address);
  }
  function end(): void {
    props.onAsking(false);
    setWrong(false);
    // Who became available meanwhile took the way back with them.
    const back = opener?.isConnected ? opener : document.querySelector<HTMLElement>("textarea");
    back?.focus();
  }
  function leave(): void {
    const address = field.value.trim();
    setWrong(!isEmail(address));
    if (wrong()) return field.focus();
    props.chat.session.introduce({ email: address });
    void props.chat.session.write(props.words.addressText(address));
    end();
  }

  return (
    <div class="address">
      <p role="status">{status()}</p>
      <Show
        when={props.asking}
        fallback={
          <button
            ref={(element) => (opener = element)}
            type="button"
            class={email() === undefined ? "plain" : "plain inline"}
            onClick={() => {
              props.onAsking(true);
              field.focus();
            }}
          >
            {email() === undefined ? props.words.addressAsk : props.words.addressChange}
          </button>
        }
      >
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            leave();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            end();
          }}
        >
          <label for="address">{props.words.email}</label>
          <input
            ref={(element) => (field = element)}
            id="address"
            type="email"
            autocomplete="email"
            maxLength={EMAIL_MAX_CHARS}
            value={email() ?? ""}
            aria-invalid={wrong()}
            aria-describedby={wrong() ? "address-wrong" : undefined}
            onInput={() => setWrong(false)}
          />
          <Show when={wrong()}>
            <span id="address-wrong" class="problem" role="alert">
              {props.words.emailWrong}
            </span>
          </Show>
          <div class="buttons">
            <button type="button" class="plain" onClick={end}>
              {props.words.addressCancel}
            </button>
            <button type="submit" class="primary">
              {props.words.addressSend}
            </button>
          </div>
        </form>
      </Show>
    </div>
  );
}
