import { may } from "../../../machines/rights.ts";
import { For, Match, Show, Switch, createComputed, createEffect, on } from "solid-js";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { Entry } from "./entry.tsx";
import { FirstTime } from "./first-time.tsx";
import { Icon } from "./icons.tsx";
import { ListTools } from "./list-tools.tsx";
import { Snoozed } from "./snoozed.tsx";
import { WaysBack } from "./ways-back.tsx";
import { WaitElsewhere } from "./wait-elsewhere.tsx";

/** More slots than these are a number only. */
const SLOTS_SHOWN_MAX = 12;

export function ConversationList(props: { desk: Desk; titleRef: (element: HTMLElement) => void }) {
  const agent = () => props.desk.agent();
  const all = () => props.desk.conversations();
  const order = () => props.desk.finding.found();
  let list!: HTMLElement;
  // A browser takes the focus from what moves in the page: note it before the order changes, give it back after.
  let focused: Element | null = null;
  createComputed(on(order, () => (focused = list?.contains(document.activeElement) ? document.activeElement : null)));
  createEffect(
    on(order, () => {
      if (focused instanceof HTMLElement && document.activeElement !== focused) focused.focus({ preventScroll: true });
    }),
  );
  /** Says over the first of those who wait, and the first of those who do not, which they are. */
  const groupOf = (index: number): string | undefined => {
    const waits = order()[index]?.waitingSince() != null;
    if (index > 0 && (order()[index - 1]?.waitingSince() != null) === waits) return undefined;
    return waits ? t().groups.waiting : t().groups.answered;
  };
  return (
    <nav ref={(element) => (list = element)} class="list" aria-label={t().conversations}>
      <div class="list-head">
        <div class="list-title">
          <h2 tabIndex={-1} ref={(element) => props.titleRef(element)}>
            {t().conversations}
          </h2>
          <Show when={may(props.desk.me.role, "conversations.take") && agent()}>
            {(view) => <Slots load={view().assignments.length} capacity={view().me.capacity} />}
          </Show>
        </div>
        <Show when={all().length > 0 || props.desk.finding.isNarrowed()}>
          <ListTools finding={props.desk.finding} />
        </Show>
      </div>
      <Switch>
        <Match when={!agent()}>
          <Skeletons />
        </Match>
        <Match when={all().length === 0}>
          <div class="empty only-narrow">
            <Icon name="inbox" />
            <p class="no-thread-title">{t().noConversations}</p>
            <Show when={may(props.desk.me.role, "conversations.take")} fallback={<p class="quiet">{t().noSeat}</p>}>
              <p class="quiet">{agent()?.available ? t().noConversationsAvailable : t().noConversationsUnavailable}</p>
              <WaitElsewhere desk={props.desk} />
              <FirstTime desk={props.desk} />
            </Show>
          </div>
        </Match>
        <Match when={order().length === 0}>
          <div class="empty">
            <p class="quiet" role="status">
              {t().nothingFound}
            </p>
            <button type="button" onClick={() => props.desk.finding.clear()}>
              {t().showAll}
            </button>
          </div>
        </Match>
      </Switch>
      <ul>
        <For each={order()}>
          {(conversation, index) => (
            <li data-group={groupOf(index())}>
              <Entry desk={props.desk} conversation={conversation} />
            </li>
          )}
        </For>
      </ul>
      <Snoozed desk={props.desk} />
      <WaysBack notices={props.desk.notices} />
    </nav>
  );
}

/** How many conversations the agent holds, of how many. */
function Slots(props: { load: number; capacity: number }) {
  return (
    <span class="slots quiet" title={t().loadOf(props.load, props.capacity)}>
      <Show when={props.capacity <= SLOTS_SHOWN_MAX}>
        <span class="slots-row" aria-hidden="true">
          <For each={Array.from({ length: props.capacity }, (_, index) => index)}>
            {(index) => <i classList={{ on: index < props.load }} />}
          </For>
        </span>
      </Show>
      {t().load(props.load, props.capacity)}
    </span>
  );
}

/** Where the conversations will stand. */
function Skeletons() {
  return (
    <div class="skeletons" role="status">
      <span class="unseen">{t().loading}</span>
      <For each={[0, 1, 2, 3]}>{() => <span class="skeleton" />}</For>
    </div>
  );
}
