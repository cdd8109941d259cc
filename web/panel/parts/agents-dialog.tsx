import { For, Show, onCleanup, onMount } from "solid-js";
import { may } from "../../../machines/rights.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { Avatar } from "./avatar.tsx";
import { Dialog } from "./dialog.tsx";
import { LifeLink, QueueLife } from "./life-link.tsx";

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
                <span class="quiet">
                  {t().loadOf(seat.load, seat.capacity)}
                  <Show when={may(props.desk.me.role, "rooms.inspect")}>
                    {" "}
                    <LifeLink party="agent" room={seat.id} label={more().life.agent(seat.name)} bare />
                  </Show>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="buttons">
        <QueueLife desk={props.desk} />
        <button type="submit">{t().closeThis}</button>
      </div>
    </Dialog>
  );
}
