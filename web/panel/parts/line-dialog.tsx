import { For, Show, onCleanup, onMount } from "solid-js";
import type { LineView } from "../../../party/protocol/queue.ts";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { outOfReach } from "../state/departments.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { Avatar } from "./avatar.tsx";
import { Dialog } from "./dialog.tsx";

/** Who waits for an agent, in the order in which they will be given one. */
export default function LineDialog(props: { desk: Desk; onClose: () => void }) {
  const line = () => props.desk.line();
  const isOthers = (one: LineView) => outOfReach([one], props.desk.agent()?.me.departments ?? [one.department]) > 0;
  const hidden = () => (props.desk.figures()?.waiting ?? 0) - (line()?.length ?? 0);
  onMount(() => props.desk.wantLine(true));
  onCleanup(() => props.desk.wantLine(false));
  return (
    <Dialog title={t().waiting} onClose={() => props.onClose()}>
      <Show when={line()} fallback={<p role="status">{t().loading}</p>}>
        {(all) => (
          <ol class="people-list" tabIndex={0} aria-label={t().waiting}>
            <For each={all()} fallback={<p class="quiet">{t().lineEmpty}</p>}>
              {(one) => (
                <li classList={{ others: isOthers(one) }}>
                  <Avatar id={one.id} name={one.customerName || t().visitor} />
                  <span class="name" dir="auto">
                    {one.customerName || t().visitor}
                  </span>
                  <span class="value">{minutesAndSeconds(props.desk.now() - one.enqueuedAt)}</span>
                  <span class="quiet">
                    {one.department} · {t().channels[one.channel] ?? one.channel}
                    <Show when={isOthers(one)}> · {t().notYours}</Show>
                  </span>
                </li>
              )}
            </For>
          </ol>
        )}
      </Show>
      <Show when={line() && hidden() > 0}>
        <p class="quiet">{t().lineMore(hidden())}</p>
      </Show>
      <div class="buttons">
        <button type="submit">{t().closeThis}</button>
      </div>
    </Dialog>
  );
}
