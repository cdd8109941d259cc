import { Show, createEffect, createSignal, onCleanup } from "solid-js";
import type { Chat } from "./chat.ts";
import type { Words } from "./words/index.ts";

/** Most first connections are there before anybody could read that they are being made. */
const SLOW_MS = 800;

interface Props {
  chat: Chat;
  words: Words;
  onClose: (() => void) | undefined;
}

export function Header(props: Props) {
  const [asking, setAsking] = createSignal(false);
  const [slow, setSlow] = createSignal(false);
  let leave: HTMLButtonElement | undefined;
  const agent = () => props.chat.view()?.agent?.name;
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
    if (yes) void props.chat.session.send({ type: "conversation.leave" });
    else leave?.focus();
  }

  return (
    <header>
      <div class="who">
        <div>
          <Show when={agent()} fallback={mayLeave() ? "" : <p class="small">{props.words.subtitle}</p>}>
            <p class="small">{props.words.servedBy}</p>
          </Show>
          <h1>{agent() ?? props.words.title}</h1>
        </div>
        <Show when={begun()}>
          <span
            class="state"
            data-status={props.chat.status()}
            role="img"
            aria-label={stateWord()}
            title={stateWord()}
          />
        </Show>
        <Show when={mayLeave() && !asking()}>
          <button
            ref={(element) => (leave = element)}
            type="button"
            class="leave"
            aria-label={props.words.leave}
            title={props.words.leave}
            disabled={!live()}
            onClick={() => setAsking(true)}
          >
            {props.words.leaveShort}
          </button>
        </Show>
        <Show when={props.onClose}>
          <button type="button" class="close" aria-label={props.words.close} onClick={() => props.onClose?.()}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M6 6l12 12M18 6L6 18" />
            </svg>
          </button>
        </Show>
      </div>
      <Show when={asking()}>
        <div class="ask" role="group" aria-label={props.words.leaveAsk}>
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
