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

/** By what a conversation comes. */
export default function ChannelMark(props: {
  channel: string;
  desk: Desk;
  conversation: Conversation;
  /** Besides the channel: what is left of the window when that is short, or the number or bot. */
  shows?: "window" | "inbox";
}) {
  const outside = () => props.conversation.view()?.outside ?? undefined;
  const drawn = () => DRAWN.find((one) => one === props.channel);
  const inbox = () => {
    const id = props.shows === "inbox" ? outside()?.inbox : undefined;
    return props.desk.project.inboxes().find((one) => one.id === id)?.name;
  };
  const soon = () => {
    const its = props.shows === "window" ? outside() : undefined;
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
        {(left) => (
          <span class="window-soon" title={words().window.left(leftWords(left()))}>
            {" · "}
            <span aria-hidden="true">{left().minutes > 0 ? words().window.minutes(left().minutes) : "<1 min"}</span>
            <span class="unseen">{words().window.left(leftWords(left()))}</span>
          </span>
        )}
      </Show>
    </span>
  );
}
