import { Show, createSignal } from "solid-js";
import { tell } from "../api.ts";
import type { Session } from "../state/session.ts";
import { language } from "../words/index.ts";
import { Field } from "./field.tsx";
import { Form } from "./form.tsx";
import { createTrying } from "./trying.ts";
import { Welcome } from "./welcome.tsx";
import { w } from "./words/index.ts";

const DIGITS = 6;

/** What comes after the password where there is a second factor. */
export function CodePage(props: { attempt: string; session: Session; onSignIn: () => void }) {
  const [isRecovery, setRecovery] = createSignal(false);
  return (
    <Welcome title={w().code.title} hint={isRecovery() ? w().code.recoveryHint : w().code.hint}>
      <Show when={isRecovery()} keyed fallback={<CodeForm {...props} onOther={() => setRecovery(true)} />}>
        <CodeForm {...props} recovery onOther={() => setRecovery(false)} />
      </Show>
      <button type="button" class="plain" onClick={() => props.onSignIn()}>
        {w().backToSignIn}
      </button>
    </Welcome>
  );
}

function CodeForm(props: { attempt: string; session: Session; recovery?: boolean; onOther: () => void }) {
  const trying = createTrying();
  const [code, setCode] = createSignal("");

  async function send(): Promise<void> {
    if (code().trim() === "") return trying.fail("wrongCode");
    const given = { attempt: props.attempt, code: code().trim(), locale: language() };
    if (await trying.run(() => tell("/sign-in/code", given))) await props.session.entered();
  }

  function write(text: string): void {
    const digits = text.replaceAll(/\D/g, "").slice(0, DIGITS);
    setCode(props.recovery === true ? text : digits);
    // As an authenticator's user expects: the last digit sends it.
    if (props.recovery !== true && digits.length === DIGITS) void send();
  }

  return (
    <Form
      trying={trying}
      label={w().next}
      onSubmit={() => void send()}
      beside={
        <button type="button" class="plain apart" onClick={() => props.onOther()}>
          {props.recovery === true ? w().code.useApp : w().code.useRecovery}
        </button>
      }
    >
      <CodeField
        label={props.recovery === true ? w().code.recoveryField : w().code.field}
        digits={props.recovery !== true}
        value={code()}
        wrong={trying.error() !== undefined && trying.error() !== "tooSoon"}
        onInput={write}
      />
    </Form>
  );
}

/** Six digits, however they are pasted; or anything. */
export function CodeField(props: {
  label: string;
  digits: boolean;
  value: string;
  wrong: boolean;
  onInput: (text: string) => void;
}) {
  return (
    <div class={props.digits ? "digits" : undefined}>
      <Field
        label={props.label}
        autocomplete={props.digits ? "one-time-code" : "off"}
        {...(props.digits ? { inputmode: "numeric" as const } : {})}
        value={props.value}
        error={props.wrong ? "" : undefined}
        ref={(element) => queueMicrotask(() => element.isConnected && element.focus())}
        onInput={(text) => props.onInput(text)}
      />
    </div>
  );
}
