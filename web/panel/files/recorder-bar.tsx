import { Match, Show, Switch, createEffect, createSignal, on, onCleanup, onMount } from "solid-js";
import type { LimitedChannel } from "../../../machines/media-limits.ts";
import { VoiceLevel } from "../../files/voice-level.tsx";
import { VoiceRecorder, type VoiceView } from "../../files/voice-recorder.ts";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { GuardedButton } from "../parts/guarded-button.tsx";
import type { Conversation } from "../state/conversation.ts";
import { t } from "../words/index.ts";
import { FileIcon } from "../../files/file-icon.tsx";
import { filesOf, type Voice } from "./files.ts";
import { limitsOf } from "./refusals.ts";
import { SoundPlayer } from "./sound-player.tsx";
import { whyNoFile } from "./why-no-file.ts";
import { words } from "./words/index.ts";

function begin(channel: LimitedChannel): Voice {
  const [view, setView] = createSignal<VoiceView>();
  const { voice = [], types } = limitsOf(channel, "audio");
  const channelsMax = types[voice[0] ?? ""]?.channelsMax;
  const recorder = new VoiceRecorder({
    types: voice,
    name: "voice",
    ...(channelsMax === undefined ? {} : { channelsMax }),
    onChange: setView,
  });
  return { recorder, view };
}

/** In place of what one writes, while one speaks. */
export default function RecorderBar(props: { conversation: Conversation; onClose: () => void }) {
  // oxlint-disable-next-line solid/reactivity -- the bar is of one conversation
  const files = filesOf(props.conversation);
  const before = files.voice();
  const { recorder, view } = before ?? begin(files.channel);
  files.keepVoice({ recorder, view });
  const is = (...states: VoiceView["state"][]) => states.some((state) => state === view()?.state);
  let bar!: HTMLDivElement;
  // What was pressed goes with its state: the keys must stay here, where Esc means this note and not the conversation.
  createEffect(
    on(
      () => view()?.state,
      () =>
        queueMicrotask(() => {
          if (document.activeElement === document.body) (bar.querySelector<HTMLElement>("[data-next]") ?? bar).focus();
        }),
    ),
  );
  onMount(() => {
    bar.focus();
    if (!before) recorder.ask();
  });
  // Another conversation comes in front: what has been said waits here, and nobody speaks into it meanwhile.
  onCleanup(() => {
    if (is("recording")) recorder.pause();
    else if (!is("paused", "finishing", "reviewing")) forget();
  });

  // Sent, thrown away here, or called off from elsewhere.
  createEffect(on(files.voice, (kept) => kept ?? props.onClose(), { defer: true }));

  function forget(): void {
    recorder.discard();
    files.keepVoice(undefined);
  }
  async function send(): Promise<void> {
    const note = recorder.take();
    if (!note) return;
    const { file } = note;
    files.keepVoice(undefined);
    const uploads = await files.uploads;
    uploads.send(uploads.add({ file, name: file.name, kind: "audio", voice: note.isVoice }), "");
  }

  return (
    <div
      class="recorder"
      ref={(element) => (bar = element)}
      role="group"
      tabIndex={-1}
      aria-label={t().files.voice}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        forget();
      }}
    >
      <button
        type="button"
        class="plain square"
        aria-label={words().recorder.discard}
        title={words().recorder.discard}
        onClick={forget}
      >
        <FileIcon name="trash" />
      </button>
      <Switch>
        <Match when={is("failed")}>
          <p class="trouble" role="alert">
            {words().recorder.trouble[view()?.reason ?? "failed"]}
          </p>
          <button type="button" data-next onClick={() => recorder.ask()}>
            {words().recorder.again}
          </button>
        </Match>
        <Match when={is("recording", "paused")}>
          <div class="recorder-state">
            <span class="recorder-dot" classList={{ still: is("paused") }} />
            <span role="status">{is("paused") ? words().recorder.paused : words().recorder.recording}</span>
            <span role="timer">{minutesAndSeconds(view()?.recordedMs ?? 0)}</span>
            <VoiceLevel label={words().recorder.level} level={view()?.level ?? 0} />
          </div>
          <button
            type="button"
            class="with-icon"
            data-next
            onClick={() => (is("paused") ? recorder.resume() : recorder.pause())}
          >
            <FileIcon name={is("paused") ? "mic" : "pause"} />
            {is("paused") ? words().recorder.resume : words().recorder.pause}
          </button>
          <button type="button" class="main with-icon" onClick={() => recorder.stop()}>
            <FileIcon name="stop" />
            {words().recorder.stop}
          </button>
        </Match>
        <Match when={is("reviewing") && view()?.note}>
          {(note) => (
            <>
              <SoundPlayer
                src={note().src}
                name={t().files.voice}
                durationMs={note().durationMs}
                voice
                onFail={() => {}}
              />
              <GuardedButton
                main
                icon="send"
                label={words().recorder.send}
                reason={whyNoFile(props.conversation)}
                onPress={() => void send()}
              />
            </>
          )}
        </Match>
        <Match when={true}>
          <p class="quiet" role="status">
            <Show when={is("finishing")} fallback={words().recorder.starting}>
              {words().recorder.finishing}
            </Show>
          </p>
        </Match>
      </Switch>
    </div>
  );
}
