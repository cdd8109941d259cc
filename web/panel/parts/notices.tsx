import { For, Show, createSignal } from "solid-js";
import type { Notice, Notices as NoticesState } from "../state/notices.ts";
import { backWords, t } from "../words/index.ts";
import { Icon } from "./icons.tsx";

export const noticeId = (conversationId: string): string => `notice-${conversationId}`;

export function Notices(props: { notices: NoticesState }) {
  return (
    <section class="notices" aria-label={t().notices} aria-live="polite">
      <For each={props.notices.list()}>
        {(notice) => (
          <OneNotice
            notice={notice}
            onDismiss={() => props.notices.dismiss(notice.id)}
            onBack={() => void props.notices.takeBack(notice.id)}
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
    // Who was writing is taken here, to nothing that a key could press.
    <div
      class="banner"
      role="group"
      tabIndex={-1}
      id={noticeId(props.notice.id)}
      aria-labelledby={`${noticeId(props.notice.id)}-text`}
    >
      <p id={`${noticeId(props.notice.id)}-text`}>
        {props.notice.text()}
        <Show when={!props.notice.wayBack()?.asking && props.notice.wayBack()?.declined}>
          {(reason) => <strong class="trouble"> {t().notDone(backWords(reason()))}</strong>}
        </Show>
      </p>
      <Show when={props.notice.wayBack()}>
        {(way) => (
          <button type="button" aria-disabled={way().asking ? "true" : undefined} onClick={() => props.onBack()}>
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
