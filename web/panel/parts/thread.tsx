import { Show, createEffect, createSignal, on, onCleanup, onMount } from "solid-js";
import { Dynamic } from "solid-js/web";
import { whyNoFile } from "../files/why-no-file.ts";
import type { Offered } from "../files/attach-dialog.tsx";
import { endWith, isSpeaking } from "../files/files.ts";
import { dropTarget, keepPage } from "../../files/drop-target.ts";
import { factsOf } from "../state/aside.ts";
import { called } from "../state/called.ts";
import { useCommands } from "../state/commands.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { touches } from "../state/page.ts";
import { shortId } from "../state/short-id.ts";
import { whyNotMine } from "../state/rights.ts";
import { reasonWords, t } from "../words/index.ts";
import { Composer } from "./composer.tsx";
import { CustomerButton } from "./customer-button.tsx";
import { GuardedButton } from "./guarded-button.tsx";
import { Icon } from "./icons.tsx";
import { later, soon } from "./later.ts";
import { Messages } from "./messages.tsx";
import { MoreMenu } from "./more-menu.tsx";
import "../styles/files.css";

const mark = soon(() => import("../outside/mark.tsx"));
const AttachDialog = later(() => import("../files/attach-dialog.tsx"));
const RecorderBar = later(() => import("../files/recorder-bar.tsx"));
const AsideFoot = later(() => import("./aside-foot.tsx"));
const ReadingFoot = later(() => import("./reading-foot.tsx"));
const FinishDialog = later(() => import("./finish-dialog.tsx"));
const LabelsDialog = later(() => import("./labels-dialog.tsx"));
const SnoozeDialog = later(() => import("./snooze-dialog.tsx"));
const TransferDialog = later(async () => ({ default: (await import("./transfer-dialog.tsx")).TransferDialog }));
const WhyDialog = later(() => import("./why-dialog.tsx"));

export type Asking = "transfer" | "finish" | "snooze" | "labels" | "why";

