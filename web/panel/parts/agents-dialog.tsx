import { For, Show, onCleanup, onMount } from "solid-js";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { Avatar } from "./avatar.tsx";
import { Dialog } from "./dialog.tsx";

/** Who is online, whether they take conversations, and how many they hold. */
export default function AgentsDialog(props: { desk: Desk; onClose: () => void }) {
  const online = () => props.desk.seats().filter(({ present }) => present);
  onMount(() => props.desk.wantSeats(true));
  onCleanup(() => props.desk.wantSeats(false));
  return (
    <Dialog title={t().agentsOnline} onClose={() => props.onClose()}>
      <Show when={props.desk.seats().length > 0} fallback={<p role="status">{t().loading}</p>}>
        <ul class="people-list" tabIndex={0} aria-label={t().agentsOnline}>
          <For each={online()} fallback={<li class="none quiet">{t().nobodyOnline}</li>}>
            {(seat) => (
              <li>
                <Avatar id={seat.id} name={seat.name} />
                <span class="name">{seat.name}</span>
                <span class="value state" classList={{ on: seat.available }}>
                  {seat.available ? t().available : t().unavailable}
                </span>
                <span class="quiet">{t().loadOf(seat.load, seat.capacity)}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="buttons">
        <button type="submit">{t().closeThis}</button>
      </div>
    </Dialog>
  );
}
