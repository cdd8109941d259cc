import { For, Show } from "solid-js";
import { life as w } from "../words/life/index.ts";
import type { Life } from "./life.ts";
import { SPEEDS, type Playing, type Speed } from "./playing.ts";
import { clock, span, told } from "./telling.ts";

const PATHS = {
  beginning: "M7 5v14M19 5l-9 7 9 7z",
  back: "M16 5l-9 7 9 7z",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  forward: "M8 5l9 7-9 7z",
  end: "M17 5v14M5 5l9 7-9 7z",
} as const;

function Mark(props: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[props.name]} />
    </svg>
  );
}

/** Where one is in a life, and the way to elsewhere. */
export function Player(props: { life: Life; playing: Playing; isLive: boolean }) {
  const index = () => props.life.index();
  const last = () => props.life.entries().length - 1;
  const row = () => props.life.entries()[index()]?.row;
  const go = (to: number): void => {
    props.playing.stop();
    props.life.go(to);
  };
  /** One frame draws one place, however many the pointer has come by. */
  let dragged: number | undefined;
  function drag(to: number): void {
    const isAsked = dragged !== undefined;
    dragged = to;
    if (isAsked) return;
    requestAnimationFrame(() => {
      go(dragged!);
      dragged = undefined;
    });
  }
  const words = () =>
    row() ? `${w().place(index() + 1, last() + 1)}: ${told(row()!, props.life.names())}` : w().atStart;

  return (
    <section class="life-player" aria-label={w().player}>
      <input
        class="life-scrub"
        type="range"
        min={-1}
        max={Math.max(0, last())}
        step={1}
        value={index()}
        aria-label={w().position}
        aria-valuetext={words()}
        onInput={(event) => drag(event.currentTarget.valueAsNumber)}
      />
      <div class="life-buttons">
        <Press name="beginning" label={w().beginning} keys="Home" off={index() < 0} onPress={() => go(-1)} />
        <Press name="back" label={w().back} keys="←" off={index() < 0} onPress={() => go(index() - 1)} />
        <Press
          name={props.playing.isOn() ? "pause" : "play"}
          label={props.playing.isOn() ? w().pause : w().play}
          off={last() < 0}
          onPress={() => props.playing.toggle()}
        />
        <Press name="forward" label={w().forward} keys="→" off={index() >= last()} onPress={() => go(index() + 1)} />
        <Press name="end" label={w().end} keys="End" off={index() >= last()} onPress={() => go(last())} />
        <label class="life-speed">
          <span class="unseen">{w().speed}</span>
          <select
            value={props.playing.speed()}
            onChange={(event) => props.playing.setSpeed(event.currentTarget.value as Speed)}
          >
            <For each={SPEEDS}>{(speed) => <option value={speed}>{w().speeds[speed]}</option>}</For>
          </select>
        </label>
        <p class="life-place">
          <Show when={row()} fallback={w().atStart}>
            {(now) => (
              <>
                {w().place(index() + 1, last() + 1)}
                <span class="quiet"> · {clock(now().at)}</span>
              </>
            )}
          </Show>
          <Show when={(props.playing.nextIn() ?? 0) >= 1000}>
            <span class="quiet"> · {w().next(span(props.playing.nextIn()!))}</span>
          </Show>
        </p>
        <Show when={props.isLive}>
          <Show
            when={!props.life.isFollowing()}
            fallback={
              <span class="life-following">
                <span class="life-dot" aria-hidden="true" />
                {w().following}
              </span>
            }
          >
            <button
              type="button"
              onClick={() => {
                props.playing.stop();
                props.life.follow();
              }}
            >
              {w().goToNow}
            </button>
          </Show>
        </Show>
      </div>
    </section>
  );
}

function Press(props: { name: keyof typeof PATHS; label: string; keys?: string; off: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      class="plain square"
      aria-label={props.label}
      title={props.keys === undefined ? props.label : `${props.label} (${props.keys})`}
      // Not `disabled`: who steps to the end with it would lose the keyboard's place.
      aria-disabled={props.off ? "true" : undefined}
      onClick={() => !props.off && props.onPress()}
    >
      <Mark name={props.name} />
    </button>
  );
}
