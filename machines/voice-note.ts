/**
 * A voice note while it is made: asked for, recorded, heard, and taken or thrown away. It runs in the browser of whoever speaks; the
 * recorder around it listens to the microphone and to the clock, says what happened, and does what is asked for here.
 *
 *     idle → asking → recording ⇄ paused → finishing → reviewing → idle
 *               ↘ failed (why) ↙                ↘ failed
 */
import { setup } from "xstate";

/** As long as people listen to, and in Opus well below what any channel takes. */
export const VOICE_MAX_MS = 10 * 60_000;
/** Shorter is a finger that slipped: nothing was said. */
export const VOICE_MIN_MS = 500;

export const VOICE_REASONS = ["denied", "noMicrophone", "busy", "unsupported", "tooShort", "failed"] as const;
export type VoiceReason = (typeof VOICE_REASONS)[number];

export interface VoiceNoteContext {
  maxMs: number;
  /** Recorded before the last pause. */
  beforeMs: number;
  /** When recording began or went on; null: it is not. */
  since: number | null;
  reason: VoiceReason | null;
}

export type VoiceNoteEvent = { at: number } & (
  | { type: "voice.asked" }
  | { type: "microphone.given" }
  | { type: "microphone.refused"; reason: VoiceReason }
  /** Pulled out, or taken by a call. What was said is kept. */
  | { type: "microphone.lost" }
  | { type: "voice.paused" }
  | { type: "voice.resumed" }
  | { type: "voice.stopped" }
  | { type: "clock.ticked" }
  | { type: "voice.ready" }
  | { type: "voice.failed" }
  | { type: "voice.discarded" }
  | { type: "voice.taken" }
);
type Args = { context: VoiceNoteContext; event: VoiceNoteEvent };

/** What of it is recorded at a moment. */
export const recordedMs = ({ beforeMs, since }: VoiceNoteContext, at: number): number =>
  beforeMs + (since === null ? 0 : Math.max(0, at - since));

const setupVoice = setup({
  types: {
    // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off these values
    context: {} as VoiceNoteContext,
    // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- as above
    events: {} as VoiceNoteEvent,
    // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- as above
    input: {} as { maxMs?: number },
  },
  actions: {
    openMicrophone: () => {},
    record: () => {},
    pauseRecording: () => {},
    resumeRecording: () => {},
    finishRecording: () => {},
    /** Lets go of the microphone, and of what was recorded. */
    dropRecording: () => {},
  },
  guards: {
    isTooShort: ({ context, event }: Args) => recordedMs(context, event.at) < VOICE_MIN_MS,
    isLongEnough: ({ context, event }: Args) => recordedMs(context, event.at) >= context.maxMs,
  },
});

const begin = setupVoice.assign({ beforeMs: 0, since: null, reason: null });
const runs = setupVoice.assign({ since: ({ event }) => event.at });
const rests = setupVoice.assign({
  beforeMs: ({ context, event }) => Math.min(context.maxMs, recordedMs(context, event.at)),
  since: null,
});
const because = (reason: VoiceReason) => setupVoice.assign({ reason });

const asked = { target: "asking" as const, actions: [begin, "openMicrophone" as const] };
const discarded = { target: "idle" as const, actions: [begin, "dropRecording" as const] };
const finished = { target: "finishing" as const, actions: [rests, "finishRecording" as const] };
/** VN3 */
const stopped = [
  {
    guard: "isTooShort" as const,
    target: "failed" as const,
    actions: [rests, because("tooShort"), "dropRecording" as const],
  },
  finished,
];
const broken = { target: "failed" as const, actions: [rests, because("failed"), "dropRecording" as const] };

export const voiceNoteMachine = setupVoice.createMachine({
  id: "voiceNote",
  context: ({ input }) => ({ maxMs: input?.maxMs ?? VOICE_MAX_MS, beforeMs: 0, since: null, reason: null }),
  initial: "idle",
  states: {
    idle: { on: { "voice.asked": asked } },
    asking: {
      on: {
        "microphone.given": { target: "recording", actions: [runs, "record"] },
        "microphone.refused": {
          target: "failed",
          actions: setupVoice.assign({
            reason: ({ event }) => (event.type === "microphone.refused" ? event.reason : "failed"),
          }),
        },
        "voice.discarded": discarded,
      },
    },
    recording: {
      on: {
        "voice.paused": { target: "paused", actions: [rests, "pauseRecording"] },
        "voice.stopped": stopped,
        "microphone.lost": stopped,
        // VN4: as long as it may be.
        "clock.ticked": { guard: "isLongEnough", ...finished },
        "voice.failed": broken,
        "voice.discarded": discarded,
      },
    },
    paused: {
      on: {
        "voice.resumed": { target: "recording", actions: [runs, "resumeRecording"] },
        "voice.stopped": stopped,
        "microphone.lost": stopped,
        "voice.failed": broken,
        "voice.discarded": discarded,
      },
    },
    /** Put into what the channel takes. */
    finishing: {
      on: {
        "voice.ready": { target: "reviewing" },
        "voice.failed": broken,
        "voice.discarded": discarded,
      },
    },
    /** Heard by whoever said it, before anybody else hears it. */
    reviewing: {
      on: {
        "voice.taken": { target: "idle", actions: [begin, "dropRecording"] },
        "voice.discarded": discarded,
      },
    },
    /** Said why; nothing is held. */
    failed: { on: { "voice.asked": asked, "voice.discarded": discarded } },
  },
});
