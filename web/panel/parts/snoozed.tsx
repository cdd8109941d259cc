import { For, Show } from "solid-js";
import { clockTime, dayName } from "../../shared/locale.ts";
import { askThread } from "../state/ask-thread.ts";
import type { Desk } from "../state/desk.ts";
import { language, t } from "../words/index.ts";
import { Icon } from "./icons.tsx";

/** What the agent has put aside, and when it comes back. */
export function Snoozed(props: { desk: Desk }) {
  const all = () => props.desk.agent()?.snoozed ?? [];

  async function wake(thread: string, conversationId: string): Promise<void> {
    const outcome = await askThread(thread, "conversation.wake");
    if (outcome.kind === "done") props.desk.selectUnlessTyping(conversationId);
    else props.desk.notices.failed(outcome.kind === "refused" ? outcome.reason : "fault");
  }

  return (
    <Show when={all().length > 0}>
      <section class="snoozed" aria-label={t().snooze.list}>
        <h3>
          {t().snooze.list} <span class="quiet">{all().length}</span>
        </h3>
        <ul>
          <For each={all()}>
            {(one) => (
              <li>
                <Icon name="clock" />
                <span class="snoozed-who">
                  <bdi>{one.customerName || t().visitor}</bdi>
                  <span class="quiet">
                    {t().snooze.until(
                      `${dayName(language(), one.until, props.desk.now())}, ${clockTime(language(), one.until)}`,
                    )}
                  </span>
                </span>
                <button type="button" onClick={() => void wake(one.thread, one.conversationId)}>
                  {t().snooze.wake}
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
