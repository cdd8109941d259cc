import {
  Match,
  Show,
  Switch,
  createComputed,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  onMount,
  untrack,
} from "solid-js";
import { Dynamic } from "solid-js/web";
import { Virtualizer } from "virtua/solid";
import type { VirtualizerHandle } from "virtua/solid";
import { inOrder } from "../../../machines/ordering.ts";
import { filesOf } from "../files/files.ts";
import { called } from "../state/called.ts";
import { useCommands } from "../state/commands.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { RowMenuProvider, createRowMenu } from "../state/row-menu.ts";
import { createItems, firstFresh, type Item } from "../state/rows.ts";
import { reasonWords, t } from "../words/index.ts";
import { FailedRow } from "./failed-row.tsx";
import { Icon } from "./icons.tsx";
import { later, soon } from "./later.ts";
import { MessageRow, SendingRow } from "./message-row.tsx";
import { rowAt } from "./row-button.tsx";

const Viewer = later(() => import("../files/viewer.tsx"));
const MessageMenu = later(() => import("./message-menu.tsx"));
const uploadRow = soon(() => import("../files/upload-row.tsx"));

const PAGE_ROWS = 20;
/** For so long is shown which line was gone to. */
const FOUND_MS = 1500;
/** This near to an end counts as being there, in CSS pixels. */
const NEAR_PX = 48;
/** Drawn beyond what is seen, so that no scrolling shows a gap. */
const BUFFER_PX = 800;
/** A message of one line; the others are measured when they are first drawn. */
const ITEM_PX = 44;
/** So few are all drawn before anything is measured. Of more, those at the end are found by their measures first. */
const AT_ONCE_MAX = 40;
/** Until the box first scrolls, the list draws so many from the top: more than fit in one that does not scroll. */
const UNSCROLLED_MAX = 200;
/** Of what stands before the first message, by the style sheet. */
const TOP_PX = 56;

interface List {
  items: readonly Item[];
  first: number;
  /** Whether older ones have come before those that were there: these keep their place. */
  shift: boolean;
}

