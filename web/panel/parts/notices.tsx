import { For, Show, createSignal } from "solid-js";
import type { Notice, Notices as NoticesState } from "../state/notices.ts";
import { t } from "../words/index.ts";
import { Icon } from "./icons.tsx";

export function Notices(props: { notices: NoticesState; onBack: (conversationId: string) => void }) {
  async function takeBack({ id, wayBack }: Notice): Promise<void> {
    const way = wayBack();
    if (!way) return;
    const outcome = await way.run(way.how);
    if (outcome.kind === "done") return props.onBack(id);
    props.notices.failed(outcome.kind === "refused" ? outcome.reason : "fault");
  }
  return (
    <section class="notices" aria-label={t().notices} aria-live="polite">
      <For each={props.notices.list()}>
        {(notice) => (
          <OneNotice
            notice={notice}
            onDismiss={() => props.notices.dismiss(notice.id)}
            onBack={() => void takeBack(notice)}
          />
        )}
      </For>
    </section>
  );
}

function OneNotice(props: { notice: Notice; onDismiss: () => void; onBack: () => void }) {
  const [copied, setCopied] = createSignal(false);
  const copy = (): void =>
    void navigator.clipboard.writeText(props.notice.draft()).then(
      () => setCopied(true),
      () => {},
    );
  return (
    <div class="banner">
      <p>{props.notice.text()}</p>
      <Show when={props.notice.wayBack()}>
        {(way) => (
          <button type="button" onClick={() => props.onBack()}>
            {way().label}
          </button>
        )}
      </Show>
      <Show when={props.notice.draft()}>
        {(draft) => (
          <div class="kept">
            <span>{t().draftKept}</span>
            {/* It may scroll, and keys must get there. */}
            <blockquote tabIndex={0}>{draft()}</blockquote>
            <button type="button" onClick={copy}>
              {copied() ? t().copied : t().copy}
            </button>
          </div>
        )}
      </Show>
      <button
        type="button"
        class="plain square"
        aria-label={t().dismiss}
        title={t().dismiss}
        onClick={() => props.onDismiss()}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
