/** A room's life to look at: its chart, its timeline, and what happened where one is. Live, replayed, or from a file. */
import {
  For,
  Match,
  Show,
  Switch,
  createEffect,
  createMemo,
  createResource,
  createSignal,
  on,
  onCleanup,
  onMount,
  type JSX,
} from "solid-js";
import type { InspectionView } from "../../../party/protocol/inspection.ts";
import { ChartView } from "../gallery/chart-view.tsx";
import { machines, pageOf } from "../gallery/charts.ts";
import { addressOf } from "../routes.ts";
import { w as all } from "../words/index.ts";
import { life as w } from "../words/life/index.ts";
import type { Life } from "./life.ts";
import { litStates } from "./lit.ts";
import { NowView } from "./now-view.tsx";
import { Player } from "./player.tsx";
import { createPlaying } from "./playing.ts";
import { ReceiptView } from "./receipt-view.tsx";
import { assignedAt, type Receipts } from "./receipts.ts";
import { SequenceView } from "./sequence-view.tsx";
import { StepView } from "./step-view.tsx";
import { Tabs, TABS, type Tab } from "./tabs.tsx";
import { entryWords, nameOfRoom } from "./titles.ts";
import { ThreadView } from "./thread-view.tsx";
import { Timeline } from "./timeline.tsx";
import "../styles/life.css";

/** Where the timeline has a column of its own. */
const WIDE = "(min-width: 1000px)";
/** For ears: once one stays somewhere. */
const STAYED_MS = 500;

export interface Now {
  view: InspectionView;
  /** The room's clock, epoch milliseconds. */
  at: number;
  isLive: boolean;
}

