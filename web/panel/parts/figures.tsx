import { Match, Show, Suspense, Switch, createSignal, type JSX } from "solid-js";
import { minutesAndSeconds } from "../../shared/locale.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { later } from "./later.ts";

const LineDialog = later(() => import("./line-dialog.tsx"));
const AgentsDialog = later(() => import("./agents-dialog.tsx"));

/** The manual's four numbers. Those that count people open: they say who. */
export function Figures(props: { desk: Desk }) {
  const figures = () => props.desk.figures();
  const [open, setOpen] = createSignal<"line" | "agents">();
  const close = () => setOpen(undefined);
  return (
    <>
      <dl class="figures" aria-label={t().figures}>
        <div>
          <dt>{t().averageWait}</dt>
          <dd>{minutesAndSeconds(figures()?.averageWaitMs ?? null)}</dd>
        </div>
        <div>
          <dt>{t().longestWait}</dt>
          <dd>{minutesAndSeconds(figures()?.longestWaitMs ?? null)}</dd>
        </div>
        <div>
          <dt>{t().waiting}</dt>
          <dd>
            <Opener label={t().waiting} value={figures()?.waiting} onOpen={() => setOpen("line")}>
              {figures()?.waiting}
            </Opener>
          </dd>
        </div>
        <div>
          <dt>{t().agentsOnline}</dt>
          <dd>
            <Opener label={t().agentsOnline} value={figures()?.present} onOpen={() => setOpen("agents")}>
              {figures()?.present}
              <small>{t().ofThemAvailable(figures()?.available ?? 0)}</small>
            </Opener>
          </dd>
        </div>
      </dl>
      <Suspense>
        <Switch>
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

function Opener(props: { label: string; value: number | undefined; onOpen: () => void; children: JSX.Element }) {
  return (
    <Show when={props.value !== undefined} fallback="—">
      <button type="button" class="plain opener" aria-haspopup="dialog" onClick={() => props.onOpen()}>
        {props.children}
        <span class="unseen"> {t().openFigure(props.label)}</span>
      </button>
    </Show>
  );
}
