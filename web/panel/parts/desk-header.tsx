import { Show } from "solid-js";
import { minutesAndSeconds } from "../../shared/locale.ts";
import type { Desk } from "../state/desk.ts";
import { askToNotify } from "../state/notifications.ts";
import { muted, setMuted } from "../state/sound.ts";
import { t } from "../words/index.ts";
import { GuardedButton } from "./guarded-button.tsx";
import { Icon } from "./icons.tsx";
import { Preferences } from "./preferences.tsx";

export function DeskHeader(props: { desk: Desk; leaving: boolean; onSignOut: () => void }) {
  return (
    <header class="top">
      <div class="top-line">
        <h1 class="brand">{t().product}</h1>
        <p class="connection" role="status" data-connection={props.desk.connection()}>
          {t().connection[props.desk.connection()]}
        </p>
        <Availability desk={props.desk} />
        <div class="account">
          <span class="own-name">{props.desk.me.name}</span>
          <button
            type="button"
            class="plain square"
            aria-label={muted() ? t().unmute : t().mute}
            title={muted() ? t().unmute : t().mute}
            onClick={() => setMuted(!muted())}
          >
            <Icon name={muted() ? "muted" : "sound"} />
          </button>
          <Preferences />
          <button type="button" class="plain" disabled={props.leaving} onClick={() => props.onSignOut()}>
            {props.leaving ? t().signingOut : t().signOut}
          </button>
        </div>
      </div>
      <Figures desk={props.desk} />
    </header>
  );
}

function Availability(props: { desk: Desk }) {
  const agent = () => props.desk.agent();
  return (
    <Show when={agent()}>
      {(view) => (
        <div class="availability">
          <GuardedButton
            label={view().available ? t().acceptNoMore : t().acceptNew}
            main={!view().available}
            reason={props.desk.isLive() ? undefined : t().notConnected}
            onPress={() => {
              if (!view().available) askToNotify();
              props.desk.setAvailable(!view().available);
            }}
          />
          <p class="state" role="status" classList={{ on: view().available }}>
            {view().available ? t().available : t().unavailable}
          </p>
        </div>
      )}
    </Show>
  );
}

function Figures(props: { desk: Desk }) {
  const figures = () => props.desk.figures();
  return (
    <dl class="figures" aria-label={t().figures}>
      <div>
        <dt>{t().averageWait}</dt>
        <dd>{minutesAndSeconds(figures()?.averageWaitMs ?? null)}</dd>
      </div>
      <div>
        <dt>{t().longestWait}</dt>
        <dd>{minutesAndSeconds(figures()?.longestWaitMs ?? null)}</dd>
      </div>
      <div>
        <dt>{t().waiting}</dt>
        <dd>{figures()?.waiting ?? "—"}</dd>
      </div>
      <div>
        <dt>{t().agentsOnline}</dt>
        <dd>
          {figures()?.present ?? "—"}
          <Show when={figures()}>{(now) => <small>{t().ofThemAvailable(now().available)}</small>}</Show>
        </dd>
      </div>
    </dl>
  );
}
