import { For, Show, createResource, createSignal } from "solid-js";
import { demoPeople, tell, type DemoPerson } from "../api.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icons.tsx";
import type { Session } from "../state/session.ts";
import { language, t } from "../words/index.ts";
import { Field, PasswordField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Returned, WithProvider } from "./provider.tsx";
import { createTrying } from "./trying.ts";
import { Welcome } from "./welcome.tsx";
import { w } from "./words/index.ts";

const RETRY_MS = 2000;

type Entered = { me: object | null } | { next: "code"; attempt: string };

async function peopleAtLast(unreachable: (value: boolean) => void): Promise<DemoPerson[]> {
  for (;;) {
    try {
      const people = await demoPeople();
      unreachable(false);
      return people;
    } catch {
      unreachable(true);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** With address and password; in a demo, as one of its people by a click. */
export function SignIn(props: {
  session: Session;
  onGo: (to: { page: "recovery"; email: string } | { page: "code"; attempt: string }) => void;
}) {
  const [unreachable, setUnreachable] = createSignal(false);
  const [people] = createResource(() => peopleAtLast(setUnreachable));
  const [failed, setFailed] = createSignal(false);
  const isDemo = () => (people()?.length ?? 0) > 0;
  const enter = (id: string): void => {
    setFailed(false);
    void props.session.signIn(id).catch(() => setFailed(true));
  };
  return (
    <Show
      when={!people.loading}
      fallback={
        <Welcome title={t().signInTitle} still>
          <div class="skeletons" role="status">
            <span class="unseen">{t().loading}</span>
            <For each={[0, 1, 2, 3]}>{() => <span class="skeleton" />}</For>
          </div>
          <p role="status" class="trouble">
            <Show when={unreachable()}>{t().notReached}</Show>
          </p>
        </Welcome>
      }
    >
      <Welcome title={t().signInTitle} hint={isDemo() ? w().door.demo : undefined} still={isDemo()}>
        <Show when={props.session.ended()}>
          <p role="status" class="banner">
            {w().door.ended}
          </p>
        </Show>
        <Returned />
        <Show when={isDemo()}>
          <ul class="people">
            <For each={people()}>
              {(person) => (
                <li>
                  <button type="button" class="person" onClick={() => enter(person.id)}>
                    <Avatar id={person.id} name={person.name} />
                    <span class="project-name">
                      {t().signInAs(person.name)}
                      <span class="quiet">{w().roles[person.role]}</span>
                    </span>
                    <Icon name="forward" />
                  </button>
                </li>
              )}
            </For>
          </ul>
          <p role="status" class="trouble">
            <Show when={failed()}>{t().fault}</Show>
          </p>
          <h2 class="or">{w().door.own}</h2>
        </Show>
        <WithPassword session={props.session} onGo={(to) => props.onGo(to)} />
        <WithProvider />
      </Welcome>
    </Show>
  );
}

function WithPassword(props: Parameters<typeof SignIn>[0]) {
  const trying = createTrying();
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const missing = (value: string): string | undefined => (tried() && value === "" ? w().missing : undefined);

  async function send(): Promise<void> {
    setTried(true);
    if (email().trim() === "" || password() === "") return;
    const given = { email: email().trim(), password: password(), locale: language() };
    const entered = await trying.run(() => tell<Entered>("/sign-in", given));
    if (!entered) return;
    if ("next" in entered) props.onGo({ page: "code", attempt: entered.attempt });
    else await props.session.entered();
  }

  return (
    <Form trying={trying} label={w().door.enter} class="wide" onSubmit={() => void send()}>
      <Field
        label={w().email}
        type="email"
        autocomplete="username"
        inputmode="email"
        value={email()}
        error={missing(email().trim())}
        onInput={setEmail}
      />
      <PasswordField
        label={w().password}
        value={password()}
        // Which of the two is wrong nobody says; it is the one to type again.
        error={missing(password()) ?? (trying.error() === "wrongSignIn" ? "" : undefined)}
        onInput={setPassword}
      />
      <button type="button" class="plain forgot" onClick={() => props.onGo({ page: "recovery", email: email() })}>
        {w().door.forgot}
      </button>
    </Form>
  );
}
