import { For, Show, Suspense, createMemo, createSignal, lazy, onCleanup } from "solid-js";
import type { Address } from "../../../party/engine/definition.ts";
import { Icon } from "../../panel/parts/icons.tsx";
import { insist } from "../../panel/parts/later.ts";
import { tw } from "../words/trial/index.ts";
import { addressOf, planIn } from "./address.ts";
import { AgentCard } from "./agent-card.tsx";
import { Arrivals } from "./arrivals.tsx";
import { Charts } from "./charts.tsx";
import { ClockBar } from "./clock-bar.tsx";
import { Figures } from "./figures.tsx";
import { Lines } from "./lines.tsx";
import { moving } from "./moving.ts";
import {
  LIMITS,
  PRESETS,
  nameFor,
  presetOf,
  presets,
  servingIn,
  USUAL_CAPACITY,
  type Doing,
  type Plan,
} from "./plan.ts";
import { Receipts } from "./receipts.tsx";
import { createRunning } from "./running.ts";
import { goneSince, happenedIn, saidOf, summaryOf } from "./saying.ts";
import type { Standing } from "./talk.ts";
import { WhatIf } from "./what-if.tsx";
import "./trial.css";

/** Charts, and all that replays: of use to whoever wants to see inside. */
const TrialLife = lazy(() => insist(() => import("./trial-life.tsx")));

/** More than this part less than what was asked for is worth a word. */
const CLEARLY_SLOWER = 0.7;

