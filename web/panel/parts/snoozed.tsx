import { For, Show } from "solid-js";
import type { Snoozed as Aside } from "../../../party/protocol/agent.ts";
import { dayAndTime } from "../../shared/locale.ts";
import { askThread } from "../state/ask-thread.ts";
import type { Desk } from "../state/desk.ts";
import { language, t } from "../words/index.ts";

/** What the agent has put aside, and when it comes back: each may be read, and had again. */
export function Snoozed(props: { desk: Desk }) {
  const all = () => props.desk.agent()?.snoozed ?? [];

  async function wake(one: Aside): Promise<void> {
    const { conversationId } = one;
    const outcome = await askThread(one, "conversation.wake");
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
                <button
                  type="button"
                  class="plain aside-entry"
                  aria-current={props.desk.aside()?.id === one.conversationId ? "true" : undefined}
                  onClick={() => props.desk.select(one.conversationId)}
                >
                  <span class="snoozed-who">
                    <span class="name">
                      <bdi>{one.customerName || t().visitor}</bdi>
                    </span>
                    <span class="quiet">{t().snooze.until(dayAndTime(language(), one.until, props.desk.now()))}</span>
                  </span>
                </button>
                <button type="button" onClick={() => void wake(one)}>
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
