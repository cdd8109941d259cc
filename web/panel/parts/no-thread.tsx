import { Match, Show, Switch } from "solid-js";
import { called } from "../state/called.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { may } from "../../../machines/rights.ts";
import { FirstTime } from "./first-time.tsx";
import { Icon } from "./icons.tsx";
import { WaitElsewhere } from "./wait-elsewhere.tsx";

/** What stands where a thread would: how things are, and where to go from here. */
export function NoThread(props: { desk: Desk; ref: (element: HTMLElement) => void }) {
  const all = () => props.desk.conversations();
  const waiting = () => all().filter((one) => one.waitingSince() !== null).length;
  const first = () => all()[0];
  return (
    <div class="no-thread" tabIndex={-1} ref={(element) => props.ref(element)}>
      <Show when={props.desk.agent()}>
        {(agent) => (
          <Switch
            fallback={
              <>
                <Icon name="inbox" />
                <p class="no-thread-title">{t().noConversations}</p>
                <Show when={may(props.desk.me.role, "conversations.take")} fallback={<p class="quiet">{t().noSeat}</p>}>
                  <p class="quiet">
                    {agent().available ? t().noConversationsAvailable : t().noConversationsUnavailable}
                  </p>
                  <WaitElsewhere desk={props.desk} />
                  <FirstTime desk={props.desk} />
                </Show>
              </>
            }
          >
            <Match when={waiting() > 0}>
              <Icon name="inbox" />
              <p class="no-thread-title">{t().someWait(waiting())}</p>
              <p class="quiet">{t().chooseConversation}</p>
              <button type="button" onClick={() => props.desk.select(first()!.id)}>
                {t().openLongest(called(first()!) || t().visitor)}
              </button>
            </Match>
            <Match when={all().length > 0}>
              <Icon name="check" />
              <p class="no-thread-title">{t().allAnswered}</p>
              <p class="quiet">{t().chooseConversation}</p>
            </Match>
          </Switch>
        )}
      </Show>
    </div>
  );
}
