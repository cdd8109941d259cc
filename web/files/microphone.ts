/** The microphone and what records it: the hands of `VoiceRecorder`, which decides nothing. */
import type { VoiceReason } from "../../machines/voice-note.ts";

/**
 * Opus first: it can go into any of the containers that channels want, as it is. Chrome and Firefox record it in WebM or OGG, Safari
 * in WebM since 18.4; an older one records AAC in MP4, which every browser plays and which WhatsApp takes as a sound, not as a note.
 */
const RECORDED = [
  "audio/webm;codecs=opus",
  "audio/ogg;codecs=opus",
  "audio/mp4;codecs=opus",
  "audio/mp4;codecs=mp4a.40.2",
  "audio/mp4",
];
/** Speech in Opus: 15 KB for four seconds, 2.4 MB for ten minutes. */
const BITS_PER_SECOND = 32_000;
/** So much is given at a time: what a crash of the tab loses is lost anyhow, and memory is kept in pieces. */
const SLICE_MS = 1000;

/** WhatsApp wants one channel, and a voice has no more. */
const WANTED: MediaStreamConstraints = {
  audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

const REASONS: Record<string, VoiceReason> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "noMicrophone",
  OverconstrainedError: "noMicrophone",
  NotReadableError: "busy",
  AbortError: "busy",
};

export async function openMicrophone(): Promise<MediaStream | VoiceReason> {
  // Absent where the page is not https, and where a frame has not been allowed it.
  if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === "undefined") return "unsupported";
  try {
    return await navigator.mediaDevices.getUserMedia(WANTED);
  } catch (reason) {
    return REASONS[(reason as DOMException).name] ?? "failed";
  }
}

export interface Recording {
  pause: () => void;
  resume: () => void;
  /** What was recorded; the microphone is let go. */
  finish: () => Promise<Blob>;
  drop: () => void;
  /** How loud it is now, from 0 to 1, as an ear hears it. */
  level: () => number;
}

export function record(stream: MediaStream, onLost: () => void, onError: () => void): Recording {
  const mimeType = RECORDED.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: BITS_PER_SECOND });
  const pieces: Blob[] = [];
  const stopped = new Promise<void>((done) => recorder.addEventListener("stop", () => done(), { once: true }));
  let isDropped = false;
  recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  recorder.addEventListener("error", () => isDropped || onError());
  stream.getAudioTracks()[0]?.addEventListener("ended", () => isDropped || onLost());
  const meter = meterOf(stream);
  recorder.start(SLICE_MS);

  function letGo(): void {
    meter.close();
    stream.getTracks().forEach((track) => track.stop());
  }
  const stop = (): void => {
    if (recorder.state !== "inactive") recorder.stop();
  };
  return {
    pause: () => recorder.pause(),
    resume: () => recorder.resume(),
    level: () => meter.level(),
    async finish() {
      stop();
      await stopped;
      letGo();
      return new Blob(pieces, { type: recorder.mimeType });
    },
    drop() {
      isDropped = true;
      stop();
      letGo();
    },
  };
}

/** Below this it is silence, at 0 as loud as it goes: decibels, because an ear hears in them. */
const QUIET_DB = -60;

function meterOf(stream: MediaStream): { level: () => number; close: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  // Asked for after the click that began it, it may be born asleep.
  void context.resume().catch(() => {});
  const wave = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(wave);
      const power = wave.reduce((sum, value) => sum + value * value, 0) / wave.length;
      const db = 10 * Math.log10(power + 1e-12);
      return Math.max(0, Math.min(1, 1 - db / QUIET_DB));
    },
    // It may have been let go before it is thrown away.
    close: () => void (context.state !== "closed" && context.close()),
  };
}