/** `/machines/try`: a centre of one's own. */
export default function TrialPage() {
  let centre: HTMLElement | undefined;
  const first = planIn(location.search);
  const [plan, setPlan] = createSignal(first);
  const [said, say] = createSignal("");
  /** What was under way is still finished; then one hears how the day stands. */
  let isPausing = false;
  const isFast = () => running.isRunning() && running.speed() > 60;
  const running = createRunning(
    first,
    (change) => {
      const before = running.standing?.agents.map((agent) => ({ ...agent })) ?? [];
      moving(centre, isFast(), change);
      const gone = goneSince(before, running.standing?.agents ?? []);
      if (gone !== "") say(gone);
      if (!isPausing || running.pace() !== null) return;
      isPausing = false;
      say(summaryOf(running.standing!));
    },
    (happened) => say(happenedIn(happened)),
  );
  const preset = createMemo(() => presetOf(plan()));

  /** The page stays where it is: one has not gone anywhere. */
  const show = (said: Plan): void => history.replaceState(null, "", `${location.pathname}?${addressOf(said)}`);
  /** Another day begins. What was done in the one before is not done in it, unless the plan says so. */
  function begin(next: Plan, isRunning: boolean): void {
    setPlan(next);
    show(next);
    running.begin(next);
    const name = presetOf(next);
    say(tw().said.began(name ? tw().preset[name].name : tw().said.own));
    if (isRunning) running.run(true);
  }
  /** The same centre at its beginning: as hands have made it, if they have. What they did to it then is not done again. */
  function anew(): Plan {
    const { standing } = running;
    const { settings, deeds } = plan();
    if (!standing || standing.deeds.length === deeds.length) return plan();
    const { arrivalsPerHour, handlingMs } = standing;
    const agents = standing.agents.map(({ name, capacity, departments }) => ({
      name,
      capacity,
      departments: [...departments],
    }));
    return { settings: { ...settings, arrivalsPerHour, handlingMs, agents }, deeds };
  }
  function change(settings: Partial<Plan["settings"]>): void {
    const next = anew();
    begin({ ...next, settings: { ...next.settings, ...settings } }, running.isRunning());
  }
  function changeDepartments(next: readonly string[]): void {
    const { agents, departments: before } = anew().settings;
    change({ departments: next, agents: servingIn(agents, next, before) });
  }
  function act(doing: Doing): void {
    running.do(doing);
    say(saidOf(doing));
  }
  function run(isOn: boolean): void {
    running.run(isOn);
    isPausing = !isOn;
    if (isOn) say(tw().said.running(tw().speedSays[running.speed()]!));
  }
  /** As it went until now, what was done by hand included. */
  const asPlayed = (): Plan => ({ ...plan(), deeds: running.deeds() });
  async function share(): Promise<void> {
    show(asPlayed());
    try {
      await navigator.clipboard.writeText(location.href);
      say(tw().shared);
    } catch {
      say(tw().notShared);
    }
  }
  const slower = () => {
    const pace = running.pace();
    return pace !== null && pace < running.speed() * CLEARLY_SLOWER ? Math.round(pace) : null;
  };
  const longestNow = ({ lines, figures }: Standing): number | null => {
    const heads = lines.flatMap(({ first }) => first[0]?.enqueuedAt ?? []);
    return heads.length === 0 ? null : figures.now - Math.min(...heads);
  };
  const departments = () => plan().settings.departments;
  const [opened, setOpened] = createSignal<Address | null>(null);
  let leftAt = 0;
  let leftFrom: string | undefined;
  /** The way back leads here again. */
  function open(self: Address): void {
    if (running.isRunning()) run(false);
    leftAt = scrollY;
    leftFrom = (document.activeElement as HTMLElement | null)?.dataset["token"];
    history.pushState(null, "", location.href);
    setOpened(self);
  }
  const closed = (): void => {
    if (opened() === null) return;
    setOpened(null);
    requestAnimationFrame(() => {
      scrollTo(0, leftAt);
      const token = [...document.querySelectorAll<HTMLElement>("[data-token]")].find(
        ({ dataset }) => dataset["token"] === leftFrom,
      );
      (token ?? document.querySelector<HTMLElement>(".try h1"))?.focus({ preventScroll: true });
    });
  };
  // oxlint-disable-next-line solid/reactivity -- called by the browser, at any time
  addEventListener("popstate", closed);
  onCleanup(() => removeEventListener("popstate", closed));
  const names = () => running.standing?.names ?? {};

  const centreView = () => (
    <main class="try">
      <header class="try-head">
        <h1 tabIndex={-1}>{tw().title}</h1>
        <p>{tw().lede}</p>
      </header>
      <fieldset class="try-presets">
        <legend>{tw().presets}</legend>
        <For each={PRESETS}>
          {(name) => (
            <button
              type="button"
              aria-pressed={preset() === name}
              onClick={() =>
                begin({ ...presets[name], settings: { ...presets[name].settings, seed: plan().settings.seed } }, true)
              }
            >
              <strong>{tw().preset[name].name}</strong>
              <span>{tw().preset[name].says}</span>
            </button>
          )}
        </For>
      </fieldset>
      <Show when={running.isBroken()}>
        <p class="trouble" role="alert">
          {tw().broken}
        </p>
      </Show>
      <Show when={running.standing}>
        {(standing) => (
          <>
            <ClockBar
              now={standing().figures.now}
              startAt={standing().startAt}
              isRunning={running.isRunning()}
              speed={running.speed()}
              slower={slower()}
              seed={plan().settings.seed}
              said={said()}
              onRun={run}
              onSpeed={(speed) => running.setSpeed(speed)}
              onStep={() => running.step()}
              onAgain={() => begin(anew(), running.isRunning())}
              onSeed={(seed) => change({ seed })}
              onShare={() => void share()}
            />
            <Figures figures={standing().figures} longestNowMs={longestNow(standing())} />
            <section class="try-centre" aria-label={tw().flow} ref={(element) => (centre = element)}>
              <section class="try-card" aria-labelledby="try-arriving">
                <h2 id="try-arriving">{tw().arriving}</h2>
                <Arrivals
                  perHour={standing().arrivalsPerHour}
                  handlingMs={standing().handlingMs}
                  departments={departments()}
                  onDo={act}
                  onDepartments={changeDepartments}
                />
              </section>
              <section class="try-card" aria-labelledby="try-waiting">
                <h2 id="try-waiting">
                  <span>{tw().waitingHere}</span>
                  <button
                    type="button"
                    class="plain square small"
                    aria-label={tw().lifeOfQueue}
                    title={tw().lifeOfQueue}
                    onClick={() => open({ party: "queue", room: standing().queue })}
                  >
                    <Icon name="eye" />
                  </button>
                </h2>
                <Lines
                  lines={standing().lines}
                  now={standing().figures.now}
                  onOpen={(room) => open({ party: "conversation", room })}
                />
              </section>
              <section class="try-card try-agents" aria-labelledby="try-agents">
                <h2 id="try-agents">
                  <span>{tw().served}</span>
                  <button
                    type="button"
                    disabled={standing().agents.length >= LIMITS.agents.most}
                    onClick={() =>
                      act({
                        kind: "hire",
                        agent: {
                          name: nameFor(standing().agents.map(({ name }) => name)),
                          capacity: USUAL_CAPACITY,
                          departments: departments(),
                        },
                      })
                    }
                  >
                    {tw().hire}
                  </button>
                </h2>
                <Show when={standing().agents.length > 0} fallback={<p class="try-none">{tw().nobodyWorks}</p>}>
                  <ul>
                    <For each={standing().agents}>
                      {(agent) => (
                        <AgentCard
                          agent={agent}
                          now={standing().figures.now}
                          departments={departments()}
                          onDo={act}
                          onOpenAgent={() => open({ party: "agent", room: agent.id })}
                          onOpen={(room) => open({ party: "conversation", room })}
                        />
                      )}
                    </For>
                  </ul>
                </Show>
              </section>
            </section>
            <Charts
              points={running.points()}
              agents={standing().agents}
              startAt={standing().startAt}
              now={standing().figures.now}
            />
            <div class="try-below">
              <Receipts
                receipts={running.receipts()}
                nameOf={(id) => names()[id] ?? id}
                onOpen={(room) => open({ party: "conversation", room })}
              />
              <WhatIf plan={asPlayed} now={standing().figures.now} startAt={standing().startAt} />
            </div>
          </>
        )}
      </Show>
    </main>
  );

  return (
    <Show when={opened()} fallback={centreView()} keyed>
      {(self) => (
        <Suspense fallback={<p role="status">{tw().loading}</p>}>
          <TrialLife
            self={self}
            log={() => running.log(self.party, self.room)}
            receipts={running.receipts()}
            nameOf={(id) => names()[id] ?? id}
            onClose={() => history.back()}
          />
        </Suspense>
      )}
    </Show>
  );
}
