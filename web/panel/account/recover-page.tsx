import { Match, Switch, createSignal } from "solid-js";
import { tell } from "../api.ts";
import { Back } from "./ask-recovery.tsx";
import { FreshPassword, createFresh, isToldAtPassword } from "./fresh-password.tsx";
import { Form } from "./form.tsx";
import { Looking, createLooking } from "./looking.tsx";
import { createTrying } from "./trying.ts";
import { Welcome } from "./welcome.tsx";
import { w } from "./words/index.ts";

/** A link that was cut short on its way is answered like one that is over. */
const isOver = (error: string | undefined): boolean => error === "linkInvalid" || error === "malformed";

/** Behind the link of a letter: a new password. It does not sign in: the new password does. */
export function RecoverPage(props: { link: string; onSignIn: () => void; onAgain: () => void }) {
  const trying = createTrying();
  const looking = createLooking<{ ok: true }>(() => tell("/recovery/look", { link: props.link }));
  const fresh = createFresh();
  const [done, setDone] = createSignal(false);

  async function send(): Promise<void> {
    if (!fresh.check()) return;
    const given = { link: props.link, password: fresh.value() };
    if (await trying.run(() => tell("/recovery/finish", given))) setDone(true);
  }

  return (
    <Switch fallback={<Looking looking={looking} />}>
      <Match when={done()}>
        <Welcome title={w().recovery.done} hint={w().recovery.doneHint} still>
          <div class="buttons">
            <Back main onSignIn={() => props.onSignIn()} />
          </div>
        </Welcome>
      </Match>
      <Match when={isOver(trying.error()) || isOver(looking.error())}>
        <Welcome title={w().recovery.over} hint={w().recovery.overHint} still>
          <div class="buttons">
            <Back onSignIn={() => props.onSignIn()} />
            <button type="button" class="main" onClick={() => props.onAgain()}>
              {w().recovery.askAgain}
            </button>
          </div>
        </Welcome>
      </Match>
      <Match when={looking.found()}>
        <Welcome title={w().recovery.fresh} hint={w().recovery.freshHint}>
          <Form
            trying={trying}
            label={w().project.save}
            told={isToldAtPassword(trying)}
            onSubmit={() => void send()}
            beside={<Back onSignIn={() => props.onSignIn()} />}
          >
            <FreshPassword fresh={fresh} trying={trying} />
          </Form>
        </Welcome>
      </Match>
    </Switch>
  );
}
