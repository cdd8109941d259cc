import { Match, Show, Switch, createSignal, onCleanup, onMount } from "solid-js";
import { FileIcon } from "../../files/file-icon.tsx";
import { limitsOf } from "../../files/refusals.ts";
import { SoundPlayer } from "../../files/sound-player.tsx";
import { VoiceLevel } from "../../files/voice-level.tsx";
import { VoiceRecorder, type VoiceView } from "../../files/voice-recorder.ts";
import { minutesAndSeconds } from "../../shared/locale.ts";
import type { Files } from "./files.ts";
import { focusComposer } from "./focus.ts";

/** Of Chrome and its kin; elsewhere one cannot tell the site's word from the visitor's. */
type Policed = Document & { featurePolicy?: { allowsFeature: (name: string) => boolean } };
const siteForbids = (): boolean => (document as Policed).featurePolicy?.allowsFeature("microphone") === false;

/** In place of the composer, while one speaks. */
export function Recorder(props: { files: Files }) {
  const words = () => props.files.speech().words.recorder;
  const [view, setView] = createSignal<VoiceView>();
  const { voice = [] } = limitsOf("web", "audio");
  const recorder = new VoiceRecorder({ types: voice, name: "voice", onChange: setView });
  const is = (...states: VoiceView["state"][]) => states.some((state) => state === view()?.state);
  let bar!: HTMLElement;
  /** What one presses next, wherever the one before has gone. */
  const focus = (): void => queueMicrotask(() => bar.querySelector<HTMLElement>("[data-next]")?.focus());
  const press = (what: "pause" | "resume" | "stop" | "ask") => () => {
    recorder[what]();
    focus();
  };
  onMount(() => {
    bar.focus();
    recorder.ask();
  });
  onCleanup(() => recorder.discard());

  function leave(): void {
    props.files.setMode(undefined);
    focusComposer();
  }
  async function send(): Promise<void> {
    const note = recorder.take();
    if (!note) return;
    const { file } = note;
    const uploads = await props.files.uploads();
    uploads.send(uploads.add({ file, name: file.name, kind: "audio", voice: note.isVoice }), "");
    leave();
  }
  const reason = () => view()?.reason ?? "failed";
  const isForbidden = () => reason() !== "tooShort" && siteForbids();

  return (
    <section
      ref={(element) => (bar = element)}
      class="composer recorder"
      tabindex="-1"
      aria-label={props.files.words().files.voice}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        leave();
      }}
    >
      <button type="button" class="file-tool" aria-label={words().discard} title={words().discard} onClick={leave}>
        <FileIcon name="trash" />
      </button>
      <Switch>
        <Match when={is("failed")}>
          <p class="problem" role="alert">
            {isForbidden() ? props.files.own().siteForbids : words().trouble[reason()]}
          </p>
          <Show when={!isForbidden()}>
            <button type="button" class="plain" data-next onClick={press("ask")}>
              {words().again}
            </button>
          </Show>
        </Match>
        <Match when={is("recording", "paused")}>
          <div class="recorder-state">
            <span class="recorder-dot" classList={{ still: is("paused") }} />
            <span class="hidden" role="status">
              {is("paused") ? words().paused : words().recording}
            </span>
            <span role="timer">{minutesAndSeconds(view()?.recordedMs ?? 0)}</span>
            <VoiceLevel label={words().level} level={view()?.level ?? 0} />
          </div>
          <button
            type="button"
            class="file-tool"
            data-next
            aria-label={is("paused") ? words().resume : words().pause}
            title={is("paused") ? words().resume : words().pause}
            onClick={() => press(is("paused") ? "resume" : "pause")()}
          >
            <FileIcon name={is("paused") ? "mic" : "pause"} />
          </button>
          <button type="button" class="primary" aria-label={words().stop} title={words().stop} onClick={press("stop")}>
            <FileIcon name="stop" />
          </button>
        </Match>
        <Match when={is("reviewing") && view()?.note}>
          {(note) => (
            <>
              <SoundPlayer
                src={note().src}
                name={props.files.words().files.voice}
                durationMs={note().durationMs}
                voice
                words={props.files.speech().words.player}
                language={props.files.speech().language}
                onFail={() => {}}
              />
              <button
                type="button"
                class="primary"
                data-next
                aria-label={words().send}
                title={words().send}
                onClick={() => void send()}
              >
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d="M4 12l16-8-6 17-3-7z" />
                </svg>
              </button>
            </>
          )}
        </Match>
        <Match when={true}>
          <p class="file-about" role="status">
            <Show when={is("finishing")} fallback={words().starting}>
              {words().finishing}
            </Show>
          </p>
        </Match>
      </Switch>
    </section>
  );
}
