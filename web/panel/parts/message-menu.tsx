import { Show, createEffect, createMemo, createSignal, createUniqueId, onCleanup, onMount } from "solid-js";
import { whyNotErased } from "../../../machines/erasable.ts";
import type { Conversation } from "../state/conversation.ts";
import { LineActions } from "../outside/line-actions.tsx";
import type { Desk } from "../state/desk.ts";
import type { Said } from "../state/said.ts";
import { placeAt } from "../state/placing.ts";
import { whyNotMine } from "../state/rights.ts";
import { reasonWords, t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { EraseDialog } from "./erase-dialog.tsx";
import { rowAt } from "./row-button.tsx";
import "../styles/message-menu.css";

/** What can be done with a line of the thread, and what that asks. */
export default function MessageMenu(props: {
  desk: Desk;
  conversation: Conversation;
  seq: number;
  /** What the lines stand in. */
  box: HTMLElement;
  onClose: () => void;
}) {
  const whyId = createUniqueId();
  const [asking, ask] = createSignal(false);
  const message = createMemo(() => props.conversation.messages().find(({ seq }) => seq === props.seq));
  const isGone = createMemo(() => (message()?.kind ?? "erased") === "erased");
  /** Something said on another channel. */
  const said = (): Said | undefined => {
    const row = message();
    return row && "from" in row && row.kind !== "erased" && props.conversation.view()?.outside ? row : undefined;
  };
  const isLive = () => props.desk.page.online() && props.conversation.room.status() === "live";
  /** Why nothing can be said or done now, in words. */
  const whyNothing = (): string | undefined => {
    const mine = whyNotMine(props.desk.me, "conversations.take");
    if (mine !== undefined) return mine;
    if (!isLive()) return t().notConnected;
    return props.desk.isReading() ? t().reading.notYours : undefined;
  };
  /** Why it cannot be erased. */
  const whyNot = (): string | undefined => {
    const { me } = props.desk;
    const row = message();
    const mine = whyNotMine(me, "conversations.take");
    if (mine !== undefined || !row) return mine;
    if (!isLive()) return t().notConnected;
    const reason = whyNotErased(row, me, props.conversation.view()?.holder?.id);
    if (reason === "notYourConversation" && props.desk.isReading()) return t().reading.notYours;
    return reason && reasonWords(reason);
  };
  let menu!: HTMLDivElement;

  const focusRow = (): void => (rowAt(props.seq, props.box) ?? props.box).focus();
  function place(): void {
    const button = rowAt(props.seq, props.box);
    if (!button || !menu.matches(":popover-open")) return;
    // Away from what it is about.
    placeAt(button, menu, button.closest(".mine") === null);
  }
  onMount(() => {
    menu.showPopover();
    place();
    menu.querySelector("button")?.focus();
    // A new message moves the lines under it.
    const listening = new AbortController();
    for (const what of ["resize", "scroll"])
      addEventListener(what, place, { capture: true, passive: true, signal: listening.signal });
    onCleanup(() => listening.abort());
  });
  // Erased, by whomever: there is nothing left to be done with it.
  createEffect(() => {
    if (!isGone()) return;
    props.onClose();
    // Not before the question has gone: as long as it is there, nothing beside it takes the focus.
    queueMicrotask(focusRow);
  });

  return (
    <>
      <div
        ref={(element) => (menu = element)}
        popover="auto"
        class="card more-menu message-menu"
        role="group"
        aria-label={more().erasing.menu}
        onToggle={(event) => {
          if (event.newState === "open" || asking()) return;
          props.onClose();
          if (document.activeElement === document.body) focusRow();
        }}
      >
        <Show when={said()}>
          {(row) => (
            <LineActions
              message={row()}
              conversation={props.conversation}
              desk={props.desk}
              whyNot={whyNothing()}
              onDone={() => menu.hidePopover()}
            />
          )}
        </Show>
        <button
          type="button"
          class="plain with-icon"
          aria-label={more().erasing.name}
          aria-disabled={whyNot() === undefined ? undefined : "true"}
          aria-describedby={whyNot() === undefined ? undefined : whyId}
          onClick={() => {
            if (whyNot() !== undefined) return;
            ask(true);
            menu.hidePopover();
          }}
        >
          <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5" />
          </svg>
          <span class="more-label">
            {more().erasing.name}
            <small id={whyId}>{whyNot()}</small>
          </span>
        </button>
      </div>
      <Show when={asking() && message()}>
        {(row) => (
          <EraseDialog
            conversation={props.conversation}
            message={row()}
            whyNot={whyNot()}
            onClose={() => {
              props.onClose();
              focusRow();
            }}
          />
        )}
      </Show>
    </>
  );
}
