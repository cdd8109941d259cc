import { For, createSignal, type Accessor } from "solid-js";
import { PASSWORD_MIN_CHARS } from "../../../machines/account-reasons.ts";
import { Icon } from "../parts/icons.tsx";
import { PasswordField } from "./field.tsx";
import type { Trying } from "./trying.ts";
import { w } from "./words/index.ts";

export interface Fresh {
  value: Accessor<string>;
  set: (value: string) => void;
  /** Marks what is too short. Gives whether it may be sent: the rest the server says. */
  check: () => boolean;
  tried: Accessor<boolean>;
  clear: () => void;
}

const lengthOf = (text: string): number => Array.from(text.normalize("NFKC")).length;
const isLong = (text: string): boolean => lengthOf(text) >= PASSWORD_MIN_CHARS;

export function createFresh(): Fresh {
  const [value, set] = createSignal("");
  const [tried, setTried] = createSignal(false);
  return {
    value,
    tried,
    set: (text) => void set(text),
    check() {
      setTried(true);
      return isLong(value());
    },
    clear() {
      setTried(false);
      set("");
    },
  };
}

/** A new password, with what is asked of it. The server has the last word, and says which rule it was. */
export function FreshPassword(props: { fresh: Fresh; trying: Trying; label?: string }) {
  const refused = () => (props.trying.error()?.startsWith("password") === true ? props.trying.trouble() : undefined);
  const isMet = () => isLong(props.fresh.value());
  return (
    <>
      <PasswordField
        fresh
        label={props.label ?? w().rules.fresh}
        value={props.fresh.value()}
        error={refused() ?? (props.fresh.tried() && !isLong(props.fresh.value()) ? "" : undefined)}
        onInput={(value) => {
          props.fresh.set(value);
          // What was refused is not what stands there now.
          if (refused() !== undefined) props.trying.fail(undefined);
        }}
      />
      <ul class="rules" aria-label={w().rules.title}>
        <li classList={{ met: isMet() }}>
          <Icon name={isMet() ? "check" : "dots"} />
          <span class="unseen">{isMet() ? w().rules.met : w().rules.notMet}: </span>
          {w().rules.length(lengthOf(props.fresh.value()), PASSWORD_MIN_CHARS)}
        </li>
        <For each={[w().rules.notYours, w().rules.notCommon]}>
          {(rule) => (
            <li>
              <Icon name="dots" />
              {rule}
            </li>
          )}
        </For>
      </ul>
    </>
  );
}

/** Whether the trouble stands at the password already. */
export const isToldAtPassword = (trying: Trying): boolean => trying.error()?.startsWith("password") === true;
