import { For, Match, Show, Suspense, Switch, createSignal, type JSX } from "solid-js";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { useCommands } from "../state/commands.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { later } from "./later.ts";

const WaitsDialog = later(() => import("./waits-dialog.tsx"));
const LineDialog = later(() => import("./line-dialog.tsx"));
const AgentsDialog = later(() => import("./agents-dialog.tsx"));

const FIGURES = [
  { id: "average", label: () => t().averageWait },
  { id: "longest", label: () => t().longestWait },
  { id: "line", label: () => t().waiting },
  { id: "agents", label: () => t().agentsOnline },
] as const;
type Figure = (typeof FIGURES)[number]["id"];

/** The manual's four numbers. Each opens: it says what it counts. */
export function Figures(props: { desk: Desk }) {
  const figures = () => props.desk.figures();
  const [open, setOpen] = createSignal<Figure>();
  const close = () => setOpen(undefined);
  const values: Record<Figure, () => JSX.Element> = {
    average: () => minutesAndSeconds(figures()?.averageWaitMs ?? null),
    longest: () => minutesAndSeconds(figures()?.longestWaitMs ?? null),
    line: () => figures()?.waiting,
    agents: () => (
      <>
        {figures()?.present}
        {/* For ears: what stands side by side on the screen would run together. */}
        <span class="unseen"> {t().areOnline} </span>
        <small>{t().ofThemAvailable(figures()?.available ?? 0)}</small>
      </>
    ),
  };
  useCommands()?.offer(() =>
    FIGURES.map(({ id, label }) => ({
      id: `figure-${id}`,
      group: "desk" as const,
      label: () => t().openFigure(label()),
      reason: () => (figures() ? undefined : t().notConnected),
      run: () => setOpen(id),
    })),
  );
  return (
    <>
      <dl class="figures" aria-label={t().figures}>
        <For each={FIGURES}>
          {({ id, label }) => (
            <div>
              <dt>{label()}</dt>
              <dd>
                <Show when={figures()} fallback="—">
                  <button type="button" class="plain opener" aria-haspopup="dialog" onClick={() => setOpen(id)}>
                    {values[id]()}
                    <span class="unseen"> ({t().openFigure(label())})</span>
                  </button>
                </Show>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <Suspense>
        <Switch>
          <Match when={open() === "average"}>
            <WaitsDialog desk={props.desk} sorting="byTime" onClose={close} />
          </Match>
          <Match when={open() === "longest"}>
            <WaitsDialog desk={props.desk} sorting="longestFirst" onClose={close} />
          </Match>
          <Match when={open() === "line"}>
            <LineDialog desk={props.desk} onClose={close} />
          </Match>
          <Match when={open() === "agents"}>
            <AgentsDialog desk={props.desk} onClose={close} />
          </Match>
        </Switch>
      </Suspense>
    </>
  );
}
