import { Match, Show, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { AgentThreadView } from "../../../party/protocol/conversation.ts";
import { clockTime, dayAndTime, dayName } from "../../shared/locale.ts";
import { FilePlace } from "../files/file-place.tsx";
import type { Conversation, Sending } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { lineWords, tickOf, type Tick } from "../state/lines.ts";
import type { MessageItem } from "../state/rows.ts";
import { language, t } from "../words/index.ts";
import { Icon } from "./icons.tsx";
import { soon } from "./later.ts";
import { Linked } from "./linked.tsx";
import { RowButton } from "./row-button.tsx";

const fileBody = soon(() => import("../files/file-body.tsx"));

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
  item: MessageItem;
  view: AgentThreadView | undefined;
  desk: Desk;
  conversation: Conversation;
  customer: string;
}) {
  const message = () => props.item.message;
  return (
    <>
      <Show when={props.item.conversation}>
        <p class="divider">
          <span>{t().conversationNumber(message().conversation)}</span>
        </p>
      </Show>
      <Show when={props.item.day}>
        <p class="day">
          <span>{dayName(language(), message().at, props.desk.now())}</span>
        </p>
      </Show>
      <Show when={props.item.fresh}>
        <p class="divider fresh">
          <span>{t().freshLine}</span>
        </p>
      </Show>
      <Said
        item={props.item}
        view={props.view}
        desk={props.desk}
        conversation={props.conversation}
        customer={props.customer}
      />
    </>
  );
}

function Said(props: {
  item: MessageItem;
  view: AgentThreadView | undefined;
  desk: Desk;
  conversation: Conversation;
  customer: string;
}) {
  const message = () => props.item.message;
  const text = () => {
    const said = message();
    return said.kind === "text" ? said : undefined;
  };
  const file = () => {
    const said = message();
    return said.kind === "file" ? said : undefined;
  };
  const erased = () => {
    const said = message();
    return said.kind === "erased" ? said : undefined;
  };
  const note = () => {
    const said = message();
    return said.kind === "note" ? said : undefined;
  };
  const aside = () => {
    const said = message();
    return said.kind === "transferred" || said.kind === "moved" ? said.note : "";
  };
  const who = () => {
    const said = file();
    return said?.from === "agent" ? said.authorName : props.customer;
  };
  const time = () => clockTime(language(), message().at);
  const when = (at: number) => dayAndTime(language(), at, props.desk.now());
  const reason = (id: string) => props.desk.project.reasons().find((one) => one.id === id)?.name;
  return (
    <Switch>
      <Match when={text()}>
        {(said) => (
          <article class="bubble" classList={{ mine: said().from === "agent" }}>
            <Show when={said().from === "agent" && said().authorId !== props.desk.me.id}>
              <span class="author">{said().authorName}</span>
            </Show>
            <span class="unseen">{said().from === "agent" ? said().authorName : props.customer}</span>
            <Linked text={said().text} />
            <span class="meta">
              <time dateTime={new Date(said().at).toISOString()}>{time()}</time>
              <Show when={said().from === "agent"}>
                <Ticks tick={tickOf(said().seq, props.view?.marks)} />
              </Show>
            </span>
            <RowButton message={said()} />
          </article>
        )}
      </Match>
      <Match when={file()}>
        {(said) => (
          <article class="bubble with-file" classList={{ mine: said().from === "agent" }}>
            <Show when={said().from === "agent" && said().authorId !== props.desk.me.id}>
              <span class="author">{said().authorName}</span>
            </Show>
            <span class="unseen">{who()}</span>
            <Show when={fileBody()} fallback={<FilePlace file={said().file} />}>
              {(part) => (
                <Dynamic component={part()} file={said().file} who={who()} conversation={props.conversation} />
              )}
            </Show>
            <Show when={said().caption}>
              <Linked text={said().caption} />
            </Show>
            <span class="meta">
              <time dateTime={new Date(said().at).toISOString()}>{time()}</time>
              <Show when={said().from === "agent"}>
                <Ticks tick={tickOf(said().seq, props.view?.marks)} />
              </Show>
            </span>
            <RowButton message={said()} />
          </article>
        )}
      </Match>
      <Match when={erased()}>
        {(said) => (
          <article
            class="bubble erased"
            classList={{ mine: said().from === "agent" }}
            tabIndex={-1}
            data-line={said().seq}
          >
            <p class="text quiet">
              {said().byName ? t().files.erasedBy(said().byName) : t().files.erased}
              {" · "}
              <time dateTime={new Date(said().erasedAt).toISOString()}>{when(said().erasedAt)}</time>
            </p>
            <span class="meta">
              <time dateTime={new Date(said().at).toISOString()}>{time()}</time>
            </span>
          </article>
        )}
      </Match>
      <Match when={note()}>
        {(said) => (
          <article class="bubble mine private">
            <span class="author">{t().noteBy(said().authorName)}</span>
            <Linked text={said().text} />
            <span class="meta">
              <time dateTime={new Date(said().at).toISOString()}>{time()}</time>
            </span>
            <RowButton message={said()} />
          </article>
        )}
      </Match>
      <Match when={true}>
        <div class="line">
          <p>
            {lineWords(message(), t(), { when, reason, department: props.desk.project.departmentName })} · {time()}
          </p>
          <Show when={aside()}>
            <p class="line-note">
              {t().note}: {aside()}
            </p>
          </Show>
        </div>
      </Match>
    </Switch>
  );
}

/** A text that the room has not answered yet. */
export function SendingRow(props: { sending: Sending }) {
  return (
    <article class="bubble mine sending" classList={{ private: props.sending.mode === "note" }}>
      <Linked text={props.sending.text} />
      <span class="meta">
        <Ticks tick="sending" />
      </span>
    </article>
  );
}
