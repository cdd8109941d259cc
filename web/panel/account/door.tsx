import { Match, Switch, createSignal, onMount } from "solid-js";
import { tell } from "../api.ts";
import type { Session } from "../state/session.ts";
import { AskRecovery } from "./ask-recovery.tsx";
import { ChooseProject } from "./choose-project.tsx";
import { CodePage } from "./code-page.tsx";
import { FirstRun } from "./first-run.tsx";
import { InvitationPage } from "./invitation-page.tsx";
import { RecoverPage } from "./recover-page.tsx";
import { SignIn } from "./sign-in.tsx";
import "./account.css";

type At = { page: "signIn" } | { page: "recovery"; email: string } | { page: "code"; attempt: string };

/** Whatever comes before the desk: signing in, the ways by which one comes to be able to, and which project it is to be. */
export default function Door(props: { session: Session }) {
  const [at, go] = createSignal<At>({ page: "signIn" });
  const [isFirst, setFirst] = createSignal(false);
  onMount(async () => {
    const said = await tell<{ needed: boolean }>("/setup", {}, "GET");
    setFirst(said.ok && said.body.needed);
  });
  const way = () => props.session.wayIn();
  const signIn = (): void => {
    props.session.leaveWayIn();
    go({ page: "signIn" });
    // Behind a link something may have changed for who is signed in here.
    props.session.ask();
  };
  return (
    <Switch fallback={<SignIn session={props.session} onGo={go} />}>
      <Match when={way()?.kind === "recover" && way()} keyed>
        {(its) => (
          <RecoverPage
            link={its.link}
            onSignIn={signIn}
            onAgain={() => {
              props.session.leaveWayIn();
              go({ page: "recovery", email: "" });
            }}
          />
        )}
      </Match>
      <Match when={way()?.kind === "invite" && way()} keyed>
        {(its) => <InvitationPage link={its.link} onSignIn={signIn} />}
      </Match>
      <Match when={props.session.who()?.account}>
        {(account) => <ChooseProject session={props.session} email={account().email} />}
      </Match>
      <Match when={isFirst()}>
        <FirstRun session={props.session} onDone={() => setFirst(false)} />
      </Match>
      <Match when={at().page === "recovery" && (at() as At & { page: "recovery" })}>
        {(its) => <AskRecovery email={its().email} onSignIn={signIn} />}
      </Match>
      <Match when={at().page === "code" && (at() as At & { page: "code" })}>
        {(its) => <CodePage attempt={its().attempt} session={props.session} onSignIn={signIn} />}
      </Match>
    </Switch>
  );
}
