import { For, Show, createEffect, createSignal } from "solid-js";
import { language } from "../../panel/words/index.ts";
import { tw } from "../words/trial/index.ts";
import { preciseTime, weekday } from "./clock.ts";
import { LIMITS } from "./plan.ts";
import { SPEEDS, type Speed } from "./talk.ts";

const PLAY = "M7 5v14l12-7z";
const STEP = "M6 5v14l9-7zM18 5v14";
const PAUSE = "M7 5v14M17 5v14";

const Mark = (props: { path: string }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={props.path} />
  </svg>
);

/** The clock of the centre, and all that moves it. */
export function ClockBar(props: {
  now: number;
  startAt: number;
  isRunning: boolean;
  speed: Speed;
  /** As it goes, where that is clearly less than asked for. */
  slower: number | null;
  seed: number;
  /** What has just happened, for eyes and ears. */
  said: string;
  onRun: (isRunning: boolean) => void;
  onSpeed: (speed: Speed) => void;
  onStep: () => void;
  onAgain: () => void;
  onSeed: (seed: number) => void;
  onShare: () => void;
}) {
  const [seed, setSeed] = createSignal("");
  createEffect(() => setSeed(String(props.seed)));
  function sow(): void {
    const { least, most } = LIMITS.seed;
    const value = /^\d{1,6}$/.test(seed()) ? Number(seed()) : Number.NaN;
    if (value >= least && value <= most && value !== props.seed) props.onSeed(value);
    else setSeed(String(props.seed));
  }
  return (
    <div class="try-bar">
      <div class="try-moves">
        <button type="button" class="main with-icon try-run" onClick={() => props.onRun(!props.isRunning)}>
          <Mark path={props.isRunning ? PAUSE : PLAY} />
          {props.isRunning ? tw().pause : props.now === props.startAt ? tw().start : tw().goOn}
        </button>
        <p class="try-clock" aria-label={tw().clock}>
          <span>{weekday(language(), props.now)}</span>
          <strong>{preciseTime(language(), props.now)}</strong>
        </p>
        <fieldset class="choice try-speed">
          <legend class="unseen">{tw().speed}</legend>
          <div class="choice-row">
            <For each={SPEEDS}>
              {(speed) => (
                <label title={tw().speedSays[speed]}>
                  <input
                    type="radio"
                    name="speed"
                    value={speed}
                    checked={speed === props.speed}
                    onChange={() => props.onSpeed(speed)}
                  />
                  <span>{tw().speeds[speed]}</span>
                </label>
              )}
            </For>
          </div>
        </fieldset>
        <button type="button" class="with-icon try-step" aria-label={tw().step} onClick={() => props.onStep()}>
          <Mark path={STEP} />
          <span>{tw().step}</span>
        </button>
      </div>
      <div class="try-said">
        <p role="status">{props.said}</p>
        <Show when={props.slower}>{(times) => <p>{tw().slower(String(times()))}</p>}</Show>
      </div>
      <div class="try-seed">
        <label title={tw().seedSays}>
          <span>{tw().seed}</span>
          <input
            inputMode="numeric"
            size="6"
            value={seed()}
            onInput={({ currentTarget }) => setSeed(currentTarget.value)}
            onChange={sow}
          />
        </label>
        <button type="button" onClick={() => props.onAgain()}>
          {tw().again}
        </button>
        <button type="button" onClick={() => props.onShare()}>
          {tw().share}
        </button>
      </div>
    </div>
  );
}
