import { Show, createEffect, createSignal, onCleanup } from "solid-js";
import type { Chat } from "./chat.ts";
import { Menu } from "./menu.tsx";
import { Photos } from "./photos.tsx";
import type { Settings } from "./settings.ts";
import type { Sound } from "./sound.ts";
import type { Lang, Words } from "./words/index.ts";

/** Most first connections are there before anybody could read that they are being made. */
const SLOW_MS = 800;

interface Props {
  chat: Chat;
  settings: Settings;
  words: Words;
  lang: Lang;
  sound: Sound;
  onClose: (() => void) | undefined;
}

export function Header(props: Props) {
  const [asking, setAsking] = createSignal(false);
  const [slow, setSlow] = createSignal(false);
  let bar!: HTMLElement;
  const agent = () => props.chat.view()?.agent?.name;
  const team = () => props.settings.said("team", props.lang) ?? props.words.title;
  const live = () => props.chat.status() === "live";
  const mayLeave = () => props.chat.view()?.allowed["conversation.leave"] === true;
  const begun = () => props.chat.phase() === "joining" || props.chat.phase() === "joined";

  createEffect(() => {
    if (!mayLeave()) setAsking(false);
  });
  createEffect(() => {
    setSlow(false);
    if (!begun() || live()) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    onCleanup(() => clearTimeout(timer));
  });
  function answer(yes: boolean): void {
    setAsking(false);
    const conversation = props.chat.view()?.conversation;
    if (yes) void props.chat.session.send({ type: "conversation.leave", conversation });
    else bar.querySelector<HTMLElement>("[aria-expanded]")?.focus();
  }

  return (
    <header ref={(element) => (bar = element)}>
      <div class="who">
        <Show when={agent()} fallback={<Photos urls={begun() ? props.settings.photos : []} />}>
          {(name) => (
            <span class="face" aria-hidden="true">
              {initials(name())}
            </span>
          )}
        </Show>
        <div class="title">
          <Show when={agent()} fallback={begun() ? "" : <p class="small">{props.words.subtitle}</p>}>
            <p class="small">{props.words.servedBy}</p>
          </Show>
          <h1>
            <bdi>{agent() ?? team()}</bdi>
          </h1>
        </div>
        {/* Beside the team's name a green dot would say that somebody is there, and it only knows the connection. */}
        <Show when={begun() && (!live() || agent() !== undefined)}>
          <span
            class="state"
            data-status={props.chat.status()}
            role="img"
            aria-label={stateWord()}
            title={stateWord()}
          />
        </Show>
        <Show when={begun()}>
          <Menu
            chat={props.chat}
            team={team()}
            words={props.words}
            lang={props.lang}
            sound={props.sound}
            onLeave={mayLeave() ? () => setAsking(true) : undefined}
          />
        </Show>
        <Show when={props.onClose}>
          <button type="button" class="round close" aria-label={props.words.close} onClick={() => props.onClose?.()}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M6 6l12 12M18 6L6 18" />
            </svg>
          </button>
        </Show>
      </div>
      <Show when={asking()}>
        <div
          class="ask"
          role="group"
          aria-label={props.words.leaveAsk}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            answer(false);
          }}
        >
          <span>{props.words.leaveAsk}</span>
          <button type="button" disabled={!live()} onClick={() => answer(true)}>
            {props.words.leaveYes}
          </button>
          <button type="button" ref={(button) => queueMicrotask(() => button.focus())} onClick={() => answer(false)}>
            {props.words.leaveNo}
          </button>
        </div>
      </Show>
      <div class="connection" role="status">
        <Show when={begun() && !live() && (slow() || props.chat.status() === "reconnecting")}>{stateWord()}</Show>
      </div>
    </header>
  );

  function stateWord(): string {
    if (live()) return props.words.live;
    return props.chat.status() === "reconnecting" ? props.words.reconnecting : props.words.connecting;
  }
}

/** "Ana García" is AG, and so is she in a script that has no capitals. */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter((part) => part !== "")
    .slice(0, 2)
    .map((part) => String.fromCodePoint(part.codePointAt(0)!).toUpperCase())
    .join("");
