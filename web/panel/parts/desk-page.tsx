import { Show, createEffect, createSignal, on } from "solid-js";
import type { Me } from "../api.ts";
import { createAlerts } from "../state/alerts.ts";
import { createDesk } from "../state/desk.ts";
import { reloadOnce } from "../state/reload.ts";
import type { Session } from "../state/session.ts";
import { t } from "../words/index.ts";
import { ConversationList } from "./conversation-list.tsx";
import { DeskHeader } from "./desk-header.tsx";
import { Notices } from "./notices.tsx";
import { SignOutDialog } from "./sign-out-dialog.tsx";
import { Thread } from "./thread.tsx";

export function DeskPage(props: { me: Me; session: Session }) {
  // Keyed by the person above: another one gets another page.
  // oxlint-disable-next-line solid/reactivity -- see above
  const { me, session } = props;
  const desk = createDesk(me, session.ask);
  const spoken = createAlerts(desk);
  const [leaving, setLeaving] = createSignal(false);
  const [asking, setAsking] = createSignal(false);
  const held = () => desk.agent()?.assignments.length ?? 0;
  let empty: HTMLElement | undefined;

  async function signOut(): Promise<void> {
    setLeaving(true);
    await session.signOut(desk.goodbye).catch(() => desk.notices.failed("fault"));
    setLeaving(false);
  }

  createEffect(() => desk.outdated() && reloadOnce());
  // Whose conversation has left must not be left without focus.
  createEffect(
    on(
      desk.selected,
      (now, before) => {
        if (before && !now && document.activeElement === document.body) empty?.focus();
      },
      { defer: true },
    ),
  );

  return (
    <div class="desk" classList={{ "in-thread": desk.selected() !== undefined }}>
      <DeskHeader desk={desk} leaving={leaving()} onSignOut={() => (held() > 0 ? setAsking(true) : void signOut())} />
      <Show when={asking()}>
        <SignOutDialog
          held={held()}
          onStay={() => setAsking(false)}
          onLeave={() => {
            setAsking(false);
            void signOut();
          }}
        />
      </Show>
      <Show when={desk.outdated()}>
        <p class="banner" role="alert">
          {t().outdated}{" "}
          <button type="button" onClick={() => location.reload()}>
            {t().reload}
          </button>
        </p>
      </Show>
      <Notices notices={desk.notices} />
      <main class="columns" aria-label={t().contactCenter}>
        <ConversationList desk={desk} />
        <div class="front">
          <Show
            when={desk.selected()}
            keyed
            fallback={
              <p class="quiet middle" tabIndex={-1} ref={(element) => (empty = element)}>
                {desk.conversations().length > 0 ? t().chooseConversation : ""}
              </p>
            }
          >
            {(conversation) => <Thread desk={desk} conversation={conversation} />}
          </Show>
        </div>
      </main>
      <p class="unseen" aria-live="polite">
        {spoken()}
      </p>
    </div>
  );
}
