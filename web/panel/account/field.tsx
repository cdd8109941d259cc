import { Show, createSignal, createUniqueId, type JSX } from "solid-js";
import { Icon } from "../parts/icons.tsx";
import { w } from "./words/index.ts";

interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "email" | "number" | "date" | "search";
  /** What a browser or a password keeper may fill in. */
  autocomplete?: string;
  inputmode?: "numeric" | "email";
  maxlength?: number;
  hint?: string | undefined;
  /** Why it cannot stay so, in words. */
  error?: string | undefined;
  disabled?: boolean;
  readonly?: boolean;
  placeholder?: string;
  ref?: (element: HTMLInputElement) => void;
}

/** A box with its name over it, and under it what is wrong with it. */
export function Field(props: FieldProps) {
  return <Labelled {...props}>{(more) => <Box {...props} {...more} type={props.type ?? "text"} />}</Labelled>;
}

interface Described {
  id: string;
  describedBy: string | undefined;
}

function Labelled(props: FieldProps & { children: (its: Described) => JSX.Element }) {
  const id = createUniqueId();
  // An error without words is told elsewhere, and only marked here.
  const said = () => (props.error === undefined || props.error === "" ? props.hint : props.error);
  return (
    <div class="box">
      <label for={id}>{props.label}</label>
      {props.children({
        id,
        get describedBy() {
          return said() === undefined ? undefined : `${id}-said`;
        },
      })}
      <Show when={said()}>
        <p id={`${id}-said`} class={said() === props.error ? "trouble" : "quiet"}>
          {said()}
        </p>
      </Show>
    </div>
  );
}

function Box(props: Omit<FieldProps, "type"> & Described & { type: string }) {
  return (
    <input
      ref={(element) => props.ref?.(element)}
      id={props.id}
      type={props.type}
      value={props.value}
      autocomplete={props.autocomplete}
      inputmode={props.inputmode}
      maxlength={props.maxlength}
      disabled={props.disabled}
      readonly={props.readonly}
      placeholder={props.placeholder}
      autocapitalize={props.type === "text" && props.autocomplete === "name" ? "words" : "off"}
      spellcheck={false}
      aria-invalid={props.error === undefined ? undefined : "true"}
      aria-describedby={props.describedBy}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  );
}

/**
 * @param props.fresh A new one, which the browser may propose; it fills in none that it knows.
 * @param props.show What the button is called that shows it, where it is no password.
 */
export function PasswordField(props: Omit<FieldProps, "type" | "autocomplete"> & { fresh?: boolean; show?: string }) {
  const [shown, show] = createSignal(false);
  const words = () => props.show ?? w().showPassword;
  return (
    <Labelled {...props}>
      {(more) => (
        <div class="with-eye">
          <Box
            {...props}
            {...more}
            type={shown() ? "text" : "password"}
            autocomplete={props.fresh === true ? "new-password" : "current-password"}
          />
          <button
            type="button"
            class="plain square"
            aria-label={words()}
            title={words()}
            aria-pressed={shown()}
            onClick={() => show(!shown())}
          >
            <Icon name={shown() ? "eyeOff" : "eye"} />
          </button>
        </div>
      )}
    </Labelled>
  );
}

/** Puts the hands where something is missing or wrong. Gives whether there was such a place. */
export function focusWrong(form: HTMLElement): boolean {
  const wrong = form.querySelector<HTMLElement>("[aria-invalid=true]");
  wrong?.focus();
  return wrong !== null;
}
