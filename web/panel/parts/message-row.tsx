import { Match, Show, Switch, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { AgentThreadView } from "../../../party/protocol/conversation.ts";
import { clockTime, dayAndTime, dayName } from "../../shared/locale.ts";
import { FilePlace } from "../files/file-place.tsx";
import type { Conversation, Sending } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { lineWords, tickOf, type Tick } from "../state/lines.ts";
import type { MessageItem } from "../state/rows.ts";
import type { Said as Spoken } from "../state/said.ts";
import { language, t } from "../words/index.ts";
import { Icon } from "./icons.tsx";
import { soon } from "./later.ts";
import { Linked } from "./linked.tsx";
import { RowButton } from "./row-button.tsx";

const fileBody = soon(() => import("../files/file-body.tsx"));
const absentFile = soon(() => import("../outside/absent-file.tsx"));
const lineParts = soon(() => import("../outside/line-parts.tsx"));

const ICONS = { sending: "sending", sent: "sent", delivered: "both", read: "both" } as const;

function Ticks(props: { tick: Tick }) {
  return (
    <span class="tick" classList={{ read: props.tick === "read" }} title={t().ticks[props.tick]}>
      <Icon name={ICONS[props.tick]} />
      <span class="unseen">{t().ticks[props.tick]}</span>
    </span>
  );
}

/** What somebody said, and by whom it was said when. */
function Bubble(props: {
  message: Spoken;
  view: AgentThreadView | undefined;
  desk: Desk;
  conversation: Conversation;
  customer: string;
  children?: JSX.Element;
}) {
  const isMine = () => props.message.from === "agent";
  const isSticker = () => props.message.kind === "file" && props.message.file.sticker === true;
  /** What other channels have besides: fetched where there is one. */
  const parts = () => (props.view?.outside ? lineParts() : undefined);
  const part = (name: "Head" | "Body" | "Marks" | "Foot") => (
    <Show when={parts()}>
      {(all) => (
        <Dynamic
          component={all()[name]}
          message={props.message}
          conversation={props.conversation}
          desk={props.desk}
          customer={props.customer}
        />
      )}
    </Show>
  );
  const ticks = () => <Ticks tick={tickOf(props.message.seq, props.view?.marks)} />;
  return (
    <article
      class="bubble"
      classList={{ mine: isMine(), "with-file": props.message.kind === "file", sticker: isSticker() }}
    >
      <Show when={isMine() && props.message.authorId !== props.desk.me.id}>
        <span class="author">{props.message.authorName}</span>
      </Show>
      <span class="unseen">{isMine() ? props.message.authorName : props.customer}</span>
      {part("Head")}
      {props.children}
      {part("Body")}
      <span class="meta">
        {part("Marks")}
        <time dateTime={new Date(props.message.at).toISOString()}>{clockTime(language(), props.message.at)}</time>
        <Show when={isMine()}>
          <Show when={parts()} fallback={ticks()}>
            {(all) => <Dynamic component={all().Tick} message={props.message} fallback={ticks()} />}
          </Show>
        </Show>
      </span>
      {part("Foot")}
      <RowButton message={props.message} />
    </article>
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
  /** What other channels have besides text and files. What the channel itself says is a line like any other. */
  const other = () => {
    const said = message();
    if (said.kind === "template") return said;
    return said.kind === "shared" && said.shared.type !== "system" ? said : undefined;
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
  const whoSaid = (said: Spoken) => (said.from === "agent" ? said.authorName : props.customer);
  const where = () => ({
    view: props.view,
    desk: props.desk,
    conversation: props.conversation,
    customer: props.customer,
  });
  const time = () => clockTime(language(), message().at);
  const when = (at: number) => dayAndTime(language(), at, props.desk.now());
  const reason = (id: string) => props.desk.project.reasons().find((one) => one.id === id)?.name;
  return (
    <Switch>
      <Match when={text()}>
        {(said) => (
          <Bubble {...where()} message={said()}>
            <Linked text={said().text} />
          </Bubble>
        )}
      </Match>
      <Match when={file()}>
        {(said) => (
          <Bubble {...where()} message={said()}>
            <Show
              when={said().file.coming || said().file.missing}
              fallback={
                <Show when={fileBody()} fallback={<FilePlace file={said().file} />}>
                  {(part) => (
                    <Dynamic
                      component={part()}
                      file={said().file}
                      who={whoSaid(said())}
                      conversation={props.conversation}
                    />
                  )}
                </Show>
              }
            >
              <Show when={absentFile()} fallback={<FilePlace file={said().file} />}>
                {(part) => (
                  <Dynamic component={part()} file={said().file} seq={said().seq} conversation={props.conversation} />
                )}
              </Show>
            </Show>
            <Show when={said().caption}>
              <Linked text={said().caption} />
            </Show>
          </Bubble>
        )}
      </Match>
      <Match when={other()}>{(said) => <Bubble {...where()} message={said()} />}</Match>
      <Match when={erased()}>
        {(said) => (
          <article
            class="bubble erased"
            classList={{ mine: said().from === "agent" }}
            tabIndex={-1}
            data-line={said().seq}
          >
            <p class="text quiet">
              {said().from === "customer" && said().by === said().authorId
                ? t().files.takenBack
                : said().byName
                  ? t().files.erasedBy(said().byName)
                  : t().files.erased}
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
