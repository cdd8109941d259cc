import { Show, createSignal } from "solid-js";
import { tell } from "../api.ts";
import { language } from "../words/index.ts";
import { Field } from "./field.tsx";
import { Form } from "./form.tsx";
import { createTrying } from "./trying.ts";
import { Welcome } from "./welcome.tsx";
import { w } from "./words/index.ts";

/** For a link to a new password. What is said is the same whether or not there is such an account. */
export function AskRecovery(props: { email: string; onSignIn: () => void }) {
  const trying = createTrying();
  // oxlint-disable-next-line solid/reactivity -- what was typed at the door, to begin with
  const [email, setEmail] = createSignal(props.email);
  const [sentTo, setSentTo] = createSignal<string>();
  const [tried, setTried] = createSignal(false);

  async function send(): Promise<void> {
    setTried(true);
    const address = email().trim();
    if (address === "") return;
    if (await trying.run(() => tell("/recovery", { email: address, locale: language() }))) setSentTo(address);
  }

  return (
    <Show
      when={sentTo()}
      keyed
      fallback={
        <Welcome title={w().recovery.title} hint={w().recovery.hint}>
          <Form
            trying={trying}
            label={w().recovery.send}
            onSubmit={() => void send()}
            beside={<Back onSignIn={() => props.onSignIn()} />}
          >
            <Field
              label={w().email}
              type="email"
              autocomplete="username"
              inputmode="email"
              value={email()}
              error={tried() && email().trim() === "" ? w().missing : undefined}
              onInput={setEmail}
            />
          </Form>
        </Welcome>
      }
    >
      {(address) => (
        <Welcome title={w().recovery.sent} still>
          <p role="status">{w().recovery.sentHint(address)}</p>
          <div class="buttons">
            <button type="button" class="plain apart" onClick={() => setSentTo(undefined)}>
              {w().recovery.again}
            </button>
            <Back onSignIn={() => props.onSignIn()} />
          </div>
        </Welcome>
      )}
    </Show>
  );
}

export function Back(props: { main?: boolean; onSignIn: () => void }) {
  return (
    <button type="button" classList={{ main: props.main === true }} onClick={() => props.onSignIn()}>
      {w().backToSignIn}
    </button>
  );
}
