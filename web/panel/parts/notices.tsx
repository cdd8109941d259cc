import { For, Show, createSignal } from "solid-js";
import type { Notice, Notices as NoticesState } from "../state/notices.ts";
import { t } from "../words/index.ts";
import { Icon } from "./icons.tsx";

export function Notices(props: { notices: NoticesState }) {
  return (
    <section class="notices" aria-label={t().notices} aria-live="polite">
      <For each={props.notices.list()}>
        {(notice) => <OneNotice notice={notice} onDismiss={() => props.notices.dismiss(notice.id)} />}
      </For>
    </section>
  );
}

function OneNotice(props: { notice: Notice; onDismiss: () => void }) {
  const [copied, setCopied] = createSignal(false);
  const copy = (): void =>
    void navigator.clipboard.writeText(props.notice.draft()).then(
      () => setCopied(true),
      () => {},
    );
  return (
    <div class="banner">
      <p>{props.notice.text()}</p>
      <Show when={props.notice.draft()}>
        {(draft) => (
          <div class="kept">
            <span>{t().draftKept}</span>
            <blockquote>{draft()}</blockquote>
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
