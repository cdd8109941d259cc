import { Show } from "solid-js";
import { minutesAndSeconds } from "../../shared/locale.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { urgencyOf } from "../state/look.ts";
import { shortId } from "../state/short-id.ts";
import { t } from "../words/index.ts";
import { Avatar } from "./avatar.tsx";

const UNREAD_SHOWN_MAX = 99;

export const entryId = (conversationId: string): string => `entry-${conversationId}`;

/** A conversation in the list. */
export function Entry(props: { desk: Desk; conversation: Conversation }) {
  const assignment = () => props.conversation.assignment;
  const view = () => props.conversation.view();
  const name = () => assignment().customerName || t().visitor;
  const unread = () => view()?.unread ?? 0;
  const wait = () => {
    const since = props.conversation.waitingSince();
    if (since === null) return undefined;
    const ms = props.desk.now() - since;
    return { time: minutesAndSeconds(ms), urgency: urgencyOf(ms) };
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
      id={entryId(props.conversation.id)}
      aria-current={props.desk.selected() === props.conversation ? "true" : undefined}
      onClick={() => props.desk.select(props.conversation.id)}
    >
      <Avatar id={assignment().customerId} name={name()} />
      <span class="who">
        <Show when={!assignment().opened}>
          <span class="dot" title={t().isNew}>
            <span class="unseen">{t().isNew}</span>
          </span>
        </Show>
        <span class="name" classList={{ strong: unread() > 0 || !assignment().opened }}>
          {name()}
        </span>
      </span>
      <Show when={wait()}>
        {(now) => (
          <span class={`wait ${now().urgency}`} title={t().waitingForAnswer(now().time)}>
            {now().time}
          </span>
        )}
      </Show>
      <span class="quiet id">
        {shortId(assignment().customerId)} · {t().channels[assignment().channel] ?? assignment().channel}
      </span>
      <span class="preview" classList={{ typing: props.conversation.customerTyping() }} dir="auto">
        {props.conversation.customerTyping() ? t().isTyping(name()) : preview()}
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
