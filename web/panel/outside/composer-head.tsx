import { Match, Show, Switch, createMemo, createSignal } from "solid-js";
import type { Message } from "../../../party/protocol/conversation.ts";
import { Icon } from "../parts/icons.tsx";
import { later } from "../parts/later.ts";
import { called } from "../state/called.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { quotedWords } from "../state/said-words.ts";
import { reasonWords, t } from "../words/index.ts";
import { OutsideIcon } from "./icons.tsx";
import { leftWords } from "./left-words.ts";
import { saidBy } from "./quote.tsx";
import { leftOf } from "./way.ts";
import { words } from "./words/index.ts";
import "./outside.css";

const TemplateDialog = later(() => import("./template-dialog.tsx"));

/** Over what one writes on another channel: what it answers, how long it may be sent, and what may be sent after that. */
export default function ComposerHead(props: { desk: Desk; conversation: Conversation }) {
  const [asking, ask] = createSignal(false);
  const view = () => props.conversation.view();
  const may = () => view()?.allowed["message.send"];
  const left = () => {
    const outside = view()?.outside;
    return outside ? leftOf(outside, props.desk.now()) : undefined;
  };
  const mayTemplate = () => view()?.allowed["template.send"] ?? "notNow";
  const answered = createMemo(() => {
    const seq = props.conversation.replying();
    return seq === undefined ? undefined : props.conversation.messages().find((message) => message.seq === seq);
  });
  const answering = (message: Message): string => {
    const who = saidBy(message, props.desk.me.id, called(props.conversation) || t().visitor);
    return who === words().you ? words().replyToOwn : words().replyTo(who);
  };
  const template = () => (
    <Show when={mayTemplate() !== "notOnThisChannel"}>
      <button
        type="button"
        class="with-icon"
        classList={{ plain: may() === true }}
        aria-label={words().sendTemplate}
        aria-disabled={mayTemplate() === true ? undefined : "true"}
        title={mayTemplate() === true ? words().sendTemplate : reasonWords(mayTemplate() as string)}
        onClick={() => mayTemplate() === true && ask(true)}
      >
        <OutsideIcon name="template" />
        <span class="label">{words().sendTemplate}</span>
      </button>
    </Show>
  );
  return (
    <Show when={props.conversation.mode() === "answer"}>
      <Switch>
        <Match when={may() === "customerBlocked"}>
          <p class="window-bar closed" role="status">
            {words().window.blocked}
          </p>
        </Match>
        <Match when={may() === "windowClosed"}>
          <div class="window-bar closed">
            <p role="status">{words().window.closed}</p>
            {template()}
          </div>
        </Match>
        <Match when={left()}>
          {(time) => (
            <div class="window-bar" classList={{ urgent: time().isUrgent }}>
              <p>
                <Icon name="clock" />
                <span>{words().window.left(leftWords(time()))}</span>
              </p>
              {template()}
            </div>
          )}
        </Match>
      </Switch>
      <Show when={answered()}>
        {(message) => (
          <div class="reply-bar" role="group" aria-label={answering(message())}>
            <p class="quote">
              <cite>{answering(message())}</cite>
              <span dir="auto">{quotedWords(message())}</span>
            </p>
            <button
              type="button"
              class="plain square"
              aria-label={words().noReply}
              title={words().noReply}
              onClick={() => props.conversation.reply(undefined)}
            >
              <Icon name="close" />
            </button>
          </div>
        )}
      </Show>
      <Show when={asking()}>
        <TemplateDialog desk={props.desk} conversation={props.conversation} onClose={() => ask(false)} />
      </Show>
    </Show>
  );
}
