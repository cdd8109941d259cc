/**
 * Records a voice note: says to `machines/voice-note.ts` what happened and does what it asks for. No framework.
 *
 * What is stored is what both sides play. Web chat: MP4, with the Opus that was recorded put into it (Chrome, Firefox, Safari since 17)
 * or with the AAC that an older Safari records (all of them); OGG itself is not played by Safari before 18.4, and WebM with Opus not
 * before 17.4. WhatsApp and Telegram: OGG with Opus, of one channel.
 */
import { initialTransition, transition, type SnapshotFrom } from "xstate";
import { recordedMs, voiceNoteMachine, type VoiceNoteEvent, type VoiceReason } from "../../machines/voice-note.ts";
import { openMicrophone, record, type Recording } from "./microphone.ts";
import type { SoundType } from "./remux.ts";

export type VoiceState = SnapshotFrom<typeof voiceNoteMachine>["value"];

export interface VoiceNote {
  file: File;
  /** To hear it before it is sent; good until it is taken or thrown away. */
  src: string;
  durationMs: number;
  /** Whether the channel takes it as a voice note; else it can be sent as any sound, if the channel takes its type. */
  isVoice: boolean;
}

export interface VoiceView {
  state: VoiceState;
  /** Why there is none. */
  reason: VoiceReason | null;
  recordedMs: number;
  /** From 0 to 1, while it is recorded. */
  level: number;
  /** In `reviewing`. */
  note: VoiceNote | undefined;
}

export interface VoiceRecorderOptions {
  /** What a voice note may be stored as here, best first: `voice` of the channel's limits. */
  types: readonly string[];
  /** Of the file, without an ending. */
  name: string;
  channelsMax?: number;
  maxMs?: number;
  /** At every change, and while it is recorded some ten times a second. */
  onChange: (view: VoiceView) => void;
}

const TICK_MS = 100;
type Snapshot = SnapshotFrom<typeof voiceNoteMachine>;
type Said = VoiceNoteEvent extends infer E ? (E extends VoiceNoteEvent ? Omit<E, "at"> : never) : never;

export class VoiceRecorder {
  #snapshot: Snapshot;
  #stream: MediaStream | undefined;
  #recording: Recording | undefined;
  #note: VoiceNote | undefined;
  #ticking: ReturnType<typeof setInterval> | undefined;
  /** Counts what was begun: an answer to what has been thrown away since is not heard. */
  #turn = 0;
  readonly #doing: Record<string, () => void>;

  constructor(private readonly options: VoiceRecorderOptions) {
    const { maxMs } = options;
    [this.#snapshot] = initialTransition(voiceNoteMachine, maxMs === undefined ? {} : { maxMs });
    this.#doing = {
      openMicrophone: () => void this.#open(),
      record: () => this.#record(),
      pauseRecording: () => this.#recording?.pause(),
      resumeRecording: () => this.#recording?.resume(),
      finishRecording: () => void this.#finish(),
      dropRecording: () => this.#drop(),
    };
  }

  ask = (): void => this.#hear({ type: "voice.asked" });
  pause = (): void => this.#hear({ type: "voice.paused" });
  resume = (): void => this.#hear({ type: "voice.resumed" });
  /** To hear it. */
  stop = (): void => this.#hear({ type: "voice.stopped" });
  discard = (): void => this.#hear({ type: "voice.discarded" });

  /** Whoever takes it sends it. */
  take(): VoiceNote | undefined {
    const note = this.#note;
    this.#hear({ type: "voice.taken" });
    return note;
  }

  get view(): VoiceView {
    const { value, context } = this.#snapshot;
    const level = value === "recording" ? (this.#recording?.level() ?? 0) : 0;
    return {
      state: value,
      reason: context.reason,
      recordedMs: recordedMs(context, Date.now()),
      level,
      note: this.#note,
    };
  }

  #hear(said: Said): void {
    const [next, actions] = transition(voiceNoteMachine, this.#snapshot, { ...said, at: Date.now() });
    this.#snapshot = next;
    for (const { type } of actions) this.#doing[type]?.();
    this.#tick();
    this.options.onChange(this.view);
  }

  #tick(): void {
    const isRecording = this.#snapshot.value === "recording";
    if (isRecording === (this.#ticking !== undefined)) return;
    clearInterval(this.#ticking);
    this.#ticking = isRecording ? setInterval(() => this.#hear({ type: "clock.ticked" }), TICK_MS) : undefined;
  }

  async #open(): Promise<void> {
    const turn = ++this.#turn;
    const given = await openMicrophone();
    if (turn !== this.#turn) {
      if (typeof given !== "string") given.getTracks().forEach((track) => track.stop());
    } else if (typeof given === "string") {
      this.#hear({ type: "microphone.refused", reason: given });
    } else {
      this.#stream = given;
      this.#hear({ type: "microphone.given" });
    }
  }

  #record(): void {
    try {
      this.#recording = record(
        this.#stream!,
        () => this.#hear({ type: "microphone.lost" }),
        () => this.#hear({ type: "voice.failed" }),
      );
    } catch {
      // Not in the middle of the step that asked for it.
      queueMicrotask(() => this.#hear({ type: "voice.failed" }));
    }
  }

  async #finish(): Promise<void> {
    const turn = this.#turn;
    const note = await this.#make().catch(() => undefined);
    if (turn !== this.#turn) {
      if (note) URL.revokeObjectURL(note.src);
      return;
    }
    this.#note = note;
    this.#hear({ type: note ? "voice.ready" : "voice.failed" });
  }

  async #make(): Promise<VoiceNote | undefined> {
    const { types, name, channelsMax } = this.options;
    const recorded = await this.#recording?.finish();
    if (!recorded?.size) return undefined;
    const { soundAs } = await import("./remux.ts");
    const durationMs = this.#snapshot.context.beforeMs;
    for (const type of types) {
      if (type !== "audio/mp4" && type !== "audio/ogg") continue;
      const file = await soundAs(recorded, type satisfies SoundType, name, channelsMax);
      if (file) return { file, src: URL.createObjectURL(file), durationMs, isVoice: true };
    }
    // No way to what the channel calls a voice note: what any browser plays is still a sound.
    const file = await soundAs(recorded, "audio/mp4", name, channelsMax);
    return file && { file, src: URL.createObjectURL(file), durationMs, isVoice: false };
  }

  #drop(): void {
    this.#turn++;
    this.#recording?.drop();
    this.#stream?.getTracks().forEach((track) => track.stop());
    if (this.#note) URL.revokeObjectURL(this.#note.src);
    this.#recording = this.#stream = this.#note = undefined;
  }
}
