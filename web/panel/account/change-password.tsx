import { Show, createSignal } from "solid-js";
import { tell } from "../api.ts";
import type { Session } from "../state/session.ts";
import { PasswordField } from "./field.tsx";
import { FreshPassword, createFresh, isToldAtPassword } from "./fresh-password.tsx";
import { Form } from "./form.tsx";
import { createTrying } from "./trying.ts";
import { w } from "./words/index.ts";
import { WhosePassword } from "./whose-password.tsx";

/** Here the address is known: what is wrong is the password. */
export const ofCurrent = (error: string): string | undefined =>
  error === "wrongSignIn" ? w().own.password.wrong : undefined;

export function ChangePassword(props: { session: Session; onDone: () => void }) {
  const trying = createTrying(ofCurrent);
  const fresh = createFresh();
  const [current, setCurrent] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [done, setDone] = createSignal(false);

  async function send(): Promise<void> {
    setTried(true);
    setDone(false);
    if (!fresh.check() || current() === "") return;
    const given = { current: current(), password: fresh.value() };
    if (!(await trying.run(() => tell("/password", given)))) return;
    setDone(true);
    setTried(false);
    setCurrent("");
    fresh.clear();
    props.onDone();
  }

  const wrong = (): string | undefined => {
    if (trying.error() === "wrongSignIn") return trying.trouble();
    return tried() && current() === "" ? w().missing : undefined;
  };

  return (
    <section aria-labelledby="own-password">
      <h3 id="own-password">{w().own.password.title}</h3>
      <Show when={props.session.who()?.account?.hasPassword} fallback={<p class="quiet">{w().own.password.none}</p>}>
        <p class="quiet">{w().own.password.hint}</p>
        <Form
          trying={trying}
          label={w().own.password.save}
          told={isToldAtPassword(trying) || trying.error() === "wrongSignIn"}
          onSubmit={() => void send()}
        >
          <WhosePassword email={props.session.who()?.account?.email} />
          <PasswordField
            label={w().own.password.current}
            value={current()}
            error={wrong()}
            onInput={(value) => {
              setCurrent(value);
              if (trying.error() === "wrongSignIn") trying.fail(undefined);
            }}
          />
          <FreshPassword fresh={fresh} trying={trying} />
          <p role="status">{done() ? w().own.password.done : ""}</p>
        </Form>
      </Show>
    </section>
  );
}
