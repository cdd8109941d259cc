import { For, Show, createEffect, createMemo, createSignal, on, onCleanup, onMount, untrack } from "solid-js";
import { dayName, isSameDay } from "../../shared/locale.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { language, t } from "../words/index.ts";
import { Icon } from "./icons.tsx";
import { MessageRow, SendingRow } from "./message-row.tsx";

const PAGE_ROWS = 20;
/** This near to an end counts as being there, in CSS pixels. */
const NEAR_PX = 48;

export function Messages(props: { desk: Desk; conversation: Conversation }) {
  const all = () => props.conversation.messages();
  /** Where the history begins that is shown: what came while nobody looked is here, and is not all shown at once. */
  const [from, setFrom] = createSignal(untrack(() => all().at(-PAGE_ROWS)?.seq ?? 0));
  const messages = createMemo(() => all().filter(({ seq }) => seq >= from()));
  const hasOlder = () => messages().length < all().length || props.conversation.room.hasOlder("messages");
  const [atEnd, setAtEnd] = createSignal(true);
  const [loading, setLoading] = createSignal(false);
  const name = () => props.conversation.assignment.customerName || t().visitor;
  let box!: HTMLDivElement;
  /** Whether the last scrolling was a person's: what brings the button into view must not press it as well. */
  let byHand = false;

  const toEnd = (): void => void (box.scrollTop = box.scrollHeight);

  async function loadOlder(): Promise<void> {
    if (loading() || !hasOlder()) return;
    setLoading(true);
    byHand = false;
    const fromEnd = box.scrollHeight - box.scrollTop;
    const hidden = all().length - messages().length;
    if (hidden < PAGE_ROWS && props.conversation.room.hasOlder("messages"))
      await props.conversation.room.client.older("messages", PAGE_ROWS - hidden);
    setFrom(all()[Math.max(0, all().length - messages().length - PAGE_ROWS)]?.seq ?? 0);
    setLoading(false);
    box.scrollTop = box.scrollHeight - fromEnd;
  }

  function scrolled(): void {
    setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX);
    if (byHand && box.scrollTop < NEAR_PX && box.scrollHeight > box.clientHeight) void loadOlder();
  }

  onMount(() => {
    toEnd();
    // The box shrinks when the composer or the keyboard grows, and grows with late fonts: the end stays the end.
    const watching = new ResizeObserver(() => atEnd() && toEnd());
    watching.observe(box);
    onCleanup(() => watching.disconnect());
  });
  createEffect(
    on([messages, () => props.conversation.sending(), () => props.conversation.customerTyping()], () => {
      if (atEnd()) toEnd();
    }),
  );
  // One's own words are always in view.
  createEffect(
    on(
      () => props.conversation.sending().length,
      (count, before = 0) => count > before && toEnd(),
    ),
  );
  createEffect(() => {
    if (messages().length > 0 && atEnd() && props.desk.page.looked()) props.conversation.markRead();
  });

  return (
    <div class="messages-frame">
      <div
        class="messages"
        ref={(element) => (box = element)}
        role="log"
        aria-live="off"
        aria-label={t().messages(name())}
        tabIndex={0}
        onScroll={scrolled}
        onWheel={() => (byHand = true)}
        onTouchMove={() => (byHand = true)}
        onPointerDown={(event) => (byHand = event.target === box)}
        onKeyDown={(event) => (byHand = event.target === box)}
      >
        <Show
          when={hasOlder()}
          fallback={
            <Show when={messages().length > 0}>
              <p class="line">{t().threadStart}</p>
            </Show>
          }
        >
          <button type="button" class="older" disabled={loading()} onClick={() => void loadOlder()}>
            {loading() ? t().loadingOlder : t().older}
          </button>
        </Show>
        <For each={messages()}>
          {(message, index) => {
            const before = () => messages()[index() - 1];
            return (
              <>
                <Show when={!before() || !isSameDay(before()!.at, message.at)}>
                  <p class="day">
                    <span>{dayName(language(), message.at, props.desk.now())}</span>
                  </p>
                </Show>
                <MessageRow
                  message={message}
                  view={props.conversation.view()}
                  me={props.desk.me.id}
                  customer={name()}
                />
              </>
            );
          }}
        </For>
        <For each={props.conversation.sending()}>{(one) => <SendingRow text={one.text} />}</For>
        <p class="typing" aria-live="polite">
          <Show when={props.conversation.customerTyping()}>{t().isTyping(name())}</Show>
        </p>
      </div>
      <Show when={!atEnd()}>
        <button
          type="button"
          class="to-end square"
          aria-label={t().jumpToLatest}
          title={t().jumpToLatest}
          onClick={toEnd}
        >
          <Icon name="down" />
        </button>
      </Show>
    </div>
  );
}
