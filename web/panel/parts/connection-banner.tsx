import { Show, createEffect, createSignal, onCleanup } from "solid-js";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { Icon } from "./icons.tsx";

/** Longer than any healthy connection takes. */
const SLOW_MS = 5000;

/** What a lost connection means for who is writing now, and what they may do about it. The header says the state itself. */
export function ConnectionBanner(props: { desk: Desk }) {
  const [isSlow, setSlow] = createSignal(false);
  createEffect(() => {
    if (props.desk.connection() !== "connecting") return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    onCleanup(() => {
      clearTimeout(timer);
      setSlow(false);
    });
  });
  const help = (): string | undefined => {
    const connection = props.desk.connection();
    if (connection === "offline") return t().offlineHelp;
    if (connection === "reconnecting") return t().reconnectingHelp;
    if (connection === "crowded") return t().crowdedHelp;
    return isSlow() ? t().connectingHelp : undefined;
  };
  return (
    <Show when={help()}>
      <div class="banner lost" classList={{ bad: props.desk.connection() === "offline" }}>
        <Icon name="unplugged" />
        <p>{help()}</p>
        <button type="button" onClick={() => props.desk.retry()}>
          {t().tryNow}
        </button>
      </div>
    </Show>
  );
}
