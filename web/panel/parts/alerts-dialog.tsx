import { For, Match, Switch } from "solid-js";
import { askToNotify, permission } from "../state/notifications.ts";
import { SOUNDS, allowSound, chooseSound, muted, play, setMuted, setVolume, sound, volume } from "../state/sound.ts";
import { t } from "../words/index.ts";
import type { Desk } from "../state/desk.ts";
import { Dialog } from "./dialog.tsx";
import { PushSwitch } from "./push-switch.tsx";

const FULL = 100;

/** How the panel calls its agent. Whatever is chosen is heard at once. */
export default function AlertsDialog(props: { desk: Desk; onClose: () => void }) {
  return (
    <Dialog title={t().alerts.title} class="alerts" onOpen={allowSound} onClose={() => props.onClose()}>
      <label class="switch">
        <input type="checkbox" checked={!muted()} onChange={(event) => setMuted(!event.currentTarget.checked)} />
        {t().alerts.on}
      </label>
      <fieldset>
        <legend>{t().alerts.sound}</legend>
        <For each={SOUNDS}>
          {(name) => (
            <label class="colleague sound">
              <input
                type="radio"
                name="sound"
                value={name}
                checked={sound() === name}
                onChange={() => {
                  chooseSound(name);
                  play("conversation", name);
                }}
              />
              <span class="name">{t().alerts.sounds[name]}</span>
            </label>
          )}
        </For>
      </fieldset>
      <label class="field">
        {t().alerts.volume}
        <input
          type="range"
          min="0"
          max={FULL}
          step="5"
          value={Math.round(volume() * FULL)}
          onInput={(event) => setVolume(event.currentTarget.valueAsNumber / FULL)}
          onChange={() => play("message")}
        />
      </label>
      <div class="buttons start">
        <button type="button" onClick={() => play("conversation")}>
          {t().alerts.hearConversation}
        </button>
        <button type="button" onClick={() => play("message")}>
          {t().alerts.hearMessage}
        </button>
      </div>
      <section class="notifying">
        <h3>{t().alerts.notices}</h3>
        <Switch>
          <Match when={permission() === "granted"}>
            <p class="quiet">{t().alerts.granted}</p>
          </Match>
          <Match when={permission() === "denied"}>
            <p class="quiet">{t().alerts.denied}</p>
          </Match>
          <Match when={permission() === "unsupported"}>
            <p class="quiet">{t().alerts.unsupported}</p>
          </Match>
          <Match when={permission() === "default"}>
            <p class="quiet">{t().alerts.ask}</p>
            <button type="button" onClick={askToNotify}>
              {t().alerts.allow}
            </button>
          </Match>
        </Switch>
      </section>
      <PushSwitch desk={props.desk} />
      <div class="buttons">
        <button type="submit">{t().closeThis}</button>
      </div>
    </Dialog>
  );
}
