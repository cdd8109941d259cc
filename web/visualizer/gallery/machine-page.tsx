/** One machine: its chart, and all that is known of what is selected in it. */
import { Match, Show, Switch, createEffect, createMemo, createResource, createSignal, on } from "solid-js";
import { Icon } from "../../panel/parts/icons.tsx";
import { reasonWords } from "../../panel/words/index.ts";
import type { MachineEntry, MachinePage } from "../chart/model.ts";
import { addressOf, go, greets } from "../routes.ts";
import { w } from "../words/index.ts";
import { ChartView } from "./chart-view.tsx";
import { machines, pageOf } from "./charts.ts";
import { Overview, StateDetails, TransitionDetails } from "./details.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { lookFor } from "./findings.ts";
import { shortName } from "./rows.ts";
import "../styles/machine.css";

interface MachineProps {
  machine: string;
  /** The id of a state or a transition. */
  select: string | null;
  /** What is looked for in the chart. */
  find: string;
}

export default function MachinePage(props: MachineProps) {
  const entry = () => machines.find(({ id }) => id === props.machine);
  return (
    <Show
      when={entry()}
      keyed
      fallback={
        <main class="page">
          <h1>{w().notHere}</h1>
          <p>
            <a href={addressOf.gallery}>{w().toGallery}</a>
          </p>
        </main>
      }
    >
      {(known) => <Machine {...props} entry={known} />}
    </Show>
  );
}

function Machine(props: MachineProps & { entry: MachineEntry }) {
  const [page] = createResource(() => pageOf(props.entry));
  return (
    <main class="machine">
      <div class="machine-head">
        <h1 ref={greets}>{w().machines[props.machine]?.[0] ?? props.machine}</h1>
        <p class="quiet">{w().machines[props.machine]?.[1]}</p>
      </div>
      <Show
        when={page()}
        keyed
        fallback={
          <p role="status" class="quiet">
            {w().loading}
          </p>
        }
      >
        {(known) => <Looking {...props} page={known} />}
      </Show>
    </main>
  );
}

function Looking(props: MachineProps & { page: MachinePage }) {
  const chart = () => props.page.laid.chart;
  const state = createMemo(() => chart().states.find(({ id }) => id === props.select));
  const transition = createMemo(() => chart().transitions.find(({ id }) => id === props.select));
  const selected = () => (state() ?? transition())?.id ?? null;
  const look = createMemo(() => lookFor(props.page, { machine: (id) => w().machines[id] ?? [], reason: reasonWords }));
  /** On a phone, where what is said of the whole machine would hide the drawing. */
  const [isOpen, open] = createSignal(false);
  let title!: HTMLHeadingElement;
  let body!: HTMLDivElement;

  const show = (select: string | null, find = props.find): void =>
    go(addressOf.machine(props.machine, { select, find }), "replace");

  function select(id: string | null, how: "pointer" | "keys" = "pointer"): void {
    show(id);
    // Who is not at the drawing goes on in what is said of it; Esc leads back.
    if (how === "keys" && id !== null) title.focus();
  }
  createEffect(on(selected, () => body.scrollTo(0, 0), { defer: true }));

  function leave(): void {
    const id = selected();
    show(null);
    const rows = document.querySelectorAll<HTMLElement>(".outline [role=treeitem]");
    [...rows].find(({ dataset }) => dataset["row"] === id)?.focus();
  }

  const heading = (): string => {
    const one = state() ?? transition();
    if (!one) return w().details.overview;
    return "key" in one ? one.key : one.event || w().chart.always;
  };

  return (
    <div class="machine-body">
      <ChartView
        laid={props.page.laid}
        selected={selected()}
        onSelect={select}
        look={look()}
        find={props.find}
        outline={matchMedia("(min-width: 1200px)").matches}
      >
        <ExportMenu page={props.page} />
      </ChartView>
      <aside
        class="details"
        aria-label={w().details.title}
        data-open={selected() !== null || isOpen() ? "" : undefined}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || selected() === null) return;
          event.stopPropagation();
          leave();
        }}
      >
        <div class="details-head">
          <h2 ref={(element) => (title = element)} tabIndex={-1}>
            {heading()}
            <Show when={transition()}>{(one) => <small class="quiet"> {shortName(one().source)}</small>}</Show>
          </h2>
          <Show
            when={selected() !== null}
            fallback={
              <button
                type="button"
                class="plain square details-unfold"
                aria-expanded={isOpen()}
                aria-label={w().details.overview}
                onClick={() => open(!isOpen())}
              >
                <Icon name={isOpen() ? "close" : "more"} />
              </button>
            }
          >
            <button
              type="button"
              class="plain square"
              aria-label={w().details.close}
              title={w().details.close}
              onClick={leave}
            >
              <Icon name="close" />
            </button>
          </Show>
        </div>
        <div ref={(element) => (body = element)} class="details-body">
          <Switch fallback={<Overview page={props.page} find={props.find} onFind={(words) => show(null, words)} />}>
            <Match when={state()} keyed>
              {(one) => <StateDetails page={props.page} state={one} onSelect={(id) => select(id)} />}
            </Match>
            <Match when={transition()} keyed>
              {(one) => <TransitionDetails page={props.page} transition={one} onSelect={(id) => select(id)} />}
            </Match>
          </Switch>
        </div>
      </aside>
    </div>
  );
}
