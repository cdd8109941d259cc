import { For, Show, createComputed, createEffect, on } from "solid-js";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { shortId } from "../state/short-id.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";

const UNREAD_SHOWN_MAX = 99;

export function ConversationList(props: { desk: Desk }) {
  const agent = () => props.desk.agent();
  const order = () => props.desk.conversations();
  let list!: HTMLElement;
  // A browser takes the focus from what moves in the page: note it before the order changes, give it back after.
  let focused: Element | null = null;
  createComputed(on(order, () => (focused = list?.contains(document.activeElement) ? document.activeElement : null)));
  createEffect(
    on(order, () => {
      if (focused instanceof HTMLElement && document.activeElement !== focused) focused.focus({ preventScroll: true });
    }),
  );
  return (
    <nav ref={(element) => (list = element)} class="list" aria-label={t().conversations}>
      <div class="list-head">
        <h2>{t().conversations}</h2>
        <Show when={agent()}>
          {(view) => (
            <span class="quiet" title={t().loadOf(view().assignments.length, view().me.capacity)}>
              {t().load(view().assignments.length, view().me.capacity)}
            </span>
          )}
        </Show>
      </div>
      <Show when={agent() && props.desk.conversations().length === 0}>
        <p class="quiet empty">
          {t().noConversations} {agent()?.available ? t().noConversationsAvailable : t().noConversationsUnavailable}
        </p>
      </Show>
      <ul>
        <For each={props.desk.conversations()}>
          {(conversation) => (
            <li>
              <Entry desk={props.desk} conversation={conversation} />
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}

function Entry(props: { desk: Desk; conversation: Conversation }) {
  const assignment = () => props.conversation.assignment;
  const view = () => props.conversation.view();
  const unread = () => view()?.unread ?? 0;
  const wait = () => {
    const since = props.conversation.waitingSince();
    return since === null ? null : minutesAndSeconds(props.desk.now() - since);
  };
  const preview = () => {
    const last = view()?.last;
    if (!last) return "";
    return last.from === "agent" ? `${t().you}: ${last.text}` : last.text;
  };
  return (
    <button
      type="button"
      class="entry"
      aria-current={props.desk.selected() === props.conversation ? "true" : undefined}
      onClick={() => props.desk.select(props.conversation.id)}
    >
      <span class="dot" classList={{ on: !assignment().opened }}>
        <Show when={!assignment().opened}>
          <span class="unseen">{t().isNew}</span>
        </Show>
      </span>
      <span class="who">
        <span class="name">{assignment().customerName || t().visitor}</span>
        <span class="quiet id">
          {shortId(assignment().customerId)} · {t().channels[assignment().channel] ?? assignment().channel}
        </span>
      </span>
      <Show when={wait()}>
        {(time) => (
          <span class="wait" title={t().waitingForAnswer(time())}>
            {time()}
          </span>
        )}
      </Show>
      <span class="preview" classList={{ typing: props.conversation.customerTyping() }}>
        {props.conversation.customerTyping() ? t().isTyping(assignment().customerName || t().visitor) : preview()}
      </span>
      <Show when={unread() > 0}>
        <span class="unread">
          <span aria-hidden="true">{unread() > UNREAD_SHOWN_MAX ? `${UNREAD_SHOWN_MAX}+` : unread()}</span>
          <span class="unseen">{t().unread(unread())}</span>
        </span>
      </Show>
      <Flags conversation={props.conversation} />
    </button>
  );
}

function Flags(props: { conversation: Conversation }) {
  const assignment = () => props.conversation.assignment;
  return (
    <Show when={assignment().returned || assignment().transfer}>
      <span class="flags">
        <Show when={assignment().returned}>
          <span class="flag">{t().returned}</span>
        </Show>
        <Show when={assignment().transfer}>
          {(transfer) => (
            <>
              <span class="flag">{t().transferredBy(transfer().fromName)}</span>
              <Show when={transfer().note}>
                <span class="note">{transfer().note}</span>
              </Show>
            </>
          )}
        </Show>
      </span>
    </Show>
  );
}
