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

type To = "begin" | "off" | "codes";
type Step = { step: "password"; to: To } | ({ step: "key" } & Setup) | { step: "codes"; codes: string[] };

/** Codes beside the password: how things are, and from there step by step. */
export function SecondFactor(props: { session: Session }) {
  const [step, setStep] = createSignal<Step>();
  const [told, say] = createSignal("");
  const account = () => props.session.who()?.account;
  const isOn = () => account()?.factor === "on";
  let title!: HTMLHeadingElement;

  function ask(to: To): void {
    say("");
    setStep({ step: "password", to });
  }
  function over(words = ""): void {
    setStep(undefined);
    say(words);
    props.session.ask();
    // What had the focus has gone.
    title.focus();
  }

  function show(codes: string[]): void {
    setStep({ step: "codes", codes });
    props.session.ask();
  }

  return (
    <section aria-labelledby="own-factor">
      <h3 id="own-factor" tabIndex={-1} ref={(element) => (title = element)}>
        {w().own.factor.title}
      </h3>
      <p class="quiet">{isOn() ? w().own.factor.on(account()?.codes ?? 0) : w().own.factor.off}</p>
      <Switch
        fallback={
          <>
            <p role="status">{told()}</p>
            <Show when={account()?.hasPassword} fallback={<p class="quiet">{w().own.password.none}</p>}>
              <div class="buttons">
                <Show when={isOn()}>
                  <button type="button" class="apart" onClick={() => ask("codes")}>
                    {w().own.factor.renew}
                  </button>
                </Show>
                <button type="button" onClick={() => ask(isOn() ? "off" : "begin")}>
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
              onDone={(given) => {
                if (given === null) over(w().own.factor.removed);
                else if ("codes" in given) show(given.codes);
                else setStep({ step: "key", ...given });
              }}
            />
          )}
        </Match>
        <Match when={step()?.step === "key" && (step() as Step & { step: "key" })} keyed>
          {(setup) => <Confirm setup={setup} onCancel={() => over()} onDone={show} />}
        </Match>
        <Match when={step()?.step === "codes" && (step() as Step & { step: "codes" })} keyed>
          {({ codes }) => <RecoveryCodes codes={codes} email={account()?.email ?? ""} onDone={() => over()} />}
        </Match>
      </Switch>
    </section>
  );
}

/** What follows from the password that is asked for: a key to be set up, codes, or nothing. */
function WithPassword(props: {
  to: To;
  onCancel: () => void;
  onDone: (given: Setup | { codes: string[] } | null) => void;
}) {
  const trying = createTrying(ofCurrent);
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  async function send(): Promise<void> {
    setTried(true);
    if (password() === "") return;
    const given = { password: password() };
    const path = `/second-factor/${props.to}`;
    const done = await trying.run(() => tell<Setup | { codes: string[] }>(path, given));
    if (done) props.onDone(props.to === "off" ? null : done);
  }
  const wrong = (): string | undefined => {
    if (trying.error() === "wrongSignIn") return trying.trouble();
    return tried() && password() === "" ? w().missing : undefined;
  };
  return (
    <Form
      trying={trying}
      label={{ begin: w().next, off: w().own.factor.remove, codes: w().own.factor.renewNow }[props.to]}
      told={trying.error() === "wrongSignIn"}
      onSubmit={() => void send()}
      beside={<Cancel onCancel={() => props.onCancel()} />}
    >
      <PasswordField
        label={w().own.password.current}
        hint={props.to === "codes" ? w().own.factor.renewSure : w().own.factor.sure}
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
