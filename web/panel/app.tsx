import { Match, Show, Suspense, Switch, createEffect } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Brand } from "./parts/brand.tsx";
import { later } from "./parts/later.ts";
import { desk, fetchDesk } from "./state/desk-part.ts";
import { createSession } from "./state/session.ts";
import { t } from "./words/index.ts";

/** Whoever is signed in already need not wait for it. */
const Door = later(() => import("./account/door.tsx"), false);

export function App() {
  const session = createSession();
  createEffect(() => session.me() && void fetchDesk());
  const waiting = () => (
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
  );
  return (
    <Switch fallback={waiting()}>
      <Match when={session.wayIn() !== null || session.me() === null}>
        <Suspense fallback={waiting()}>
          <Door session={session} />
        </Suspense>
      </Match>
      <Match when={desk() && session.me()} keyed>
        {(me) => <Dynamic component={desk()} me={me} session={session} />}
      </Match>
    </Switch>
  );
}
