import { For, Show, createResource, createSignal } from "solid-js";
import { demoPeople, type DemoPerson } from "../api.ts";
import type { Session } from "../state/session.ts";
import { t } from "../words/index.ts";
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
    <main class="alone">
      <div class="card sign-in">
        <p class="brand">{t().product}</p>
        <h1>{t().signInTitle}</h1>
        <p class="quiet">{people()?.length === 0 ? t().noDemo : t().signInHint}</p>
        <ul class="people">
          <For each={people()}>
            {(person) => (
              <li>
                <button type="button" class="person" onClick={() => enter(person.id)}>
                  <span class="avatar" aria-hidden="true">
                    {person.name.charAt(0)}
                  </span>
                  {t().signInAs(person.name)}
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
