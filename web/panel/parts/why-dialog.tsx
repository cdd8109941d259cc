import { For, Show, createResource, onCleanup, onMount } from "solid-js";
import { clockTime } from "../../shared/locale.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { language, t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { Dialog } from "./dialog.tsx";
import { LifeLink } from "./life-link.tsx";

/** The queue's receipt of this assignment: who could have taken it, with which load, and why this agent did. */
export default function WhyDialog(props: { desk: Desk; conversation: Conversation; onClose: () => void }) {
  const [receipt] = createResource(
    () => props.conversation.assignment.receipt,
    // oxlint-disable-next-line solid/reactivity -- called again whenever the number changes
    (number) => props.desk.receipt(number),
  );
  onMount(() => props.desk.wantSeats(true));
  onCleanup(() => props.desk.wantSeats(false));
  return (
    <Dialog title={t().why.title} class="why-dialog" onClose={() => props.onClose()}>
      <Show when={receipt()} fallback={<p class="quiet">{receipt.loading ? t().loading : more().why.none}</p>}>
        {(why) => (
          <>
            <p>{more().why.how[why().how]}</p>
            <dl class="why-facts">
              <Show when={why().waiting > 0}>
                <div>
                  <dt>{more().why.waiting}</dt>
                  <dd>{why().waiting}</dd>
                </div>
              </Show>
              <div>
                <dt>{more().why.eligible}</dt>
                <dd>{why().eligible}</dd>
              </div>
            </dl>
            <Show when={why().first.length > 0}>
              <p class="quiet">{more().why.order}</p>
              <ol class="why-order">
                <For each={why().first}>
                  {(agent) => (
                    <li classList={{ chosen: agent.agentId === why().agentId }}>
                      <strong>{props.desk.nameOf(agent.agentId)}</strong>
                      <span class="quiet">
                        {t().openCount(agent.load)} ·{" "}
                        {agent.assignedAt > 0
                          ? more().why.last(clockTime(language(), agent.assignedAt))
                          : more().why.never}
                      </span>
                      <Show when={agent.agentId === why().agentId}>
                        <span class="flag">{more().why.chosen}</span>
                      </Show>
                    </li>
                  )}
                </For>
              </ol>
            </Show>
            <p>
              <LifeLink
                party="conversation"
                room={props.conversation.assignment.thread}
                when={why().at}
                label={more().life.moment}
              />
            </p>
          </>
        )}
      </Show>
      <div class="buttons">
        <button type="submit">{t().closeThis}</button>
      </div>
    </Dialog>
  );
}
