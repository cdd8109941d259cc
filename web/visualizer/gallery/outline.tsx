/** The chart as a tree that is read line by line: what the keyboard moves through, and what a screen reader hears of it. */
import { For, Show, createEffect, createMemo, createSelector, createSignal, on } from "solid-js";
import type { Chart, ChartTransition } from "../chart/model.ts";
import { flat, rowsOf, shortName, type Row } from "./rows.ts";
import { w } from "../words/index.ts";

export function Outline(props: {
  chart: Chart;
  selected: string | null;
  /** Where the keyboard is. */
  onPoint: (id: string | null) => void;
  onSelect: (id: string) => void;
}) {
  const tree = createMemo(() => rowsOf(props.chart));
  const [closed, setClosed] = createSignal<ReadonlySet<string>>(new Set());
  const [at, setAt] = createSignal("");
  const shown = createMemo(() => flat(tree(), closed()));
  const parents = createMemo(
    () => new Map(flat(tree()).flatMap((row) => row.within.map((one) => [one.id, row] as const))),
  );
  const isAt = createSelector(() => (shown().some(({ id }) => id === at()) ? at() : tree().id));
  const isSelected = createSelector(() => props.selected);
  let root!: HTMLUListElement;

  // What is chosen in the drawing is where the keyboard goes on.
  createEffect(
    on(
      () => props.selected,
      (id) => {
        if (id === null || !parents().has(id)) return;
        const above = new Set<string>();
        for (let one = parents().get(id); one; one = parents().get(one.id)) above.add(one.id);
        setClosed((before) => new Set([...before].filter((one) => !above.has(one))));
        setAt(id);
        element(id)?.scrollIntoView({ block: "nearest" });
      },
    ),
  );

  const element = (id: string): HTMLElement | undefined =>
    [...root.querySelectorAll<HTMLElement>("[role=treeitem]")].find(({ dataset }) => dataset["row"] === id);

  function moveTo(row: Row | undefined): void {
    if (!row) return;
    setAt(row.id);
    element(row.id)?.focus();
  }

  const fold = (id: string, shut: boolean): void =>
    void setClosed((before) => {
      const now = new Set(before);
      if (shut) now.add(id);
      else now.delete(id);
      return now;
    });

  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = shown().findIndex(({ id }) => isAt(id));
    const row = shown()[place]!;
    const isOpen = row.within.length > 0 && !closed().has(row.id);
    switch (event.key) {
      case "ArrowDown":
        moveTo(shown()[place + 1]);
        break;
      case "ArrowUp":
        moveTo(shown()[place - 1]);
        break;
      case "ArrowRight":
        if (isOpen) moveTo(row.within[0]);
        else fold(row.id, false);
        break;
      case "ArrowLeft":
        if (isOpen) fold(row.id, true);
        else moveTo(parents().get(row.id));
        break;
      case "Home":
        moveTo(shown()[0]);
        break;
      case "End":
        moveTo(shown().at(-1));
        break;
      case "Enter":
      case " ":
        props.onSelect(row.id);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  return (
    <ul
      ref={(element) => (root = element)}
      class="outline"
      role="tree"
      aria-label={w().chart.outline}
      onKeyDown={pressed}
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) props.onPoint(null);
      }}
    >
      <For each={shown()}>
        {(row) => {
          const siblings = () => parents().get(row.id)?.within ?? [row];
          return (
            <li
              role="treeitem"
              class="outline-row"
              data-row={row.id}
              aria-level={row.level}
              aria-posinset={siblings().indexOf(row) + 1}
              aria-setsize={siblings().length}
              aria-expanded={row.within.length === 0 ? undefined : !closed().has(row.id)}
              aria-selected={isSelected(row.id)}
              tabIndex={isAt(row.id) ? 0 : -1}
              style={{ "--level": String(row.level) }}
              onFocus={() => {
                setAt(row.id);
                props.onPoint(row.id);
              }}
              onClick={() => props.onSelect(row.id)}
            >
              <RowWords row={row} initial={parents().get(row.id)} />
            </li>
          );
        }}
      </For>
    </ul>
  );
}

/** For ears, which do not see the signs. */
const doing = ({ refuses, targets }: ChartTransition): "refuses" | "moves" | "stays" =>
  refuses.length > 0 ? "refuses" : targets.length > 0 ? "moves" : "stays";

function RowWords(props: { row: Row; initial: Row | undefined }) {
  const isInitial = (): boolean => props.initial?.kind === "state" && props.initial.state.initial === props.row.id;
  return (
    <Show
      when={props.row.kind === "transition" && props.row.transition}
      fallback={
        <Show when={props.row.kind === "state" && props.row.state}>
          {(state) => (
            <>
              <span class="unseen">{`${w().chart.kinds[state().kind]} `}</span>
              <strong>{state().key}</strong>
              <Show when={isInitial()}>
                <span class="quiet">{` ${w().chart.initial}`}</span>
              </Show>
              <Show when={state().kind === "final"}>
                <span class="quiet">{` ${w().chart.final}`}</span>
              </Show>
            </>
          )}
        </Show>
      }
    >
      {(transition) => (
        <>
          <span class="unseen">{`${w().chart.does[doing(transition())]} `}</span>
          <span class="tone-event">{transition().event || w().chart.always}</span>
          <Show when={transition().guard}>{(guard) => <span class="tone-guard">{` [${guard()}]`}</span>}</Show>
          <Show when={transition().targets.length > 0}>
            <span>{` → ${transition().targets.map(shortName).join(", ")}`}</span>
          </Show>
          <Show when={transition().refuses.length > 0}>
            <span class="tone-refusal">{` ✗ ${transition().refuses.join(", ")}`}</span>
          </Show>
        </>
      )}
    </Show>
  );
}
