import { For, Show, onCleanup, onMount, type JSX } from "solid-js";
import { may } from "../../../machines/rights.ts";
import type { LineView } from "../../../party/protocol/queue.ts";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { outOfReach } from "../state/departments.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { Avatar } from "./avatar.tsx";
import { Broken } from "./broken.tsx";
import { Dialog } from "./dialog.tsx";
import { Icon } from "./icons.tsx";
import { QueueLife } from "./life-link.tsx";

/** Who waits for an agent, in the order in which they will be given one. */
export default function LineDialog(props: { desk: Desk; onClose: () => void }) {
  const line = () => props.desk.line();
  /** Who reads every conversation reaches every one; who takes none has no line of theirs. */
  const isOthers = (one: LineView) =>
    !mayRead() && outOfReach([one], props.desk.agent()?.me.departments ?? [one.department]) > 0;
  const hidden = () => (props.desk.figures()?.waiting ?? 0) - (line()?.length ?? 0);
  const mayRead = () => may(props.desk.me.role, "conversations.readAny");
  let shut = (): void => {};
  onMount(() => props.desk.wantLine(true));
  onCleanup(() => props.desk.wantLine(false));
  return (
    <Dialog title={t().waiting} class="waits" onOpen={(close) => (shut = close)} onClose={() => props.onClose()}>
      <Show when={line()} fallback={<p role="status">{t().loading}</p>}>
        {(all) => (
          <ol class="people-list" tabIndex={0} aria-label={t().waiting}>
            <For each={all()} fallback={<li class="none quiet">{t().lineEmpty}</li>}>
              {(one) => (
                <li classList={{ others: isOthers(one) }}>
                  <Row
                    label={mayRead() ? t().reading.open(one.customerName || t().visitor) : undefined}
                    onOpen={() => {
                      shut();
                      props.desk.read({ conversationId: one.id, customerName: one.customerName });
                    }}
                  >
                    <Avatar id={one.id} name={one.customerName || t().visitor} />
                    <span class="name">
                      <bdi>
                        <Broken text={one.customerName || t().visitor} />
                      </bdi>
                    </span>
                    <span class="value">{minutesAndSeconds(props.desk.now() - one.enqueuedAt)}</span>
                    <span class="quiet">
                      {props.desk.project.departmentName(one.department)} · {t().channels[one.channel] ?? one.channel}
                      <Show when={isOthers(one)}> · {t().notYours}</Show>
                    </span>
                  </Row>
                </li>
              )}
            </For>
          </ol>
        )}
      </Show>
      <Show when={line() && hidden() > 0}>
        <p class="quiet">{t().lineMore(hidden())}</p>
      </Show>
      <div class="buttons">
        <QueueLife desk={props.desk} />
        <button type="submit">{t().closeThis}</button>
      </div>
    </Dialog>
  );
}

/** Opens what it tells of, for who may read it. */
function Row(props: { label: string | undefined; onOpen: () => void; children: JSX.Element }) {
  return (
    <Show when={props.label} fallback={props.children}>
      <button type="button" class="plain wait-row" title={props.label} onClick={() => props.onOpen()}>
        {props.children}
        <Icon name="forward" />
      </button>
    </Show>
  );
}
