import { Show, createSignal, onCleanup } from "solid-js";
import { minutesAndSeconds, regional, type Language } from "../shared/locale.ts";
import { FileIcon } from "./file-icon.tsx";
import type { FileWords } from "./words/es.ts";

const SPEEDS = [1, 1.5, 2] as const;
/** What is played stops when something else begins. */
let playing: HTMLAudioElement | undefined;

const STEP_S = 5;

/** Play and pause, where one is, and how fast. */
export function SoundPlayer(props: {
  /** Undefined: not known yet. */
  src: string | undefined;
  name: string;
  durationMs?: number | undefined;
  voice: boolean;
  words: FileWords["player"];
  language: Language;
  onFail: () => void;
}) {
  const [isPlaying, setPlaying] = createSignal(false);
  const [at, setAt] = createSignal(0);
  const [measured, setMeasured] = createSignal<number>();
  const [speed, setSpeed] = createSignal<number>(1);
  const seconds = () => measured() ?? (props.durationMs ?? 0) / 1000;
  const clock = (value: number) => minutesAndSeconds(value * 1000);
  const said = () => props.words.at(clock(at()), clock(seconds()));
  const times = (value: number) => new Intl.NumberFormat(regional(props.language)).format(value);
  let audio!: HTMLAudioElement;
  onCleanup(() => audio.pause());

  function toggle(): void {
    if (!audio.paused) return audio.pause();
    if (playing !== audio) playing?.pause();
    playing = audio;
    audio.playbackRate = speed();
    void audio.play().catch(() => {});
  }
  function seek(to: number): void {
    audio.currentTime = Math.max(0, Math.min(seconds(), to));
    setAt(audio.currentTime);
  }
  function faster(): void {
    const next = SPEEDS[(SPEEDS.indexOf(speed() as 1) + 1) % SPEEDS.length]!;
    setSpeed(next);
    audio.playbackRate = next;
  }

  return (
    <div class="file-card player" role="group" aria-label={props.name}>
      <audio
        ref={(element) => (audio = element)}
        src={props.src}
        preload={props.durationMs === undefined ? "metadata" : "none"}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={() => setAt(audio.currentTime)}
        // A recording that was never finished has no length until it has been read.
        onDurationChange={() => Number.isFinite(audio.duration) && setMeasured(audio.duration)}
        onError={() => props.src !== undefined && props.onFail()}
      />
      <button
        type="button"
        class="plain square"
        aria-label={isPlaying() ? props.words.pause : props.words.play}
        title={isPlaying() ? props.words.pause : props.words.play}
        disabled={props.src === undefined}
        onClick={toggle}
      >
        <FileIcon name={isPlaying() ? "pause" : "play"} />
      </button>
      <div class="player-line">
        <Show when={!props.voice}>
          <bdi class="file-name" title={props.name}>
            {props.name}
          </bdi>
        </Show>
        <input
          type="range"
          min={0}
          max={Math.max(seconds(), 0.1)}
          step="any"
          value={at()}
          aria-label={props.words.position}
          aria-valuetext={said()}
          onInput={(event) => seek(event.currentTarget.valueAsNumber)}
          onKeyDown={(event) => {
            const step = { ArrowRight: STEP_S, ArrowUp: STEP_S, ArrowLeft: -STEP_S, ArrowDown: -STEP_S }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            seek(at() + step);
          }}
        />
        <span class="player-time">{isPlaying() || at() > 0 ? said() : clock(seconds())}</span>
      </div>
      <button
        type="button"
        class="plain player-speed"
        aria-label={props.words.speed(times(speed()))}
        title={props.words.speed(times(speed()))}
        onClick={faster}
      >
        {times(speed())}×
      </button>
    </div>
  );
}
