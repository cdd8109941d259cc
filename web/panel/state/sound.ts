/** A short sound, made here: no file to load, none to be missing when the network is. */
import { createSignal } from "solid-js";
import { kept } from "../../shared/stored.ts";

const KEY = "turno.muted";
const [muted, set] = createSignal(kept.read(KEY) === "1");
export { muted };

export function setMuted(value: boolean): void {
  kept.write(KEY, value ? "1" : null);
  set(value);
}

let context: AudioContext | undefined;

/** Browsers let a page sound only after the person has touched it. */
export function allowSound(): void {
  try {
    context ??= new AudioContext();
  } catch {
    return; // A machine without sound.
  }
  if (context.state === "suspended") void context.resume();
}

const NOTES = {
  /** Rises: somebody new. */
  conversation: [660, 990],
  message: [780],
} as const;
const NOTE_S = 0.14;
const VOLUME = 0.12;

export function ring(kind: keyof typeof NOTES): void {
  if (muted() || !context || context.state !== "running") return;
  let at = context.currentTime;
  for (const frequency of NOTES[kind]) {
    const tone = new OscillatorNode(context, { type: "sine", frequency });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(VOLUME, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + NOTE_S);
    at += NOTE_S;
  }
}