export function Messages(props: { desk: Desk; conversation: Conversation }) {
  const messages = createMemo(() => inOrder(props.conversation.messages()));
  const sending = () => props.conversation.sending();
  const uploads = () => filesOf(props.conversation).pending();
  const hasOlder = () => props.conversation.room.hasOlder("messages");
  const name = () => called(props.conversation) || t().visitor;
  const [atEnd, setAtEnd] = createSignal(true);
  const [loading, setLoading] = createSignal(false);
  /** How far the agent had read when they came; null: to the end. */
  const [readTo, setReadTo] = createSignal<number | null>(null);
  const [focused, setFocused] = createSignal<Item>();
  let box!: HTMLDivElement;
  /** Whether the last scrolling was a person's: what brings the button into view must not press it as well. */
  let byHand = false;
  let lines: VirtualizerHandle | undefined;

  // Noted before `markRead` below makes it untrue.
  let isNoted = false;
  createComputed(() => {
    const view = props.conversation.view();
    if (isNoted || !view) return;
    isNoted = true;
    if (view.unread > 0) setReadTo(view.marks.agentRead);
  });
  createComputed(
    on(
      () => props.desk.page.looked(),
      (looked) => !looked && setReadTo(messages().at(-1)?.seq ?? null),
      { defer: true },
    ),
  );

  const itemsOf = createItems();
  const menu = createRowMenu(() => messages(), goTo);
  const list = createMemo<List>((before) => {
    const fresh = firstFresh(messages(), readTo(), hasOlder());
    const first = props.conversation.messages()[0]?.seq ?? 0;
    return {
      items: itemsOf(messages(), props.conversation.failed(), sending(), fresh, uploads()),
      first,
      shift: before !== undefined && before.first > 0 && first < before.first,
    };
  });
  const atOnce = untrack(list).items.length <= AT_ONCE_MAX ? UNSCROLLED_MAX : 0;
  /** What has the focus stays drawn, wherever it is scrolled to, and so does what the Tab key comes to. */
  const kept = createMemo(() => {
    const { items } = list();
    const item = focused();
    const stop = items.findLastIndex((one) => one.kind === "message" && one.message.seq === menu.stop());
    const index = item === undefined ? -1 : items.indexOf(item);
    return [...new Set([index, stop])].filter((one) => one >= 0).toSorted((a, b) => a - b);
  });

  const toEnd = (): void => void (box.scrollTop = box.scrollHeight);
  const stay = (): void => void (atEnd() && toEnd());

  async function loadOlder(): Promise<void> {
    if (loading() || !hasOlder()) return;
    setLoading(true);
    byHand = false;
    await props.conversation.room.client.older("messages", PAGE_ROWS);
    setLoading(false);
  }

  function goTo(seq: number): void {
    const index = list().items.findIndex((item) => item.kind === "message" && item.message.seq === seq);
    if (index < 0) return;
    byHand = false;
    lines?.scrollToIndex(index, { align: "center" });
    menu.setStop(seq);
    // What was not drawn before is by then.
    requestAnimationFrame(() => {
      const line = rowAt(seq, box);
      line?.focus({ preventScroll: true });
      const bubble = line?.closest(".bubble") ?? line;
      bubble?.animate([{ outline: "3px solid var(--focus)" }, { outline: "3px solid transparent" }], FOUND_MS);
    });
  }

  /** Why the line where the keys are, or the last one, cannot be answered as a line of its own. */
  const whyNoReply = (): string | undefined => {
    const view = props.conversation.view();
    if (!view?.outside) return reasonWords("notOnThisChannel");
    const may = view.allowed["message.send"];
    if (may !== true) return reasonWords(may);
    return answerable() === undefined ? reasonWords("notNow") : undefined;
  };
  const answerable = () => {
    const row = messages().find(({ seq }) => seq === menu.stop());
    return row && "outsideId" in row && row.outsideId !== undefined && row.kind !== "erased" ? row.seq : undefined;
  };
  useCommands()?.offer(() => [
    {
      id: "quote",
      group: "conversation",
      label: () => t().keys.quote,
      keys: ["Q", "Alt+Q"],
      reason: whyNoReply,
      run: () => props.conversation.reply(answerable()),
    },
  ]);

  function scrolled(): void {
    setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX);
    if (byHand && box.scrollTop < TOP_PX + NEAR_PX && box.scrollHeight > box.clientHeight) void loadOlder();
  }

  onMount(() => {
    toEnd();
    // The box shrinks when the composer or the keyboard grows: the end stays the end.
    const watching = new ResizeObserver(stay);
    watching.observe(box);
    onCleanup(() => watching.disconnect());
  });
  createEffect(on([list, () => props.conversation.customerTyping()], stay));
  // One's own words are always in view, and there is nothing new above them.
  createEffect(
    on(
      () => sending().length + uploads().length,
      (count, before = 0) => {
        if (count <= before) return;
        setReadTo(null);
        toEnd();
      },
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
        onFocusOut={() => setFocused(undefined)}
      >
        <div class="thread-top">
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
        </div>
        <RowMenuProvider value={menu}>
          <Virtualizer
            ref={(handle) => (lines = handle)}
            data={list().items}
            shift={list().shift}
            bufferSize={BUFFER_PX}
            itemSize={ITEM_PX}
            startMargin={TOP_PX}
            ssrCount={atOnce}
            keepMounted={kept()}
            onResize={stay}
          >
            {(item) => (
              <div class="row" onFocusIn={() => setFocused(item)}>
                <Row item={item} desk={props.desk} conversation={props.conversation} customer={name()} />
              </div>
            )}
          </Virtualizer>
        </RowMenuProvider>
        <p class="typing" aria-live="polite">
          <Show when={props.conversation.customerTyping()}>{t().isTyping(name())}</Show>
        </p>
      </div>
      <Show when={filesOf(props.conversation).looking()} keyed>
        {(id) => (
          <Viewer
            conversation={props.conversation}
            at={id}
            onClose={(last) => {
              filesOf(props.conversation).lookAt(undefined);
              // Its row may have been drawn anew meanwhile.
              if (document.activeElement === document.body)
                (box.querySelector<HTMLElement>(`[data-file="${last}"]`) ?? box).focus();
            }}
          />
        )}
      </Show>
      <Show when={menu.open()} keyed>
        {(seq) => (
          <MessageMenu
            desk={props.desk}
            conversation={props.conversation}
            seq={seq}
            box={box}
            onClose={() => menu.shut(seq)}
          />
        )}
      </Show>
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

function Row(props: { item: Item; desk: Desk; conversation: Conversation; customer: string }) {
  const of = <K extends Item["kind"]>(kind: K) =>
    props.item.kind === kind ? (props.item as Extract<Item, { kind: K }>) : undefined;
  return (
    <Switch>
      <Match when={of("message")}>
        {(item) => (
          <MessageRow
            item={item()}
            view={props.conversation.view()}
            desk={props.desk}
            conversation={props.conversation}
            customer={props.customer}
          />
        )}
      </Match>
      <Match when={of("sending")}>{(item) => <SendingRow sending={item().sending} />}</Match>
      <Match when={of("failed")}>
        {(item) => <FailedRow failed={item().failed} conversation={props.conversation} />}
      </Match>
      <Match when={of("upload")}>
        {(item) => (
          <Show when={uploadRow()}>
            {(part) => <Dynamic component={part()} upload={item().upload} conversation={props.conversation} />}
          </Show>
        )}
      </Match>
    </Switch>
  );
}
