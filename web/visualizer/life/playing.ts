/** Playing a life by itself: entry after entry, as far apart as they were, faster, or with the pauses cut. */
import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import type { Life } from "./life.ts";

export const SPEEDS = ["1", "4", "16", "cut"] as const;
export type Speed = (typeof SPEEDS)[number];

/** The longest that one waits where pauses are cut, and the shortest that an entry is seen, in milliseconds. */
const PAUSE_MAX_MS = 1_500;
const SEEN_MIN_MS = 60;

/** For how long an entry is shown before the next one, in milliseconds. */
export function waitUntilNext(speed: Speed, gapMs: number): number {
  const wait = speed === "cut" ? Math.min(gapMs, PAUSE_MAX_MS) : gapMs / Number(speed);
  return Math.max(SEEN_MIN_MS, wait);
}

export interface Playing {
  isOn: Accessor<boolean>;
  toggle: () => void;
  stop: () => void;
  speed: Accessor<Speed>;
  setSpeed: (speed: Speed) => void;
  /** Until the next entry, in milliseconds, from when this one was come to; undefined: not playing. */
  nextIn: Accessor<number | undefined>;
}

export function createPlaying(life: Life): Playing {
  const [isOn, turn] = createSignal(false);
  const [speed, setSpeed] = createSignal<Speed>("cut");
  const [nextIn, setNextIn] = createSignal<number>();
  createEffect(() => {
    setNextIn(undefined);
    if (!isOn()) return;
    const index = life.index();
    const { rows } = life.replay;
    const next = rows[index + 1];
    if (!next) {
      turn(false);
      return;
    }
    const wait = waitUntilNext(speed(), next.at - (rows[index]?.at ?? next.at));
    setNextIn(wait);
    const timer = setTimeout(() => life.go(index + 1), wait);
    onCleanup(() => clearTimeout(timer));
  });
  return {
    isOn,
    toggle() {
      // From the end there is nothing to be played but all of it.
      if (!isOn() && life.index() >= life.count() - 1) life.go(-1);
      turn(!isOn());
    },
    stop: () => void turn(false),
    speed,
    setSpeed,
    nextIn,
  };
}
