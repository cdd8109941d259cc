import { Match, Show, Switch, createSignal } from "solid-js";
import { tell } from "../api.ts";
import type { Session } from "../state/session.ts";
import { t } from "../words/index.ts";
import { ofCurrent } from "./change-password.tsx";
import { CodeField } from "./code-page.tsx";
import { PasswordField } from "./field.tsx";
import { FactorKey } from "./factor-key.tsx";
import { Form } from "./form.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { createTrying } from "./trying.ts";
import { w } from "./words/index.ts";

export interface Setup {
  setup: string;
  uri: string;
  key: string;
}

type Step = { step: "password"; to: "begin" | "off" } | ({ step: "key" } & Setup) | { step: "codes"; codes: string[] };

/** Codes beside the password: how things are, and from there step by step. */
export function SecondFactor(props: { session: Session }) {
  const [step, setStep] = createSignal<Step>();
  const [told, say] = createSignal("");
  const account = () => props.session.who()?.account;
  const isOn = () => account()?.factor === "on";

  function over(words = ""): void {
    setStep(undefined);
    say(words);
    props.session.ask();
  }

  return (
    <section aria-labelledby="own-factor">
      <h3 id="own-factor">{w().own.factor.title}</h3>
      <p class="quiet">{isOn() ? w().own.factor.on(account()?.codes ?? 0) : w().own.factor.off}</p>
      <Switch
        fallback={
          <>
            <p role="status">{told()}</p>
            <Show when={account()?.hasPassword} fallback={<p class="quiet">{w().own.password.none}</p>}>
              <div class="buttons">
                <button
                  type="button"
                  onClick={() => {
                    say("");
                    setStep({ step: "password", to: isOn() ? "off" : "begin" });
                  }}
                >
                  {isOn() ? w().own.factor.remove : w().own.factor.begin}
                </button>
              </div>
            </Show>
          </>
        }
      >
        <Match when={step()?.step === "password" && (step() as Step & { step: "password" })} keyed>
          {({ to }) => (
            <WithPassword
              to={to}
              onCancel={() => setStep(undefined)}
              onDone={(setup) => (setup ? setStep({ step: "key", ...setup }) : over(w().own.factor.removed))}
            />
          )}
        </Match>
        <Match when={step()?.step === "key" && (step() as Step & { step: "key" })} keyed>
          {(setup) => (
            <Confirm
              setup={setup}
              onCancel={() => over()}
              onDone={(codes) => {
                setStep({ step: "codes", codes });
                props.session.ask();
              }}
            />
          )}
        </Match>
        <Match when={step()?.step === "codes" && (step() as Step & { step: "codes" })} keyed>
          {({ codes }) => <RecoveryCodes codes={codes} email={account()?.email ?? ""} onDone={() => over()} />}
        </Match>
      </Switch>
    </section>
  );
}

function WithPassword(props: { to: "begin" | "off"; onCancel: () => void; onDone: (setup: Setup | null) => void }) {
  const trying = createTrying(ofCurrent);
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  async function send(): Promise<void> {
    setTried(true);
    if (password() === "") return;
    const given = { password: password() };
    if (props.to === "begin") {
      const setup = await trying.run(() => tell<Setup>("/second-factor/begin", given));
      if (setup) props.onDone(setup);
    } else if (await trying.run(() => tell("/second-factor/off", given))) props.onDone(null);
  }
  const wrong = (): string | undefined => {
    if (trying.error() === "wrongSignIn") return trying.trouble();
    return tried() && password() === "" ? w().missing : undefined;
  };
  return (
    <Form
      trying={trying}
      label={props.to === "begin" ? w().next : w().own.factor.remove}
      told={trying.error() === "wrongSignIn"}
      onSubmit={() => void send()}
      beside={<Cancel onCancel={() => props.onCancel()} />}
    >
      <PasswordField
        label={w().own.password.current}
        hint={w().own.factor.sure}
        value={password()}
        error={wrong()}
        ref={(element) => queueMicrotask(() => element.focus())}
        onInput={(value) => {
          setPassword(value);
          trying.fail(undefined);
        }}
      />
    </Form>
  );
}

function Confirm(props: { setup: Setup; onCancel: () => void; onDone: (codes: string[]) => void }) {
  const trying = createTrying();
  const [code, setCode] = createSignal("");
  async function send(): Promise<void> {
    const given = { setup: props.setup.setup, code: code() };
    const confirmed = await trying.run(() => tell<{ codes: string[] }>("/second-factor/confirm", given));
    if (confirmed) props.onDone(confirmed.codes);
  }
  return (
    <Form
      trying={trying}
      label={w().own.factor.begin}
      onSubmit={() => void send()}
      beside={<Cancel onCancel={() => props.onCancel()} />}
    >
      <FactorKey setup={props.setup} />
      <p>{w().own.factor.confirm}</p>
      <CodeField
        digits
        label={w().code.field}
        value={code()}
        wrong={trying.error() === "wrongCode" || trying.error() === "malformed"}
        onInput={(text) => setCode(text.replaceAll(/\D/g, "").slice(0, 6))}
      />
    </Form>
  );
}

function Cancel(props: { onCancel: () => void }) {
  return (
    <button type="button" onClick={() => props.onCancel()}>
      {t().cancel}
    </button>
  );
}
