import { Match, Show, Switch } from "solid-js";
import type { AgentThreadView, Message } from "../../../party/protocol/conversation.ts";
import { clockTime } from "../../shared/locale.ts";
import { lineWords, tickOf, type Tick } from "../state/lines.ts";
import { language, t } from "../words/index.ts";
import { Icon } from "./icons.tsx";

const ICONS = { sending: "sending", sent: "sent", delivered: "both", read: "both" } as const;

function Ticks(props: { tick: Tick }) {
  return (
    <span class="tick" classList={{ read: props.tick === "read" }} title={t().ticks[props.tick]}>
      <Icon name={ICONS[props.tick]} />
      <span class="unseen">{t().ticks[props.tick]}</span>
    </span>
  );
}

export function MessageRow(props: {
  message: Message;
  view: AgentThreadView | undefined;
  me: string;
  customer: string;
}) {
  const text = () => (props.message.kind === "text" ? props.message : undefined);
  const note = () => (props.message.kind === "transferred" ? props.message.note : "");
  return (
    <Switch>
      <Match when={text()}>
        {(said) => (
          <article class="bubble" classList={{ mine: said().from === "agent" }}>
            <Show when={said().from === "agent" && said().authorId !== props.me}>
              <span class="author">{said().authorName}</span>
            </Show>
            <span class="unseen">{said().from === "agent" ? said().authorName : props.customer}</span>
            <p class="text" dir="auto">
              {said().text}
            </p>
            <span class="meta">
              <time dateTime={new Date(said().at).toISOString()}>{clockTime(language(), said().at)}</time>
              <Show when={said().from === "agent"}>
                <Ticks tick={tickOf(said().seq, props.view?.marks)} />
              </Show>
            </span>
          </article>
        )}
      </Match>
      <Match when={!text()}>
        <div class="line">
          <p>
            {lineWords(props.message, t())} · {clockTime(language(), props.message.at)}
          </p>
          <Show when={note()}>
            <p class="line-note">
              {t().note}: {note()}
            </p>
          </Show>
        </div>
      </Match>
    </Switch>
  );
}

/** A text that the room has not answered yet. */
export function SendingRow(props: { text: string }) {
  return (
    <article class="bubble mine sending">
      <p class="text" dir="auto">
        {props.text}
      </p>
      <span class="meta">
        <Ticks tick="sending" />
      </span>
    </article>
  );
}
