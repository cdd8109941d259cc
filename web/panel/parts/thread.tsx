import { Show, createEffect, createSignal, on, onMount } from "solid-js";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { reasonWords, t } from "../words/index.ts";
import { touches } from "../state/page.ts";
import { Composer } from "./composer.tsx";
import { GuardedButton } from "./guarded-button.tsx";
import { Icon } from "./icons.tsx";
import { Messages } from "./messages.tsx";
import { TransferDialog } from "./transfer-dialog.tsx";
import { shortId } from "../state/short-id.ts";

/** A conversation in front. Made anew for each. */
export function Thread(props: { desk: Desk; conversation: Conversation }) {
  const view = () => props.conversation.view();
  const assignment = () => props.conversation.assignment;
  const name = () => assignment().customerName || t().visitor;
  const [closing, setClosing] = createSignal(false);
  const [transferOpen, setTransferOpen] = createSignal(false);
  const isLive = () => props.desk.page.online() && props.conversation.room.status() === "live";
  /** Why not now, in words. What would happen later, unseen, is not offered. */
  const whyNot = (what: "conversation.close" | "conversation.transfer") => {
    if (!isLive()) return t().notConnected;
    const may = view()?.allowed[what] ?? "notNow";
    return may === true ? undefined : reasonWords(may);
  };
  let title: HTMLHeadingElement | undefined;

  async function close(): Promise<void> {
    setClosing(true);
    const outcome = await props.conversation.close();
    setClosing(false);
    if (outcome.kind === "refused") props.desk.notices.failed(outcome.reason);
    if (outcome.kind === "fault") props.desk.notices.failed("fault");
  }

  /** Where the list is hidden behind the thread, this is all that says that others write. */
  const elsewhere = () =>
    props.desk
      .conversations()
      .filter(({ id }) => id !== props.conversation.id)
      .reduce((sum, { view: its }) => sum + (its()?.unread ?? 0), 0);

  // Where there is a keyboard one can write at once; where there is not, none must jump up.
  onMount(() => {
    if (touches()) title?.focus({ preventScroll: true });
  });

  return (
    <section class="thread" aria-labelledby="thread-title">
      <header class="thread-head">
        <button
          type="button"
          class="plain square back"
          aria-label={elsewhere() > 0 ? `${t().back}: ${t().unread(elsewhere())}` : t().back}
          onClick={() => props.desk.select(null)}
        >
          <Icon name="back" />
          <Show when={elsewhere() > 0}>
            <span class="unread" aria-hidden="true">
              {elsewhere()}
            </span>
          </Show>
        </button>
        <div class="thread-who">
          <h2 id="thread-title" tabIndex={-1} ref={(element) => (title = element)}>
            {name()}
          </h2>
          <p class="quiet">
            {shortId(assignment().customerId)} · {t().channels[assignment().channel] ?? assignment().channel}
            <Show when={view()}>
              {(now) => (
                <>
                  {" · "}
                  {now().customer.present ? t().customerHere : t().customerAway}
                </>
              )}
            </Show>
          </p>
        </div>
        <div class="thread-actions">
          <GuardedButton
            reason={whyNot("conversation.transfer")}
            icon="transfer"
            label={t().transfer}
            onPress={() => setTransferOpen(true)}
          />
          <GuardedButton
            reason={closing() ? reasonWords("notNow") : whyNot("conversation.close")}
            icon="finish"
            label={t().close}
            onPress={() => void close()}
          />
        </div>
      </header>
      <TransferState desk={props.desk} conversation={props.conversation} />
      <Messages desk={props.desk} conversation={props.conversation} />
      <Composer conversation={props.conversation} />
      <Show when={transferOpen()}>
        <TransferDialog desk={props.desk} conversation={props.conversation} onClose={() => setTransferOpen(false)} />
      </Show>
    </section>
  );
}

function TransferState(props: { desk: Desk; conversation: Conversation }) {
  const view = () => props.conversation.view();
  const [dismissed, setDismissed] = createSignal(false);
  // Each transfer may be declined anew.
  createEffect(
    on(
      () => view()?.transfer ?? null,
      (transfer) => transfer && setDismissed(false),
    ),
  );
  return (
    <div role="status">
      <Show when={view()?.transfer}>
        {(transfer) => (
          <div class="banner">
            <p>{t().transferring(props.desk.nameOf(transfer().to))}</p>
          </div>
        )}
      </Show>
      <Show when={!dismissed() && view()?.declined}>
        {(declined) => (
          <div class="banner warn">
            <p>{t().transferDeclined(props.desk.nameOf(declined().to), reasonWords(declined().reason))}</p>
            <button
              type="button"
              class="plain square"
              aria-label={t().dismiss}
              title={t().dismiss}
              onClick={() => setDismissed(true)}
            >
              <Icon name="close" />
            </button>
          </div>
        )}
      </Show>
    </div>
  );
}
