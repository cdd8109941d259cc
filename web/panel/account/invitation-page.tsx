import { Match, Show, Switch, createSignal } from "solid-js";
import type { MemberRole } from "../../../machines/rights.ts";
import { tell } from "../api.ts";
import { language } from "../words/index.ts";
import { Back } from "./ask-recovery.tsx";
import { Field } from "./field.tsx";
import { FreshPassword, createFresh, isToldAtPassword } from "./fresh-password.tsx";
import { Form } from "./form.tsx";
import { Looking, createLooking } from "./looking.tsx";
import { createTrying } from "./trying.ts";
import { Welcome } from "./welcome.tsx";
import { w } from "./words/index.ts";
import { WhosePassword } from "./whose-password.tsx";

interface Invitation {
  project: string;
  by: string;
  role: MemberRole;
  email: string;
  /** Who has an account keeps its password. */
  hasPassword: boolean;
}

/** Behind the link of an invitation: what it is for, and saying yes. Signing in comes after it, as always. */
export function InvitationPage(props: { link: string; onSignIn: () => void }) {
  const looking = createLooking<Invitation>(() => tell("/invitation/look", { link: props.link }));
  const trying = createTrying();
  const [done, setDone] = createSignal(false);
  const isOver = (): boolean =>
    [looking.error(), trying.error()].some((error) => error === "invitationOver") || looking.error() === "malformed";

  return (
    <Switch fallback={<Looking looking={looking} />}>
      <Match when={isOver()}>
        <Welcome title={w().invite.over} hint={w().invite.overHint} still>
          <div class="buttons">
            <Back onSignIn={() => props.onSignIn()} />
          </div>
        </Welcome>
      </Match>
      <Match when={done()}>
        <Welcome title={w().invite.done} hint={w().invite.doneHint} still>
          <div class="buttons">
            <Back main onSignIn={() => props.onSignIn()} />
          </div>
        </Welcome>
      </Match>
      <Match when={looking.found()} keyed>
        {(invitation) => (
          <Welcome
            title={w().invite.title(invitation.project)}
            hint={w().invite.by(invitation.by, w().roles[invitation.role])}
          >
            <Accept link={props.link} invitation={invitation} trying={trying} onDone={() => setDone(true)} />
          </Welcome>
        )}
      </Match>
    </Switch>
  );
}

function Accept(props: {
  link: string;
  invitation: Invitation;
  trying: ReturnType<typeof createTrying>;
  onDone: () => void;
}) {
  const fresh = createFresh();
  const [name, setName] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const hasPassword = () => props.invitation.hasPassword;

  async function send(): Promise<void> {
    setTried(true);
    const isGood = hasPassword() || fresh.check();
    if (name().trim() === "" || !isGood) return;
    const given = { link: props.link, name: name().trim(), locale: language() };
    const password = hasPassword() ? {} : { password: fresh.value() };
    if (await props.trying.run(() => tell("/invitation/accept", { ...given, ...password }))) props.onDone();
  }

  return (
    <>
      <p>{hasPassword() ? w().invite.known(props.invitation.email) : w().invite.account(props.invitation.email)}</p>
      <Form
        trying={props.trying}
        label={w().invite.accept}
        told={isToldAtPassword(props.trying)}
        class="wide"
        onSubmit={() => void send()}
      >
        <Field
          label={w().invite.name}
          autocomplete="name"
          maxlength={80}
          value={name()}
          error={tried() && name().trim() === "" ? w().missing : undefined}
          onInput={setName}
        />
        <Show when={!hasPassword()}>
          <WhosePassword email={props.invitation.email} />
          <FreshPassword fresh={fresh} trying={props.trying} />
        </Show>
      </Form>
    </>
  );
}
