import { For, Show, createEffect, createSignal, on, onMount } from "solid-js";
import type { Message } from "../../party/protocol/conversation.ts";
import type { Chat } from "./chat.ts";
import { keepRoom, type Entrance } from "./files/entrance.ts";
import { eventLine, isFromAgent, isSpoken, partsOf, spokenWords, textOf, tickOf, type Tick } from "./lines.ts";
import { localeOf, type Lang, type Words } from "./words/index.ts";

/** So near to the end counts as being there, in CSS pixels. */
const NEAR_END_PX = 80;

interface Props {
  chat: Chat;
  files: Entrance;
  words: Words;
  lang: Lang;
}

export function Thread(props: Props) {
  let box!: HTMLDivElement;
  let atEnd = true;
  const [loading, setLoading] = createSignal(false);
  /** Something has come below what the customer is looking at. */
  const [behind, setBehind] = createSignal(false);
  const toEnd = () => {
    if (atEnd) box.scrollTop = box.scrollHeight;
  };
  const catchUp = () => {
    atEnd = true;
    setBehind(false);
    toEnd();
  };

  onMount(() => {
    const observer = new ResizeObserver(toEnd);
    observer.observe(box);
    toEnd();
  });
  createEffect(on(() => [props.chat.rows(), props.chat.unsent(), props.chat.agentTypes(), props.files.desk()], toEnd));
  createEffect(() => {
    if (props.chat.rows().some(({ kind }) => kind === "file")) props.files.ask(() => {});
  });
  // What the customer has just done is always shown to them; for the rest, nobody is pulled away from what they read.
  createEffect(
    on(
      () => props.chat.unsent().length + (props.files.desk()?.pending() ?? 0),
      (now, before = 0) => now > before && catchUp(),
    ),
  );
  createEffect(
    on(
      () => props.chat.rows().at(-1),
      (last) => {
        if (last && isOwn(last)) catchUp();
        else if (last && !atEnd) setBehind(true);
      },
    ),
  );

  async function older(): Promise<void> {
    setLoading(true);
    const fromEnd = box.scrollHeight - box.scrollTop;
    await props.chat.session.older();
    box.scrollTop = box.scrollHeight - fromEnd;
    setLoading(false);
    box.focus({ preventScroll: true });
  }

  return (
    <div
      ref={(element) => (box = element)}
      class="thread"
      role="log"
      aria-label={props.words.thread}
      aria-live={loading() ? "off" : "polite"}
      tabindex="0"
      onScroll={() => {
        atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
        if (atEnd) setBehind(false);
      }}
    >
      <Show when={props.chat.hasOlder()}>
        <button
          type="button"
          class="older"
          disabled={loading() || props.chat.status() !== "live"}
          onClick={() => void older()}
        >
          {loading() ? props.words.loading : props.words.older}
        </button>
      </Show>
      <Show when={props.chat.view() && props.chat.rows().length === 0 && props.chat.unsent().length === 0}>
        <p class="event">{props.words.empty}</p>
      </Show>
      <For each={props.chat.rows()}>
        {(row, index) => (
          <>
            <Show when={startsDay(row, props.chat.rows()[index() - 1])}>
              <p class="day">{dayName(row.at, props.lang, props.words)}</p>
            </Show>
            <Row
              row={row}
              files={props.files}
              before={props.chat.rows()[index() - 1]}
              agentRead={props.chat.view()?.marks.agentRead ?? 0}
              words={props.words}
              lang={props.lang}
            />
          </>
        )}
      </For>
      <For each={props.chat.unsent()}>
        {(pending) => (
          <div class="bubble mine unsent">
            <p class="text" dir="auto">
              {String(pending.command.text)}
            </p>
            <p class="foot">
              <Ticks tick="sending" words={props.words} />
            </p>
          </div>
        )}
      </For>
      <Show when={props.files.desk()}>{(desk) => desk().Pending({})}</Show>
      <Show when={props.chat.agentTypes()}>
        <p class="typing">
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {props.words.typing(props.chat.view()?.agent?.name ?? "…")}
        </p>
      </Show>
      <Show when={behind()}>
        <button type="button" class="newer" onClick={catchUp}>
          {props.words.newer}
        </button>
      </Show>
    </div>
  );
}

