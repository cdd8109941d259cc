import { Show } from "solid-js";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { OutsideIcon } from "./icons.tsx";
import { leftWords } from "./left-words.ts";
import { leftOf } from "./way.ts";
import { words } from "./words/index.ts";
import "./outside.css";

const DRAWN = ["web", "whatsapp", "telegram"] as const;

/** By what a conversation comes: in the list with the time that is left, where that is short; in the thread's head with the number or bot. */
export default function ChannelMark(props: {
  channel: string;
  desk: Desk;
  conversation: Conversation;
  inList?: boolean;
}) {
  const outside = () => props.conversation.view()?.outside ?? undefined;
  const drawn = () => DRAWN.find((one) => one === props.channel);
  const inbox = () => {
    const id = props.inList === true ? undefined : outside()?.inbox;
    return props.desk.project.inboxes().find((one) => one.id === id)?.name;
  };
  const soon = () => {
    const its = props.inList === true ? outside() : undefined;
    const left = its && leftOf(its, props.desk.now());
    return left?.isUrgent === true ? left : undefined;
  };
  return (
    <span class={`channel-mark ${props.channel}`}>
      <Show when={drawn()}>{(name) => <OutsideIcon name={name()} />}</Show>
      {t().channels[props.channel] ?? props.channel}
      <Show when={inbox()}>
        {(name) => (
          <>
            {" · "}
            <bdi>{name()}</bdi>
          </>
        )}
      </Show>
      <Show when={soon()}>
        {(left) => <span class="window-soon"> · {words().window.leftShort(leftWords(left()))}</span>}
      </Show>
    </span>
  );
}
