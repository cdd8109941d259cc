import { For, Show, createResource, createSignal } from "solid-js";
import { demoPeople, type DemoPerson } from "../api.ts";
import type { Session } from "../state/session.ts";
import { t } from "../words/index.ts";
import { Avatar } from "./avatar.tsx";
import { Brand } from "./brand.tsx";
import { Icon } from "./icons.tsx";
import { Preferences } from "./preferences.tsx";

const RETRY_MS = 2000;

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

export function SignIn(props: { session: Session }) {
  const [unreachable, setUnreachable] = createSignal(false);
  const [people] = createResource(() => peopleAtLast(setUnreachable));
  const [failed, setFailed] = createSignal(false);
  const enter = (id: string): void => {
    setFailed(false);
    void props.session.signIn(id).catch(() => setFailed(true));
  };
  return (
    <main class="welcome">
      <div class="welcome-side">
        <Brand />
        <p class="promise">{t().promise}</p>
        <ul>
          <For each={t().promises}>
            {(promise) => (
              <li>
                <Icon name="check" />
                {promise}
              </li>
            )}
          </For>
        </ul>
      </div>
      <div class="sign-in">
        <h1>{t().signInTitle}</h1>
        <p class="quiet">{people()?.length === 0 ? t().noDemo : t().signInHint}</p>
        <Show when={people.loading}>
          <div class="skeletons" role="status">
            <span class="unseen">{t().loading}</span>
            <For each={[0, 1, 2, 3]}>{() => <span class="skeleton" />}</For>
          </div>
        </Show>
        <ul class="people">
          <For each={people()}>
            {(person) => (
              <li>
                <button type="button" class="person" onClick={() => enter(person.id)}>
                  <Avatar id={person.id} name={person.name} />
                  <span>{t().signInAs(person.name)}</span>
                  <Icon name="forward" />
                </button>
              </li>
            )}
          </For>
        </ul>
        <p role="status" class="trouble">
          <Show when={unreachable()}>{t().notReached}</Show>
          <Show when={failed()}>{t().fault}</Show>
        </p>
        <Preferences />
      </div>
    </main>
  );
}
