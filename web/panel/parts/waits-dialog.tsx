import { For, Match, Show, Switch, createMemo, createResource, createSignal, onCleanup, onMount } from "solid-js";
import { may } from "../../../machines/rights.ts";
import { dayOf } from "../../../machines/day.ts";
import type { Receipt } from "../../../party/protocol/queue.ts";
import { minutesAndSeconds } from "../../shared/locale.ts";
import type { Desk } from "../state/desk.ts";
import { shortId } from "../state/short-id.ts";
import { hasUnsaid, receiptsOfDay, sumOf, waitsIn, type Sorting, type Wait } from "../state/waits.ts";
import { clockIn, isSameClock } from "../state/zone-clock.ts";
import { language, t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { Avatar } from "./avatar.tsx";
import { Broken } from "./broken.tsx";
import { Dialog } from "./dialog.tsx";
import { Icon } from "./icons.tsx";
import { QueueLife } from "./life-link.tsx";

/** A day may have thousands: as many as anybody scrolls through, and then as many again. */
const SHOWN_AT_ONCE = 200;

/** What makes it necessary to look again. */
interface Wanted {
  zone: string;
  day: string;
  waited: number;
}

/** Today's conversations that a wait figure counts, with the sum that gives it. */
export default function WaitsDialog(props: { desk: Desk; sorting: Sorting; onClose: () => void }) {
  const title = () => (props.sorting === "byTime" ? t().averageWait : t().longestWait);
  const timeZone = () => props.desk.project.about()?.timeZone;
  const [day, setDay] = createSignal("");
  let shut = (): void => {};

  /** Fetched anew whenever one more has waited (the times may stay), or the queue is there again, or it is another day. */
  const wanted = createMemo<Wanted | undefined>(
    () => {
      const [zone, figures] = [timeZone(), props.desk.figures()];
      if (zone === undefined || !figures || !props.desk.hasQueue()) return undefined;
      return { zone, day: dayOf(props.desk.now(), zone), waited: figures.waited };
    },
    undefined,
    { equals: (a, b) => a?.zone === b?.zone && a?.day === b?.day && a?.waited === b?.waited },
  );
  // oxlint-disable-next-line solid/reactivity -- called again whenever what is wanted changes
  const [receipts, { refetch }] = createResource<readonly Receipt[], Wanted>(wanted, async (now, { value: had }) => {
    const known = had && day() === now.day ? had : [];
    // oxlint-disable-next-line solid/reactivity -- asks, and does not watch
    const got = await receiptsOfDay((before) => props.desk.receipts(before), now.day, now.zone, known);
    if (got) setDay(now.day);
    else if (known.length === 0) throw new Error("the queue does not answer");
    return got ?? known;
  });
  const gathered = (): readonly Receipt[] | undefined => (receipts.error === undefined ? receipts.latest : undefined);
  onMount(() => props.desk.wantSeats(true));
  onCleanup(() => props.desk.wantSeats(false));

  function open({ conversationId, customerName }: Wait): void {
    shut();
    if (isOwn(props.desk, conversationId)) props.desk.select(conversationId);
    else props.desk.read({ conversationId, customerName: customerName ?? "" });
  }

  return (
    <Dialog title={title()} class="waits" onOpen={(close) => (shut = close)} onClose={() => props.onClose()}>
      <Show when={timeZone()}>
        {(zone) => (
          <p class="quiet">
            {more().waits.counted(zone())}
            <Show when={!isSameClock(zone(), props.desk.now())}>
              {" "}
              {more().waits.otherClock(clockIn(zone(), language(), props.desk.now()))}
            </Show>
          </p>
        )}
      </Show>
      <Switch fallback={<p role="status">{props.desk.hasQueue() ? t().loading : t().notConnected}</p>}>
        <Match when={receipts.error !== undefined && props.desk.hasQueue()}>
          <p role="alert" class="trouble">
            {t().fault}{" "}
            <button type="button" onClick={() => void refetch()}>
              {t().retry}
            </button>
          </p>
        </Match>
        <Match when={gathered()}>
          {(all) => (
            <>
              <Waits
                desk={props.desk}
                waits={waitsIn(all(), props.sorting)}
                zone={timeZone()!}
                title={title()}
                onOpen={open}
              />
              <Sum waits={waitsIn(all(), props.sorting)} sorting={props.sorting} />
              <Show when={hasUnsaid(all())}>
                <p class="quiet">{more().waits.unsaid}</p>
              </Show>
              <p class="quiet stale" role="status">
                {props.desk.hasQueue() ? "" : more().waits.stale}
              </p>
            </>
          )}
        </Match>
      </Switch>
      <div class="buttons">
        <QueueLife desk={props.desk} />
        <button type="submit">{t().closeThis}</button>
      </div>
    </Dialog>
  );
}

const isOwn = (desk: Desk, id: string): boolean =>
  desk.conversations().some((one) => one.id === id) ||
  desk.agent()?.snoozed.some(({ conversationId }) => conversationId === id) === true;

function Sum(props: { waits: readonly Wait[]; sorting: Sorting }) {
  const sum = createMemo(() => sumOf(props.waits));
  return (
    <Show when={sum().count > 0}>
      <p class="waits-sum">
        {props.sorting === "byTime"
          ? more().waits.average(sum().count, minutesAndSeconds(sum().averageMs))
          : more().waits.longest(sum().count, minutesAndSeconds(sum().longestMs))}
      </p>
    </Show>
  );
}

function Waits(props: {
  desk: Desk;
  waits: readonly Wait[];
  /** Theirs are the hours of the day that is counted. */
  zone: string;
  title: string;
  onOpen: (wait: Wait) => void;
}) {
  const [most, setMost] = createSignal(SHOWN_AT_ONCE);
  return (
    <ol class="people-list" tabIndex={0} aria-label={props.title}>
      <For each={props.waits.slice(0, most())} fallback={<li class="none quiet">{more().waits.none}</li>}>
        {(wait) => <OneWait desk={props.desk} wait={wait} zone={props.zone} onOpen={props.onOpen} />}
      </For>
      <Show when={props.waits.length > most()}>
        <li class="more">
          <button type="button" onClick={() => setMost(most() + SHOWN_AT_ONCE)}>
            {more().waits.more(Math.min(SHOWN_AT_ONCE, props.waits.length - most()))}
          </button>
        </li>
      </Show>
    </ol>
  );
}

function OneWait(props: { desk: Desk; wait: Wait; zone: string; onOpen: (wait: Wait) => void }) {
  const id = () => props.wait.conversationId;
  const name = () => props.wait.customerName || t().visitor;
  const isMine = () => props.wait.agentId === props.desk.me.id;
  const canOpen = () => isOwn(props.desk, id()) || may(props.desk.me.role, "conversations.readAny");
  /** Why it cannot be opened, in words. */
  const whyNot = () => (isMine() ? more().waits.gone : more().waits.notYours);
  const words = () => (
    <>
      <Avatar id={id()} name={name()} />
      <span class="name">
        <bdi>
          <Broken text={name()} />
        </bdi>{" "}
        <bdi class="quiet">{shortId(id())}</bdi>
      </span>
      <span class="value">{minutesAndSeconds(props.wait.waitMs)}</span>
      <span class="quiet">
        {clockIn(props.zone, language(), props.wait.at)} · {props.desk.project.departmentName(props.wait.department)} ·{" "}
        {more().waits.to(props.desk.nameOf(props.wait.agentId))}
        <Show when={!canOpen()}> · {whyNot()}</Show>
      </span>
    </>
  );
  return (
    <li classList={{ others: !canOpen() }}>
      <Show when={canOpen()} fallback={<div class="wait-row">{words()}</div>}>
        <button type="button" class="plain wait-row" onClick={() => props.onOpen(props.wait)}>
          {words()}
          <Icon name="forward" />
        </button>
      </Show>
    </li>
  );
}
