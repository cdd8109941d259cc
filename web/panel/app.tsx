import { Match, Switch } from "solid-js";
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
          <p role="status">{session.unreachable() ? t().notReached : t().loading}</p>
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
