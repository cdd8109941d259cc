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

const asked = {
  description: "VN1: nothing is recorded before the microphone was given.",
  target: "asking" as const,
  actions: [begin, "openMicrophone" as const],
};
const discarded = {
  description: "VN6: thrown away; neither the microphone nor what was recorded is held.",
  target: "idle" as const,
  actions: [begin, "dropRecording" as const],
};
const finishes = { target: "finishing" as const, actions: [rests, "finishRecording" as const] };
const tooShort = {
  guard: "isTooShort" as const,
  target: "failed" as const,
  actions: [rests, because("tooShort"), "dropRecording" as const],
};
const stopped = [
  { description: "VN3: of less than half a second nothing is kept.", ...tooShort },
  { description: "VN2: how long it is, is counted without its pauses.", ...finishes },
];
const lost = [
  { description: "VN3: of less than half a second nothing is kept.", ...tooShort },
  { description: "VN4: what was said until then is kept.", ...finishes },
];
const broken = {
  description: "VN6: it fails, and nothing is held.",
  target: "failed" as const,
  actions: [rests, because("failed"), "dropRecording" as const],
};

export const voiceNoteMachine = setupVoice.createMachine({
  id: "voiceNote",
  description: "A voice note while it is made.",
  context: ({ input }) => ({ maxMs: input?.maxMs ?? VOICE_MAX_MS, beforeMs: 0, since: null, reason: null }),
  initial: "idle",
  states: {
    idle: { description: "Nothing is recorded or held.", on: { "voice.asked": asked } },
    asking: {
      description: "The browser asks for the microphone.",
      on: {
        "microphone.given": { description: "VN1: now it records.", target: "recording", actions: [runs, "record"] },
        "microphone.refused": {
          description: "VN1: why it was not given is said.",
          target: "failed",
          actions: setupVoice.assign({
            reason: ({ event }) => (event.type === "microphone.refused" ? event.reason : "failed"),
          }),
        },
        "voice.discarded": discarded,
      },
    },
    recording: {
      description: "The microphone is heard.",
      on: {
        "voice.paused": {
          description: "VN2: a pause does not count.",
          target: "paused",
          actions: [rests, "pauseRecording"],
        },
        "voice.stopped": stopped,
        "microphone.lost": lost,
        "clock.ticked": { description: "VN4: as long as it may be.", guard: "isLongEnough", ...finishes },
        "voice.failed": broken,
        "voice.discarded": discarded,
      },
    },
    paused: {
      description: "The microphone is held, and not heard.",
      on: {
        "voice.resumed": { description: "VN2: it goes on.", target: "recording", actions: [runs, "resumeRecording"] },
        "voice.stopped": stopped,
        "microphone.lost": lost,
        "voice.failed": broken,
        "voice.discarded": discarded,
      },
    },
    finishing: {
      description: "Put into what the channel takes.",
      on: {
        "voice.ready": { description: "VN5: whoever said it hears it first.", target: "reviewing" },
        "voice.failed": broken,
        "voice.discarded": discarded,
      },
    },
    reviewing: {
      description: "Heard by whoever said it, before anybody else hears it.",
      on: {
        "voice.taken": {
          description: "VN5: it is sent as a file; nothing is held here.",
          target: "idle",
          actions: [begin, "dropRecording"],
        },
        "voice.discarded": discarded,
      },
    },
    failed: {
      description: "Said why; nothing is held.",
      on: { "voice.asked": asked, "voice.discarded": discarded },
    },
  },
});