interface RowProps {
  row: Message;
  files: Entrance;
  /** The one above, if there is one. */
  before: Message | undefined;
  agentRead: number;
  words: Words;
  lang: Lang;
}

function Row(props: RowProps) {
  const spoken = () => (isSpoken(props.row) ? props.row : undefined);
  const file = () => (props.row.kind === "file" ? props.row : undefined);
  const event = () => (isSpoken(props.row) ? undefined : eventLine(props.row, props.words));
  return (
    <>
      <Show when={event()}>{(words) => <p class="event">{words()}</p>}</Show>
      <Show when={spoken()}>
        {(row) => (
          <div class="bubble" classList={{ mine: row().from === "customer", "with-file": file() !== undefined }}>
            <span classList={{ hidden: !namesAuthor(row(), props.before), author: true }}>
              <bdi>{row().from === "customer" ? props.words.you : row().authorName}</bdi>
              <span class="hidden">: </span>
            </span>
            <Show when={file()}>
              {(one) => (
                <Show
                  when={props.files.desk()}
                  fallback={
                    <p class="file-place" ref={(place) => keepRoom(place, one().file)}>
                      {spokenWords(one(), props.words)}
                    </p>
                  }
                >
                  {(desk) => desk().Shown({ row: one() })}
                </Show>
              )}
            </Show>
            <Show when={textOf(row())}>
              {(text) => (
                <p class="text" dir="auto">
                  <For each={partsOf(text())}>
                    {(part) =>
                      "link" in part ? (
                        <a href={part.link} target="_blank" rel="noopener noreferrer nofollow ugc">
                          {part.link}
                          <span class="hidden"> ({props.words.newTab})</span>
                        </a>
                      ) : (
                        part.text
                      )
                    }
                  </For>
                </p>
              )}
            </Show>
            <p class="foot">
              <time dateTime={new Date(row().at).toISOString()}>{timeOf(row().at, props.lang)}</time>
              <Show when={row().from === "customer"}>
                <Ticks tick={tickOf(row().seq, props.agentRead)} words={props.words} />
              </Show>
            </p>
          </div>
        )}
      </Show>
    </>
  );
}

const TICK_PATHS: Record<Tick, string> = {
  sending: "M8 3v5l3 2",
  sent: "M2 8.5l4 4 8-9",
  read: "M1 8.5l4 4 7-9M8 12l.8.5 7-9",
};

function Ticks(props: { tick: Tick; words: Words }) {
  return (
    <svg class="tick" data-tick={props.tick} viewBox="0 0 17 16" role="img" aria-label={props.words[props.tick]}>
      <path d={TICK_PATHS[props.tick]} />
      <Show when={props.tick === "sending"}>
        <circle cx="8" cy="8" r="6.5" />
      </Show>
    </svg>
  );
}

/** An agent's name stands above the first of what they say in a row. */
const namesAuthor = (row: Message, before: Message | undefined): boolean =>
  isFromAgent(row) && !(before && isFromAgent(before) && before.authorId === row.authorId);

const isOwn = (row: Message): boolean =>
  (isSpoken(row) && row.from === "customer") || (row.kind === "closed" && row.by === "customer");

const timeOf = (at: number, lang: Lang): string =>
  new Date(at).toLocaleTimeString(localeOf(lang), { hour: "numeric", minute: "2-digit" });

const startsDay = (row: Message, before: Message | undefined): boolean =>
  !before || new Date(row.at).toDateString() !== new Date(before.at).toDateString();

function dayName(at: number, lang: Lang, words: Words): string {
  const day = new Date(at);
  if (day.toDateString() === new Date().toDateString()) return words.today;
  return day.toLocaleDateString(localeOf(lang), { weekday: "long", day: "numeric", month: "long" });
}
