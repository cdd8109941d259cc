import { For, Show } from "solid-js";
import type { Said } from "../state/said.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { Kbd } from "../parts/kbd.tsx";
import { reasonWords } from "../words/index.ts";
import { OutsideIcon } from "./icons.tsx";
import { EMOJI } from "./way.ts";
import { words } from "./words/index.ts";
import "./outside.css";

/** In the menu of a line on another channel: to answer it, and to react to it. */
export function LineActions(props: {
  message: Said;
  conversation: Conversation;
  desk: Desk;
  /** Why nothing can be done now at all, in words. */
  whyNot: string | undefined;
  onDone: () => void;
}) {
  const view = () => props.conversation.view();
  const whyNoReply = () => {
    const may = view()?.allowed["message.send"] ?? "notNow";
    return props.whyNot ?? (may === true ? undefined : reasonWords(may));
  };
  const whyNoReaction = () => {
    const may = view()?.allowed["message.react"] ?? "notNow";
    return props.whyNot ?? (may === true ? undefined : reasonWords(may));
  };
  const isTheirs = () => props.message.from === "customer" && props.message.outsideId !== undefined;
  const mine = () => props.message.reactions?.agent ?? "";
  async function react(emoji: string): Promise<void> {
    if (whyNoReaction() !== undefined) return;
    props.onDone();
    const outcome = await props.conversation.ask({ type: "message.react", seq: props.message.seq, emoji });
    if (outcome.kind !== "done") props.desk.notices.failed(outcome.kind === "refused" ? outcome.reason : "fault");
  }
  return (
    <>
      <Show when={props.message.outsideId !== undefined}>
        <button
          type="button"
          class="plain with-icon"
          aria-disabled={whyNoReply() === undefined ? undefined : "true"}
          onClick={() => {
            if (whyNoReply() !== undefined) return;
            props.onDone();
            props.conversation.reply(props.message.seq);
          }}
        >
          <OutsideIcon name="reply" />
          <span class="more-label">
            {words().reply}
            <small>{whyNoReply()}</small>
          </span>
          <Kbd keys="Q" />
        </button>
      </Show>
      <Show when={isTheirs()}>
        <div class="react" role="group" aria-label={words().react}>
          <span class="react-row">
            <For each={EMOJI[view()?.outside?.channel ?? "whatsapp"]}>
              {(emoji) => (
                <button
                  type="button"
                  class="plain square"
                  aria-label={words().reactWith(emoji)}
                  title={words().reactWith(emoji)}
                  aria-pressed={mine() === emoji}
                  aria-disabled={whyNoReaction() === undefined ? undefined : "true"}
                  onClick={() => void react(mine() === emoji ? "" : emoji)}
                >
                  <span aria-hidden="true">{emoji}</span>
                </button>
              )}
            </For>
          </span>
          <Show when={whyNoReaction()}>{(why) => <small class="quiet">{why()}</small>}</Show>
          <Show when={mine() !== "" && whyNoReaction() === undefined}>
            <button type="button" class="plain" onClick={() => void react("")}>
              {words().takeReaction} <span aria-hidden="true">{mine()}</span>
            </button>
          </Show>
        </div>
      </Show>
    </>
  );
}
