/** A chart to look at: drawn, with an outline of the same beside it, and the means to move about in both. */
import { Show, createEffect, createMemo, createSignal, createUniqueId, on, onMount, type JSX } from "solid-js";
import { Icon } from "../../panel/parts/icons.tsx";
import type { Box, LaidChart } from "../chart/model.ts";
import { w } from "../words/index.ts";
import { Drawing } from "./drawing.tsx";
import { lookIn } from "./looking.ts";
import { marksOn, type Marked } from "./marks.ts";
import { Outline } from "./outline.tsx";
import { STEP, createViewport } from "./viewport.ts";
import "../styles/chart.css";

export interface ChartViewProps {
  laid: LaidChart;
  /** Ids of states in which it is now, outer ones too. */
  lit?: readonly string[];
  /** Ids of states in which it has been before. */
  past?: readonly string[];
  /** Ids of the transitions that were taken last. */
  taken?: readonly string[];
  /** What is lit and taken is brought into sight. */
  follows?: boolean;
  /** The id of a state or a transition. */
  selected?: string | null;
  /** @param how "keys": the person is not at the drawing. */
  onSelect?: (id: string | null, how: "pointer" | "keys") => void;
  /** Ids of what the words typed into the search mean. Default: what is in the chart itself. */
  look?: (query: string) => readonly string[];
  /** What is looked for from the beginning. */
  find?: string | undefined;
  /** Whether the outline is in sight without having been asked for. */
  outline?: boolean;
  /** More beside the search. */
  children?: JSX.Element;
}

const NOTHING: readonly string[] = [];
const one = (id: string | null | undefined): readonly string[] => (id == null ? NOTHING : [id]);

/** For another chart it is made anew. */
export function ChartView(props: ChartViewProps) {
  return (
    <Show when={props.laid} keyed>
      {(laid) => <View {...props} laid={laid} />}
    </Show>
  );
}

