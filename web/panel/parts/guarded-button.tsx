import { Show, createUniqueId } from "solid-js";
import { Icon } from "./icons.tsx";

/** A button that may say why it cannot be pressed now. It stays reachable by keyboard, so that the reason is too. */
export function GuardedButton(props: {
  label: string;
  /** Why not, in words. */
  reason: string | undefined;
  icon?: "transfer" | "finish";
  main?: boolean;
  onPress: () => void;
}) {
  const id = createUniqueId();
  return (
    <>
      <button
        type="button"
        class="with-icon"
        classList={{ main: props.main === true }}
        aria-label={props.label}
        aria-disabled={props.reason === undefined ? undefined : "true"}
        aria-describedby={props.reason === undefined ? undefined : id}
        title={props.reason ?? props.label}
        onClick={() => props.reason === undefined && props.onPress()}
      >
        <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
        <span class="label">{props.label}</span>
      </button>
      <Show when={props.reason}>
        {(reason) => (
          <span id={id} class="unseen">
            {reason()}
          </span>
        )}
      </Show>
    </>
  );
}
