/** The guide: a card beside what is to be done next, and a ring around it. It shows; it never takes the focus from who is at work. */
import { Match, Show, Switch, createEffect, createMemo, createSignal, on, onCleanup, onMount } from "solid-js";
import { createActor } from "xstate";
import type { TourCentre } from "./centre.ts";
import { Finished, Welcome } from "./ends.tsx";
import { follow, type Seen } from "./follow.ts";
import type { Kept } from "./kept.ts";
import { atEdge, besides } from "./place.ts";
import { StepCard, stepText } from "./step-card.tsx";
import { STEP_NAMES, isStep, stepOf, type StepName } from "./steps.ts";
import { isWaiting, placeIn, tourMachine, type TourEvent } from "./tour-machine.ts";
import { w } from "./words/index.ts";

/** As the panel: one hand, one thing at a time. */
const NARROW_PX = 760;
const RING_PX = 6;
/** While it lasts, what was handed over can be had back. */
const COLLEAGUE_WAITS: readonly string[] = ["transfer", "undo"] satisfies StepName[];

export function Guide(props: {
  centre: TourCentre;
  /** What it stands in, and what the panel does. */
  home: HTMLElement;
  panel: HTMLElement;
  kept: Kept;
  onPlace: (place: ReturnType<typeof placeIn>, done: readonly StepName[]) => void;
}) {
  // oxlint-disable-next-line solid/reactivity -- one centre for as long as this lives
  const { centre, home, panel, kept } = props;
  const actor = createActor(tourMachine, { input: kept });
  const [snapshot, setSnapshot] = createSignal(actor.getSnapshot());
  const [seen, setSeen] = createSignal<Seen>();
  const [isFolded, fold] = createSignal(false);
  const place = createMemo(() => placeIn(snapshot().value));
  const step = createMemo(() => {
    const name = place();
    return isStep(name) ? name : undefined;
  });
  const isKnown = createMemo(() => isWaiting(snapshot().value));
  const send = (type: Exclude<TourEvent["type"], "facts.changed">): void => actor.send({ type });
  let card!: HTMLElement;
  let title!: HTMLHeadingElement;

  actor.subscribe(setSnapshot);
  actor.start();
  centre.onFacts = () => actor.send({ type: "facts.changed", facts: centre.facts });
  centre.onFacts();
  createEffect(() => {
    props.onPlace(place(), snapshot().context.done);
    const now = step();
    if (now) centre.want(stepOf(now).customers);
    centre.letColleagueTake(now !== undefined && !COLLEAGUE_WAITS.includes(now));
  });

  const box = () => (isKnown() ? undefined : seen()?.box);
  const isNarrow = () => (seen()?.page.width ?? innerWidth) <= NARROW_PX;
  const edge = () =>
    atEdge(box() ?? null, seen()?.inDialog === true, seen()?.page ?? { width: innerWidth, height: innerHeight });

  function put(): void {
    const page = seen()?.page;
    if (!page || isNarrow() || !step()) return card.removeAttribute("style");
    const at = besides(
      box() ?? null,
      seen()?.around ?? null,
      { width: card.offsetWidth, height: card.offsetHeight },
      page,
    );
    Object.assign(card.style, { top: `${at.top}px`, left: `${at.left}px` });
  }

  onMount(() => {
    const following = follow(home, panel, step, setSeen);
    createEffect(on([place, isKnown, () => w()], () => queueMicrotask(following.look), { defer: true }));
    createEffect(() => {
      place();
      isKnown();
      seen();
      isFolded();
      put();
    });
    // What is unfolded in it makes it larger.
    const growing = new ResizeObserver(put);
    growing.observe(card);
    following.look();
    onCleanup(() => {
      following.stop();
      growing.disconnect();
    });
  });

  /** Where the focus was before it came here. */
  let elsewhere: HTMLElement | null = null;
  let isInside = false;
  // Who had pressed something here that is gone now goes on from the title.
  createEffect(
    on([place, isKnown], () => isInside && document.activeElement === document.body && title.focus(), { defer: true }),
  );
  const jumped = (event: KeyboardEvent): void => {
    if (event.key !== "F6") return;
    event.preventDefault();
    const { activeElement } = document;
    if (card.contains(activeElement)) return (elsewhere?.isConnected ? elsewhere : panel.querySelector("h2"))?.focus();
    elsewhere = activeElement as HTMLElement | null;
    title.focus();
  };
  addEventListener("keydown", jumped);
  onCleanup(() => {
    removeEventListener("keydown", jumped);
    actor.stop();
  });

  const number = () => STEP_NAMES.indexOf(step()!) + 1;
  const heading = (): string => {
    const now = step();
    if (now) return w().steps[now].title;
    return place() === "finished" ? w().finished.title : w().welcome.title;
  };
  const praise = (): string => {
    const { justDone } = snapshot().context;
    return justDone ? w().steps[justDone].done : "";
  };
  const spoken = (): string => {
    const now = step();
    const about = now ? `${w().step(number(), STEP_NAMES.length)}: ${heading()}. ${stepText(now)}` : heading();
    return `${praise()} ${about}`.trim();
  };

  return (
    <>
      <Show when={step() && box()}>
        {(around) => (
          <div
            class="guide-ring"
            aria-hidden="true"
            style={{
              top: `${around().top - RING_PX}px`,
              left: `${around().left - RING_PX}px`,
              width: `${around().width + 2 * RING_PX}px`,
              height: `${around().height + 2 * RING_PX}px`,
            }}
          />
        )}
      </Show>
      <aside
        ref={(element) => (card = element)}
        class="card guide-card"
        classList={{
          middle: step() === undefined,
          "at-top": isNarrow() && step() !== undefined && edge() === "top",
          "at-bottom": isNarrow() && step() !== undefined && edge() === "bottom",
          folded: isFolded() && isNarrow() && step() !== undefined,
        }}
        aria-label={w().title}
        onFocusIn={() => (isInside = true)}
        onFocusOut={({ relatedTarget }) => {
          if (relatedTarget instanceof Node && !card.contains(relatedTarget)) isInside = false;
        }}
      >
        <header>
          <p class="guide-step">
            <Show when={step()} fallback={w().title}>
              {w().step(number(), STEP_NAMES.length)}
            </Show>
          </p>
          <Show when={isNarrow() && step()}>
            <button type="button" class="plain" aria-expanded={!isFolded()} onClick={() => fold((before) => !before)}>
              {isFolded() ? w().unfold : w().fold}
            </button>
          </Show>
          <button type="button" class="plain" onClick={() => send("tour.leave")}>
            {w().leave}
          </button>
        </header>
        <Show when={step()}>
          <progress max={STEP_NAMES.length} value={number() - 1} aria-hidden="true" />
        </Show>
        <Show when={praise()}>{(said) => <p class="guide-done">✓ {said()}</p>}</Show>
        <h2 tabIndex={-1} ref={(element) => (title = element)}>
          {heading()}
        </h2>
        <div class="guide-body">
          <Switch>
            <Match when={step()} keyed>
              {(now) => (
                <StepCard
                  step={now}
                  isKnown={isKnown()}
                  hint={seen()?.hint}
                  onBack={() => send("tour.back")}
                  onSkip={() => send("tour.skip")}
                  onNext={() => send("tour.next")}
                />
              )}
            </Match>
            <Match when={place() === "finished"}>
              <Finished done={snapshot().context.done} onBack={() => send("tour.back")} />
            </Match>
            <Match when={place() === "welcome"}>
              <Welcome from={kept.from} onBegin={() => send("tour.next")} onResume={() => send("tour.resume")} />
            </Match>
          </Switch>
          <p class="quiet guide-practice">{w().practice}</p>
        </div>
      </aside>
      <p class="unseen" role="status">
        {spoken()}
      </p>
    </>
  );
}