export function Viewer(props: {
  life: Life;
  receipts: Receipts;
  /** Undefined: from a file. */
  now?: Now | undefined;
  /** What it is, where it is neither a room nor a file. */
  badge?: string;
  /** A revision to begin at, or a moment (epoch milliseconds); null: the newest. */
  at: { revision: number } | { when: number } | null;
  /** Whoever stays at an entry: its revision; null: at the newest, following. */
  onStay?: (at: number | null) => void;
  /** Beside the title. */
  children?: JSX.Element;
}) {
  // oxlint-disable-next-line solid/reactivity -- one life for as long as this lives
  const { life } = props;
  const { machine } = life.definition;
  const playing = createPlaying(life);
  const entry = machines.find(({ id }) => id === machine.id);
  const [page] = createResource(() => entry && pageOf(entry));
  const [isWide, setWide] = createSignal(matchMedia(WIDE).matches);
  const [tab, choose] = createSignal<Tab>("step");
  const tabs = createMemo(() =>
    TABS.filter((one) => {
      if (one === "timeline") return !isWide();
      if (one === "thread") return life.self.party === "conversation";
      return one !== "now" || props.now !== undefined;
    }),
  );
  const chosen = () => (tabs().includes(tab()) ? tab() : "step");

  const point = () => life.step()?.after ?? life.replay.start;
  const before = () => life.step()?.before ?? life.replay.start;
  const lit = createMemo(() => litStates(machine, point().snapshot.value));
  const past = createMemo(() => litStates(machine, before().snapshot.value).filter((id) => !lit().includes(id)));
  const taken = () => life.step()?.taken ?? [];
  const assigned = createMemo(() => {
    const step = life.step();
    return step ? assignedAt(step, life.self) : [];
  });

  /** What a log says of somebody's name comes before what the queue says now. */
  const named = (): Receipts => ({
    find: (one) => props.receipts.find(one),
    nameOf: (id) => life.names().get(id) ?? props.receipts.nameOf(id),
  });

  const go = (index: number): void => {
    playing.stop();
    life.go(index);
  };
  onMount(() => {
    const listening = new AbortController();
    const { signal } = listening;
    matchMedia(WIDE).addEventListener("change", ({ matches }) => setWide(matches), { signal });
    document.addEventListener("keydown", (event) => pressed(event, life, go), { signal });
    onCleanup(() => listening.abort());
  });

  // Once there is anything: where the address says.
  let isBegun = false;
  createEffect(() => {
    if (isBegun || life.count() === 0) return;
    isBegun = true;
    if (props.at) life.go(life.indexOf(props.at));
  });
  const [announced, announce] = createSignal("");
  createEffect(
    on([life.index, life.isFollowing], ([index, isFollowing]) => {
      const row = life.entries()[index]?.row;
      if (index >= 0 && !row) return;
      const timer = setTimeout(() => {
        props.onStay?.(isFollowing || !row ? null : row.seq);
        if (!playing.isOn()) announce(row ? entryWords(row, life.names(), index, life.count()) : w().atStart);
      }, STAYED_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );

  const name = () => all().machines[machine.id]?.[0] ?? machine.id;
  const badge = () => {
    if (!props.now) return props.badge ?? w().file;
    if (!props.now.isLive) return w().reconnecting;
    return life.isFollowing() && !playing.isOn() ? w().live : w().replay;
  };

  return (
    <main class="life-page">
      <header class="life-top">
        <h1>
          {name()} <span class="life-room">{nameOfRoom(life, point())}</span>
        </h1>
        <p class="life-badge" data-live={badge() === w().live ? "" : undefined}>
          <span class="life-dot" aria-hidden="true" />
          {badge()}
        </p>
        <div class="life-tools">
          <a class="life-link" href={addressOf.machine(machine.id)}>
            {w().toMachine}
          </a>
          {props.children}
        </div>
      </header>
      <p class="unseen" role="status">
        {announced()}
      </p>
      <Show when={life.computed() < life.count() && life.entries().length === 0}>
        <p class="life-warning" role="status">
          {w().computing(life.computed(), life.count())}
        </p>
      </Show>
      <Show when={life.differs()}>{(where) => <p class="life-warning">{w().differs(where().seq)}</p>}</Show>
      <div class="life-body">
        <Show when={isWide()}>
          <Timeline life={life} onGo={go} />
        </Show>
        <div class="life-main">
          <div class="life-chart">
            <Show when={page()} fallback={<p class="quiet">{all().loading}</p>}>
              {(its) => <ChartView laid={its().laid} lit={lit()} past={past()} taken={taken()} follows />}
            </Show>
          </div>
          <Player life={life} playing={playing} isLive={props.now !== undefined} />
        </div>
        <Tabs tabs={tabs()} chosen={chosen()} onChoose={choose}>
          <Switch>
            <Match when={chosen() === "timeline"}>
              <Timeline life={life} onGo={go} />
            </Match>
            <Match when={chosen() === "step"}>
              <Show when={life.step()} fallback={<p class="quiet">{life.count() === 0 ? w().nothing : w().atStart}</p>}>
                {(step) => (
                  <StepView life={life} step={step()} links={props.now !== undefined}>
                    <For each={assigned()}>{(one) => <ReceiptView assigned={one} receipts={named()} />}</For>
                  </StepView>
                )}
              </Show>
            </Match>
            <Match when={chosen() === "thread"}>
              <ThreadView point={point()} before={before()} />
            </Match>
            <Match when={chosen() === "sequence"}>
              <SequenceView life={life} onGo={go} />
            </Match>
            <Match when={chosen() === "now" && props.now}>
              {(now) => <NowView view={now().view} now={now().at} />}
            </Match>
          </Switch>
        </Tabs>
      </div>
    </main>
  );
}

/** What has arrow keys of its own. */
const HAS_KEYS = "input, select, textarea, [role=tablist], .chart-view, pre, dialog";

function pressed(event: KeyboardEvent, life: Life, go: (index: number) => void): void {
  const { key, altKey, ctrlKey, metaKey, shiftKey, target, defaultPrevented } = event;
  if (defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) return;
  if (target instanceof Element && target.closest(HAS_KEYS)) return;
  const to = { ArrowLeft: life.index() - 1, ArrowRight: life.index() + 1, Home: -1, End: life.count() - 1 }[key];
  if (to === undefined) return;
  event.preventDefault();
  go(to);
}
