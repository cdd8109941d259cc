import { Match, Show, Switch } from "solid-js";
import { Brand } from "./parts/brand.tsx";
import { DeskPage } from "./parts/desk-page.tsx";
import { SignIn } from "./parts/sign-in.tsx";
import { createSession } from "./state/session.ts";
import { t } from "./words/index.ts";

export function App() {
  const session = createSession();
  return (
    <Switch
      fallback={
        <main class="alone">
          <Brand />
          <p role="status" class="quiet">
            {session.unreachable() ? t().notReached : t().loading}
          </p>
          <Show when={session.unreachable()}>
            <button type="button" onClick={() => session.ask()}>
              {t().tryNow}
            </button>
          </Show>
        </main>
      }
    >
      <Match when={session.me() === null}>
        <SignIn session={session} />
      </Match>
      <Match when={session.me()} keyed>
        {(me) => <DeskPage me={me} session={session} />}
      </Match>
    </Switch>
  );
}