/** A conversation in front. Made anew for each. */
export function Thread(props: { desk: Desk; conversation: Conversation }) {
  const view = () => props.conversation.view();
  const assignment = () => props.conversation.assignment;
  const name = () => called(props.conversation) || t().visitor;
  const facts = () => factsOf(props.conversation);
  const isAside = () => props.desk.aside() === props.conversation;
  const [closing, setClosing] = createSignal(false);
  const [asking, ask] = createSignal<Asking>();
  const [offered, offer] = createSignal<Offered>();
  // oxlint-disable-next-line solid/reactivity -- the thread is of one conversation
  const [recording, setRecording] = createSignal(isSpeaking(props.conversation));
  const [dropping, setDropping] = createSignal(false);
  const whyNoDrop = () =>
    isAside()
      ? reasonWords(props.desk.isReading() ? "notYourConversation" : "conversationSnoozed")
      : whyNoFile(props.conversation);
  const dropped = (files: readonly File[]): void => {
    const why = whyNoDrop();
    if (why === undefined) offer({ files });
    else props.desk.notices.say(why);
  };
  const isLive = () => props.desk.page.online() && props.conversation.room.status() === "live";
  /** Why not now, in words. What would happen later, unseen, is not offered. */
  const whyNot = (
    what: "conversation.close" | "conversation.transfer" | "conversation.snooze" | "labels.set",
  ): string | undefined => {
    const mine = whyNotMine(props.desk.me, "conversations.take");
    if (mine !== undefined) return mine;
    if (props.desk.isReading()) return t().reading.notYours;
    if (!isLive()) return t().notConnected;
    const may = view()?.allowed[what] ?? "notNow";
    // A reason for finishing is asked for when it is wanted: that it is missing is no reason not to ask.
    return may === true || may === "wrapUpMissing" ? undefined : reasonWords(may);
  };
  const whyNotClose = () => (closing() ? reasonWords("notNow") : whyNot("conversation.close"));
  let title: HTMLHeadingElement | undefined;

  async function close(wrapUp?: string): Promise<void> {
    ask(undefined);
    setClosing(true);
    const outcome = await props.conversation.close(wrapUp);
    setClosing(false);
    if (outcome.kind === "refused") props.desk.notices.failed(outcome.reason);
    if (outcome.kind === "fault") props.desk.notices.failed("fault");
  }
  const asksWhy = () => (view()?.wrapUp ?? "off") !== "off";
  const finish = (): void => {
    if (asksWhy() || props.conversation.unsentFiles().length > 0) ask("finish");
    else void close();
  };

  /** Its receipt is of an assignment that has ended. */
  const whyNotWhy = () => {
    if (props.desk.isReading()) return t().reading.notYours;
    return isAside() ? reasonWords("conversationSnoozed") : undefined;
  };

  useCommands()?.offer(() => [
    {
      id: "transfer",
      group: "conversation",
      label: () => t().transfer,
      keys: ["T"],
      reason: () => whyNot("conversation.transfer"),
      run: () => ask("transfer"),
    },
    { id: "finish", group: "conversation", label: () => t().close, keys: ["E"], reason: whyNotClose, run: finish },
    {
      id: "snooze",
      group: "conversation",
      label: () => t().snooze.title,
      keys: ["S"],
      reason: () => whyNot("conversation.snooze"),
      run: () => ask("snooze"),
    },
    {
      id: "labels",
      group: "conversation",
      label: () => t().chooseLabels,
      keys: ["L"],
      reason: () => whyNot("labels.set"),
      run: () => ask("labels"),
    },
    {
      id: "why",
      group: "conversation",
      label: () => t().why.title,
      keys: ["W"],
      reason: whyNotWhy,
      run: () => ask("why"),
    },
    {
      id: "back",
      group: "conversation",
      label: () => t().keys.backToList,
      keys: ["Escape"],
      run: () => props.desk.select(null),
    },
  ]);

  /** Where the list is hidden behind the thread, this is all that says that others write. */
  const elsewhere = () =>
    props.desk
      .conversations()
      .filter(({ id }) => id !== props.conversation.id)
      .reduce((sum, { view: its }) => sum + (its()?.unread ?? 0), 0);

  onCleanup(keepPage());
  // oxlint-disable-next-line solid/reactivity -- one desk for as long as this lives
  endWith(props.desk);
  // Where there is a keyboard one can write at once; where there is not, none must jump up.
  onMount(() => {
    if (touches()) title?.focus({ preventScroll: true });
  });

  return (
    <section class="thread" aria-labelledby="thread-title" {...dropTarget(whyNoDrop, setDropping, dropped)}>
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
            <bdi dir="ltr">{shortId(assignment().customerId)}</bdi>
            <Show when={facts()}>
              {(its) => (
                <>
                  <span class="its-department"> · {props.desk.project.departmentName(its().department)}</span>
                  {" · "}
                  <Show when={mark()} fallback={t().channels[its().channel] ?? its().channel}>
                    {(part) => (
                      <Dynamic
                        component={part()}
                        channel={its().channel}
                        desk={props.desk}
                        conversation={props.conversation}
                        shows="inbox"
                      />
                    )}
                  </Show>
                </>
              )}
            </Show>
            <Show when={!view()?.outside && view()}>
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
            keys="T"
            onPress={() => ask("transfer")}
          />
          <GuardedButton reason={whyNotClose()} icon="finish" label={t().close} keys="E" onPress={finish} />
          <MoreMenu
            whyNot={{ snooze: whyNot("conversation.snooze"), labels: whyNot("labels.set"), why: whyNotWhy() }}
            onChoose={ask}
          />
          <CustomerButton desk={props.desk} />
        </div>
      </header>
      <TransferState desk={props.desk} conversation={props.conversation} />
      <Messages desk={props.desk} conversation={props.conversation} />
      <Show
        when={!isAside()}
        fallback={
          <Show
            when={props.desk.isReading()}
            fallback={<AsideFoot desk={props.desk} conversation={props.conversation} />}
          >
            <ReadingFoot desk={props.desk} conversation={props.conversation} />
          </Show>
        }
      >
        <Show
          when={recording()}
          fallback={
            <Composer
              desk={props.desk}
              conversation={props.conversation}
              onKind={(kind) => offer({ kind })}
              onFiles={dropped}
              onVoice={() => setRecording(true)}
            />
          }
        >
          <RecorderBar conversation={props.conversation} onClose={() => setRecording(false)} />
        </Show>
      </Show>
      <Show when={offered()} keyed>
        {(what) => (
          <AttachDialog
            conversation={props.conversation}
            offered={what}
            reason={whyNoFile(props.conversation)}
            onClose={() => offer(undefined)}
          />
        )}
      </Show>
      <Show when={dropping()}>
        <p class="drop-zone">{whyNoDrop() ?? t().files.drop}</p>
      </Show>
      <Show when={asking() === "transfer"}>
        <TransferDialog desk={props.desk} conversation={props.conversation} onClose={() => ask(undefined)} />
      </Show>
      <Show when={asking() === "finish"}>
        <FinishDialog
          conversation={props.conversation}
          asks={asksWhy()}
          reasons={props.desk.project.reasons()}
          required={view()?.wrapUp === "required"}
          onFinish={(wrapUp) => void close(wrapUp)}
          onClose={() => ask(undefined)}
        />
      </Show>
      <Show when={asking() === "snooze"}>
        <SnoozeDialog desk={props.desk} conversation={props.conversation} onClose={() => ask(undefined)} />
      </Show>
      <Show when={asking() === "labels"}>
        <LabelsDialog desk={props.desk} conversation={props.conversation} onClose={() => ask(undefined)} />
      </Show>
      <Show when={asking() === "why"}>
        <WhyDialog desk={props.desk} conversation={props.conversation} onClose={() => ask(undefined)} />
      </Show>
    </section>
  );
}

function TransferState(props: { desk: Desk; conversation: Conversation }) {
  const view = () => props.conversation.view();
  const [dismissed, setDismissed] = createSignal(false);
  const nameOf = ({ to, kind }: { to: string; kind: "agent" | "department" }) =>
    kind === "department" ? props.desk.project.departmentName(to) : props.desk.nameOf(to);
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
            <p>{t().transferring(nameOf(transfer()))}</p>
          </div>
        )}
      </Show>
      <Show when={!dismissed() && view()?.declined}>
        {(declined) => (
          <div class="banner warn">
            <p>{t().transferDeclined(nameOf(declined()), reasonWords(declined().reason))}</p>
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
