import { Show, Suspense, createEffect, createSignal, lazy } from "solid-js";
import { Choice } from "../../panel/parts/choice.tsx";
import { insist } from "../../panel/parts/later.ts";
import { tw } from "../words/trial/index.ts";
import { ComparedDays } from "./compared.tsx";
import { createComparing } from "./comparing.ts";
import { withOneMore, type Plan } from "./plan.ts";

/** It asks who is signed in: of use to few. */
const RealDay = lazy(() => insist(() => import("./real-day.tsx")));

const DAYS = ["here", "real"] as const;
const LEAST_MS = 5 * 60_000;

/** What one agent more would have changed: in the day that runs here, and in a day that has been. */
export function WhatIf(props: { plan: () => Plan; now: number; startAt: number }) {
  const [day, setDay] = createSignal<(typeof DAYS)[number]>("here");
  const comparing = createComparing();
  const isTooSoon = () => props.now - props.startAt < LEAST_MS;
  // Another day has begun: what was found out was about the one before.
  createEffect(() => {
    if (!isTooSoon()) return;
    comparing.stop();
    comparing.forget();
  });
  function compare(): void {
    const before = props.plan();
    comparing.compare(before, withOneMore(before, tw().extra), props.now);
  }
  return (
    <section class="try-card" aria-labelledby="try-what-if">
      <h2 id="try-what-if">{tw().whatIf}</h2>
      <p class="quiet">{tw().whatIfSays}</p>
      <Choice
        label={tw().whichDay}
        options={DAYS}
        words={(one) => (one === "here" ? tw().whatIfHere : tw().whatIfReal)}
        chosen={day()}
        onChoose={setDay}
      />
      <Show
        when={day() === "here"}
        fallback={
          <Suspense fallback={<p class="quiet">{tw().loading}</p>}>
            <RealDay />
          </Suspense>
        }
      >
        <p class="try-ask">
          <button type="button" class="main" disabled={isTooSoon() || comparing.part() !== null} onClick={compare}>
            {tw().compare}
          </button>
          <Show when={isTooSoon()}>
            <span class="quiet">{tw().tooSoon}</span>
          </Show>
        </p>
        <ComparedDays comparing={comparing} beforeName={tw().asHere} assumptions={tw().assumptions} />
      </Show>
    </section>
  );
}
