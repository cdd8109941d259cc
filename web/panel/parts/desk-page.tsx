import { Show, createEffect, createSignal, on, onMount } from "solid-js";
import { KEPT_FILES } from "../../files/kept-mark.ts";
import { kept } from "../../shared/stored.ts";
import type { Me } from "../api.ts";
import { createAlerts } from "../state/alerts.ts";
import { READING, createDesk } from "../state/desk.ts";
import { painted } from "../state/painted.ts";
import { handedTo } from "../state/parting.ts";
import { reloadOnce } from "../state/reload.ts";
import type { Session } from "../state/session.ts";
import { fetchThread } from "../state/thread-part.ts";
import { t } from "../words/index.ts";
import { CommandCentre } from "./command-centre.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { DeskHeader } from "./desk-header.tsx";
import { entryId } from "./entry.tsx";
import { InFront } from "./in-front.tsx";
import { insist, later } from "./later.ts";
import { NoThread } from "./no-thread.tsx";
import { Notices, noticeId } from "./notices.tsx";

const SignOutDialog = later(async () => ({ default: (await import("./sign-out-dialog.tsx")).SignOutDialog }));
const Customer = later(async () => ({ default: (await import("./customer.tsx")).Customer }), false);

export function DeskPage(props: { me: Me; session: Session }) {
  // Keyed by the person above: another one gets another page.
  // oxlint-disable-next-line solid/reactivity -- see above
  const { me, session } = props;
  const desk = createDesk(me, session);
  const spoken = createAlerts(desk);
  const [leaving, setLeaving] = createSignal(false);
  /** How it is to end, once they have said that they know what becomes of what they hold. */
  const [asking, setAsking] = createSignal<{ how?: () => Promise<unknown> }>();
  const held = () => desk.agent()?.assignments.length ?? 0;
  let empty: HTMLElement | undefined;
  let title: HTMLElement | undefined;

  async function signOut(how?: () => Promise<unknown>): Promise<void> {
    setLeaving(true);
    await session.signOut(desk.goodbye, how).catch(() => desk.notices.failed("fault"));
    setLeaving(false);
  }
  async function leave(how?: () => Promise<unknown>): Promise<void> {
    if (held() > 0) setAsking(how ? { how } : {});
    else await signOut(how);
  }

  void painted().then(fetchThread);
  if (kept.read(KEPT_FILES) !== null) void insist(() => import("../files/go-on.ts")).then(({ goOn }) => goOn(desk));
  createEffect(() => desk.outdated() && reloadOnce());
  // Other rights have made the page anew, without what they were in.
  onMount(() => desk.tellOfLostReading() && queueMicrotask(() => document.getElementById(noticeId(READING))?.focus()));
  // Who goes back to the list, or whose conversation has left, must not be left without focus.
  createEffect(
    on(
      desk.selected,
      (now, before) => {
        if (!before || now || document.activeElement !== document.body) return;
        const { closedHere, handing } = before.parting();
        const why = desk.agent()?.left.find(({ conversationId }) => conversationId === before.id)?.why;
        const isOwn =
          closedHere || handedTo(handing, desk.me.id) !== null || why === "snoozed" || why === "transferred";
        const told = isOwn && before.unsent() === "" ? null : document.getElementById(noticeId(before.id));
        const entry = document.getElementById(entryId(before.id));
        [told, entry, empty, title].find((element) => element?.checkVisibility())?.focus();
      },
      { defer: true },
    ),
  );

  return (
    <CommandCentre desk={desk} session={session} onLeave={leave}>
      <div
        class="desk"
        classList={{
          "in-thread": desk.selected() !== undefined,
          "with-customer": desk.selected() !== undefined && desk.side.shown(),
        }}
      >
        <DeskHeader desk={desk} leaving={leaving()} onSignOut={() => void leave()} />
        <Show when={asking()} keyed>
          {({ how }) => (
            <SignOutDialog
              held={held()}
              conversations={desk.conversations()}
              onStay={() => setAsking(undefined)}
              onLeave={() => {
                setAsking(undefined);
                void signOut(how);
              }}
            />
          )}
        </Show>
        <div class="banners">
          <Show when={desk.outdated()}>
            <p class="banner" role="alert">
              {t().outdated}{" "}
              <button type="button" onClick={() => location.reload()}>
                {t().reload}
              </button>
            </p>
          </Show>
          <ConnectionBanner desk={desk} />
        </div>
        <main class="columns" aria-label={t().contactCenter}>
          <ConversationList desk={desk} titleRef={(element) => (title = element)} />
          <Notices notices={desk.notices} />
          <div class="front">
            <Show when={desk.selected()} keyed fallback={<NoThread desk={desk} ref={(element) => (empty = element)} />}>
              {(conversation) => <InFront desk={desk} conversation={conversation} />}
            </Show>
          </div>
          <Show when={desk.side.shown() && desk.selected()} keyed>
            {(conversation) => <Customer desk={desk} conversation={conversation} />}
          </Show>
        </main>
        <p class="unseen" aria-live="polite">
          {spoken()}
        </p>
      </div>
    </CommandCentre>
  );
}
