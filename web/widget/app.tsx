import { Match, Show, Switch, createEffect, createMemo, createSignal, onCleanup, onMount } from "solid-js";
import { Address } from "./address.tsx";
import { Calm } from "./calm.ts";
import type { Chat } from "./chat.ts";
import { Composer } from "./composer.tsx";
import { createEntrance, filesOf } from "./files/entrance.ts";
import { Header } from "./header.tsx";
import type { KeyValue } from "./key-value.ts";
import { mayRate } from "./lines.ts";
import { Rating } from "./rating.tsx";
import type { Settings } from "./settings.ts";
import type { Sound } from "./sound.ts";
import { Thread } from "./thread.tsx";
import { waitingWords } from "./waiting.ts";
import { Welcome } from "./welcome.tsx";
import { localeOf, type Lang, type Words } from "./words/index.ts";

interface Props {
  chat: Chat;
  settings: Settings;
  words: Words;
  lang: Lang;
  /** What this tab keeps for itself: the draft. */
  tab: KeyValue;
  sound: Sound;
  /** Whether the customer wants to be here now: a part that appears may take the focus. */
  mayFocus: () => boolean;
  /** The frame covers the page: there is nothing else to go to. */
  full: boolean;
  embedded: boolean;
  onClose: () => void;
}

/** So often it is looked at the clock: for the day on which they open, and for when a rating is no longer asked for. */
const LOOK_EVERY_MS = 15_000;
const CAN_FOCUS = "button:not(:disabled),input:not(:disabled),textarea,a[href],[tabindex='0']";

export function App(props: Props) {
  let main!: HTMLElement;
  /** The conversation that the customer does not wish to rate. */
  const [unrated, setUnrated] = createSignal(0);
  const [leavesAddress, setLeavesAddress] = createSignal(false);
  const [now, setNow] = createSignal(Date.now());
  const [announced, setAnnounced] = createSignal("");
  const away = () => props.settings.said("away", props.lang);
  const waiting = createMemo(() => waitingWords(props.chat.view(), props.words, localeOf(props.lang), now(), away()));
  const rates = () => {
    const view = props.chat.view();
    return mayRate(view, now()) && view?.rating?.conversation !== unrated();
  };
  const calm = new Calm(setAnnounced);
  createEffect(() => calm.hear(waiting().kind, waiting().lines.join(" ")));

  // oxlint-disable-next-line solid/reactivity -- one chat, for as long as there is this page
  const files = createEntrance({ chat: props.chat, words: () => props.words, lang: () => props.lang });
  const talks = () => props.chat.phase() === "joining" || props.chat.phase() === "joined";
  /** Until what takes them is there: else the browser would open a file in place of the chat. */
  function dragged(event: DragEvent): void {
    if (files.desk() || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const dropped = event.type === "drop" ? filesOf(event.dataTransfer) : [];
    if (talks()) files.ask((desk) => desk.add(dropped));
  }

  // At the window, because the focus may be nowhere in particular; what an open part of ours has dealt with stops before.
  function press(event: KeyboardEvent): void {
    if (!props.embedded || event.isComposing) return;
    if (event.key === "Escape") return props.onClose();
    if (event.key !== "Tab" || !props.full) return;
    // Where the chat covers the page, the keyboard must not wander off beneath it.
    const all = [...main.querySelectorAll<HTMLElement>(CAN_FOCUS)].filter((one) => one.checkVisibility());
    const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    const at = document.activeElement as HTMLElement;
    if (at !== from && all.includes(at)) return;
    event.preventDefault();
    to?.focus();
  }

  onMount(() => {
    addEventListener("keydown", press);
    const clock = setInterval(() => setNow(Date.now()), LOOK_EVERY_MS);
    onCleanup(() => {
      removeEventListener("keydown", press);
      clearInterval(clock);
      calm.stop();
    });
  });
  return (
    <main ref={(element) => (main = element)} onDragOver={dragged} onDrop={dragged}>
      <Header
        chat={props.chat}
        settings={props.settings}
        words={props.words}
        lang={props.lang}
        sound={props.sound}
        onClose={props.embedded ? () => props.onClose() : undefined}
      />
      <Switch>
        <Match when={props.chat.phase() === "unavailable"}>
          <p class="alone">{props.words.unavailable}</p>
        </Match>
        <Match when={props.chat.phase() === "welcome"}>
          <Welcome
            settings={props.settings}
            user={props.chat.user()}
            words={props.words}
            lang={props.lang}
            mayFocus={props.mayFocus}
            notice={waiting()}
            isLive={props.chat.status() === "live"}
            onConsider={(department) => props.chat.session.consider(department)}
            onStart={(user) => props.chat.session.start(user)}
          />
        </Match>
        <Match when={true}>
          <Thread chat={props.chat} files={files} words={props.words} lang={props.lang} />
          <Show when={rates()}>
            <Rating
              words={props.words}
              onRate={(score, comment) => {
                const conversation = props.chat.view()?.rating?.conversation;
                return props.chat.session.send({ type: "conversation.rate", conversation, score, comment });
              }}
              onLater={() => setUnrated(props.chat.view()?.rating?.conversation ?? 0)}
            />
          </Show>
          {/* Read aloud from the line below it, which does not move with each step of the queue. */}
          <div class="notice" aria-hidden="true">
            {waiting().lines[0]}
            <Show when={waiting().lines[1]}>{(second) => <small>{second()}</small>}</Show>
          </div>
          <p class="hidden" role="status">
            {announced()}
          </p>
          <Show when={(isUnattended() || leavesAddress()) && !rates()}>
            <Address
              chat={props.chat}
              words={props.words}
              asking={leavesAddress()}
              onAsking={(asking) => setLeavesAddress(asking)}
            />
          </Show>
          <Composer chat={props.chat} words={props.words} tab={props.tab} files={files} mayFocus={props.mayFocus} />
          <Show when={files.desk()}>{(desk) => desk().Below({})}</Show>
        </Match>
      </Switch>
    </main>
  );

  function isUnattended(): boolean {
    const view = props.chat.view();
    return view?.attended === false && view.state !== "assigned";
  }
}