function View(props: ChartViewProps) {
  const view = createViewport(() => props.laid);
  // oxlint-disable-next-line solid/reactivity -- what it begins with
  const [query, setQuery] = createSignal(props.find ?? "");
  const [pointed, point] = createSignal<string | null>(null);
  // oxlint-disable-next-line solid/reactivity -- what it begins with
  const [isOutlined, outline] = createSignal(props.outline ?? false);
  const found = createMemo(() =>
    query().trim() === "" ? NOTHING : props.look ? props.look(query()) : lookIn(props.laid.chart, query()),
  );
  const place = () => found().indexOf(props.selected ?? "");
  const boxes = createMemo(() => boxesOf(props.laid));
  const searchId = createUniqueId();
  const outlineId = createUniqueId();
  let isFollowed = false;
  let scroller!: HTMLDivElement;
  let drawing!: SVGSVGElement;

  /** Not while effects run: until they have, the page is not as large as it will be. */
  const reveal = (id: string | null | undefined, readable: boolean): void => {
    const box = boxes().get(id ?? "");
    if (box) queueMicrotask(() => scroller.isConnected && view.reveal(box, readable));
  };
  const select = (id: string | null, how: "pointer" | "keys"): void => props.onSelect?.(id, how);

  onMount(() => {
    view.attach(scroller);
    view.fit();
    const mark = marksOn(drawing);
    createEffect<Marked>((before) => mark("lit", props.lit, before));
    createEffect<Marked>((before) => mark("past", props.past, before));
    createEffect<Marked>((before) => mark("taken", props.taken, before));
    createEffect<Marked>((before) => mark("found", found(), before));
    createEffect<Marked>((before) => mark("selected", one(props.selected), before));
    createEffect<Marked>((before) => mark("pointed", one(pointed()), before));
    createEffect(
      on(
        () => props.selected,
        (id) => reveal(id, true),
      ),
    );
    createEffect(on(pointed, (id) => reveal(id, true), { defer: true }));
    createEffect(() => {
      if (!props.follows) return;
      const leaf = props.lit?.reduce((a, b) => (b.length > a.length ? b : a), "");
      reveal(props.taken?.[0], false);
      // At first, where all of it is too small to be read; then as large as whoever looks has made it.
      reveal(leaf, !isFollowed && scroller.clientHeight < SMALL_PX && view.scale() < FAR);
      isFollowed ||= leaf !== undefined;
    });
  });

  function step(by: 1 | -1): void {
    const all = found();
    if (all.length === 0) return;
    const next = place() < 0 ? (by === 1 ? 0 : all.length - 1) : (place() + by + all.length) % all.length;
    select(all[next]!, "pointer");
  }

  function pressed(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (ctrlKey || metaKey || altKey || (target instanceof Element && target.matches("input, textarea, select")))
      return;
    if (key === "+" || key === "=") view.zoomBy(STEP);
    else if (key === "-") view.zoomBy(1 / STEP);
    else if (key === "0") view.fit();
    else if (key === "/") document.getElementById(searchId)?.focus();
    else if (key === "Escape" && props.selected != null) select(null, "keys");
    else return;
    event.preventDefault();
  }

  const looked = (): string => {
    if (query().trim() === "") return "";
    if (found().length === 0) return w().chart.nothing;
    return place() < 0 ? w().chart.places(found().length) : w().chart.placeOf(place() + 1, found().length);
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys for everything that is in it
    <div class="chart-view" onKeyDown={pressed}>
      <div class="chart-bar">
        <button
          type="button"
          class="plain square"
          aria-pressed={isOutlined()}
          aria-controls={outlineId}
          aria-label={w().chart.outline}
          title={w().chart.outline}
          onClick={() => outline(!isOutlined())}
        >
          <Icon name="line" />
        </button>
        <div class="chart-search" role="search">
          <label class="unseen" for={searchId}>
            {w().chart.search}
          </label>
          <input
            id={searchId}
            type="search"
            autocomplete="off"
            spellcheck={false}
            placeholder={w().chart.search}
            value={query()}
            onInput={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
              else if (event.key === "Escape") setQuery("");
            }}
          />
          <p class="quiet" role="status">
            {looked()}
          </p>
        </div>
        <div class="chart-zoom" role="group" aria-label={w().chart.zoom}>
          <button
            type="button"
            class="plain square"
            aria-label={w().chart.smaller}
            title={`${w().chart.smaller} (−)`}
            onClick={() => view.zoomBy(1 / STEP)}
          >
            −
          </button>
          <button type="button" class="plain" title={`${w().chart.fit} (0)`} onClick={() => view.fit()}>
            {w().chart.fit}
          </button>
          <button
            type="button"
            class="plain square"
            aria-label={w().chart.larger}
            title={`${w().chart.larger} (+)`}
            onClick={() => view.zoomBy(STEP)}
          >
            +
          </button>
        </div>
        {props.children}
      </div>
      <div class="chart-body" data-outlined={isOutlined()}>
        <div id={outlineId} class="chart-outline">
          <Outline
            chart={props.laid.chart}
            selected={props.selected ?? null}
            onPoint={point}
            onSelect={(id) => {
              // There it lies over the drawing, in which the person now wants to see what they chose.
              if (matchMedia("(max-width: 900px)").matches) outline(false);
              select(id, "keys");
            }}
          />
        </div>
        <div
          ref={(element) => (scroller = element)}
          class="chart-scroller"
          role="group"
          tabIndex={0}
          aria-label={w().chart.drawing}
          onClick={(event) => {
            const id = event.target.closest("[data-id]")?.getAttribute("data-id") ?? null;
            select(id, "pointer");
          }}
        >
          <div
            class="chart-sheet"
            data-far={view.scale() < FAR ? "" : undefined}
            style={{ "--far": `${FAR_PX / view.scale()}px`, "--times": 1 / view.scale() }}
          >
            <Drawing ref={(svg) => (drawing = svg)} laid={props.laid} scale={view.scale()} />
          </div>
        </div>
      </div>
    </div>
  );
}

/** Below this nobody reads the lines, and names are drawn instead, at this size on the screen. */
const FAR = 0.5;
const FAR_PX = 14;
/** A phone's, with the life of a room around it. */
const SMALL_PX = 360;

/** What is brought into sight for an id: of an arrow its label, or where it begins. */
function boxesOf({ states, arrows }: LaidChart): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  for (const state of states) {
    boxes.set(state.id, state);
    for (const row of state.rows) boxes.set(row.transition, row);
  }
  for (const { transition, points, label } of arrows)
    if (!boxes.has(transition)) boxes.set(transition, label ?? { ...points[0]!, width: 1, height: 1 });
  return boxes;
}
