import { Show, createSignal, createUniqueId, onMount } from "solid-js";
import type { Desk } from "../state/desk.ts";
import { lookAtPush, pushFailure, pushState, turnOff, turnOn } from "../state/push.ts";
import { whyNotMine } from "../state/rights.ts";
import { t } from "../words/index.ts";

/** Whether this browser calls its agent while the panel is closed, and if it cannot, why. */
export function PushSwitch(props: { desk: Desk }) {
  const words = createUniqueId();
  const [busy, setBusy] = createSignal(false);
  onMount(() => void lookAtPush(props.desk.me.id));
  const whyNot = () => whyNotMine(props.desk.me, "conversations.take");
  const isPossible = (): boolean => whyNot() === undefined && ["on", "off"].includes(pushState());
  async function choose(wanted: boolean): Promise<void> {
    setBusy(true);
    await (wanted ? turnOn : turnOff)(props.desk.me.id, props.desk.tellRoom).finally(() => setBusy(false));
  }
  return (
    <section class="notifying">
      <label class="switch">
        <input
          type="checkbox"
          checked={pushState() === "on"}
          disabled={!isPossible() || busy()}
          aria-describedby={words}
          onChange={(event) => {
            const { currentTarget } = event;
            // What is shown is what holds, also where the browser or the room says no.
            void choose(currentTarget.checked).then(() => (currentTarget.checked = pushState() === "on"));
          }}
        />
        {t().alerts.push.title}
      </label>
      <p id={words} class="quiet">
        {whyNot() ?? t().alerts.push[pushState()]}
      </p>
      <Show when={pushFailure()}>
        <p role="alert" class="trouble">
          {pushFailure()}
        </p>
      </Show>
    </section>
  );
}
