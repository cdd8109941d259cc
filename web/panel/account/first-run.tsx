import { Show, createSignal } from "solid-js";
import { tell } from "../api.ts";
import type { Session } from "../state/session.ts";
import { language } from "../words/index.ts";
import { Field } from "./field.tsx";
import { FreshPassword, createFresh, isToldAtPassword } from "./fresh-password.tsx";
import { Form } from "./form.tsx";
import { createTrying } from "./trying.ts";
import { Welcome } from "./welcome.tsx";
import { w } from "./words/index.ts";
import { ZoneField } from "./zone-field.tsx";

const STEPS = 2;
const NAME_MAX_CHARS = 80;

/** A centre without any project: the first one, and who administers it. */
export function FirstRun(props: { session: Session; onDone: () => void }) {
  const trying = createTrying();
  const fresh = createFresh();
  const [step, setStep] = createSignal(1);
  const [code, setCode] = createSignal("");
  const [project, setProject] = createSignal("");
  const [timeZone, setTimeZone] = createSignal(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [name, setName] = createSignal("");
  const [email, setEmail] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const missing = (value: string): string | undefined => (tried() && value.trim() === "" ? w().missing : undefined);

  function next(): void {
    setTried(true);
    if (code().trim() === "" || project().trim() === "") return;
    trying.fail(undefined);
    setTried(false);
    setStep(STEPS);
  }

  async function send(): Promise<void> {
    setTried(true);
    if (!fresh.check() || name().trim() === "" || email().trim() === "") return;
    const address = email().trim();
    const given = {
      code: code().trim(),
      project: project().trim(),
      timeZone: timeZone(),
      name: name().trim(),
      email: address,
      password: fresh.value(),
      locale: language(),
    };
    const isMade = await trying.run(() => tell("/setup", given));
    // Where the code is not right, it is to be mended where it was typed.
    if (trying.error() === "wrongCode") setStep(1);
    if (!isMade) return;
    const entering = { email: address, password: fresh.value(), locale: language() };
    if ((await tell("/sign-in", entering)).ok) await props.session.entered();
    props.onDone();
  }

  return (
    <Show
      when={step() === 1}
      fallback={
        <Welcome title={w().setup.you} hint={w().setup.step(2, STEPS)}>
          <Form
            trying={trying}
            label={w().setup.create}
            told={isToldAtPassword(trying)}
            onSubmit={() => void send()}
            beside={
              <button type="button" onClick={() => setStep(1)}>
                {w().back}
              </button>
            }
          >
            <Field
              label={w().setup.yourName}
              autocomplete="name"
              maxlength={NAME_MAX_CHARS}
              value={name()}
              error={missing(name())}
              onInput={setName}
            />
            <Field
              label={w().email}
              type="email"
              autocomplete="username"
              inputmode="email"
              value={email()}
              error={missing(email()) ?? (trying.error() === "malformed" ? "" : undefined)}
              onInput={setEmail}
            />
            <FreshPassword fresh={fresh} trying={trying} />
          </Form>
        </Welcome>
      }
    >
      <Welcome title={w().setup.title} hint={`${w().setup.step(1, STEPS)}. ${w().setup.hint}`}>
        <Form trying={trying} label={w().next} class="wide" onSubmit={next}>
          <Field
            label={w().setup.code}
            autocomplete="off"
            value={code()}
            error={missing(code()) ?? (trying.error() === "wrongCode" ? "" : undefined)}
            onInput={setCode}
          />
          <Field
            label={w().setup.project}
            autocomplete="organization"
            maxlength={NAME_MAX_CHARS}
            value={project()}
            error={missing(project())}
            onInput={setProject}
          />
          <ZoneField value={timeZone()} onChange={setTimeZone} />
        </Form>
      </Welcome>
    </Show>
  );
}
