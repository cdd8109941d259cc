import { Show, createUniqueId } from "solid-js";
import { ariaKeys, keyNames } from "../state/keys.ts";
import { Icon, type IconName } from "./icons.tsx";

/** "Transferir Conversación (T)". */
export const withKeys = (label: string, keys: string | undefined): string =>
  keys === undefined ? label : `${label} (${keyNames(keys).join(" ")})`;

/**
 * A button that may say why it cannot be pressed now. It stays reachable by keyboard, so that the reason is too: whoever points
 * at it, tabs to it or presses it all the same, reads it.
 */
export function GuardedButton(props: {
  label: string;
  /** Why not, in words. */
  reason: string | undefined;
  icon?: IconName;
  main?: boolean;
  /** What stands on it, where its whole label is for ears: in a row that says the rest. */
  short?: string;
  /** What does the same from the keyboard, as `state/keys.ts` writes it. */
  keys?: string;
  /** Sends the form that it stands in; else `onPress` says what it does. */
  submit?: boolean;
  onPress?: () => void;
}) {
  const id = createUniqueId();
  return (
    <span class="guard">
      <button
        type={props.submit === true ? "submit" : "button"}
        class="with-icon"
        classList={{ main: props.main === true }}
        aria-label={props.label}
        aria-disabled={props.reason === undefined ? undefined : "true"}
        aria-describedby={props.reason === undefined ? undefined : id}
        aria-keyshortcuts={props.keys === undefined ? undefined : ariaKeys(props.keys)}
        title={props.reason === undefined ? withKeys(props.label, props.keys) : undefined}
        onClick={(event) => {
          if (props.reason === undefined) props.onPress?.();
          else event.preventDefault();
        }}
      >
        <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
        <span class="label">{props.short ?? props.label}</span>
      </button>
      <Show when={props.reason}>
        {(reason) => (
          <span id={id} class="why">
            {reason()}
          </span>
        )}
      </Show>
    </span>
  );
}
