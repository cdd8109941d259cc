/** Short sounds, made here: no file to load, none to be missing when the network is. */
import { createSignal } from "solid-js";
import { kept } from "../../shared/stored.ts";

export const SOUNDS = ["chime", "marimba", "drop", "knock", "bell"] as const;
export type SoundName = (typeof SOUNDS)[number];
/** `conversation`: somebody new; `message`: somebody who is there already. */
export type Kind = "conversation" | "message";

const MUTED = "turno.muted";
const SOUND = "turno.sound";
const VOLUME = "turno.volume";
const VOLUME_AT_FIRST = 0.6;
/** At full volume, so that two notes together do not distort. */
const GAIN_MAX = 0.3;
const SILENCE = 0.0001;

const readSound = (): SoundName => SOUNDS.find((known) => known === kept.read(SOUND)) ?? "chime";
function readVolume(): number {
  const stored = Number.parseFloat(kept.read(VOLUME) ?? "");
  return stored >= 0 && stored <= 1 ? stored : VOLUME_AT_FIRST;
}
const readMuted = (): boolean => kept.read(MUTED) === "1";

const [muted, showMuted] = createSignal(readMuted());
const [sound, showSound] = createSignal(readSound());
const [volume, showVolume] = createSignal(readVolume());
export { muted, sound, volume };

// Chosen in one tab, chosen in all.
if (typeof addEventListener === "function")
  addEventListener("storage", () => {
    showMuted(readMuted());
    showSound(readSound());
    showVolume(readVolume());
  });

export function setMuted(value: boolean): void {
  kept.write(MUTED, value ? "1" : null);
  showMuted(value);
}

export function chooseSound(name: SoundName): void {
  kept.write(SOUND, name);
  showSound(name);
}

export function setVolume(value: number): void {
  kept.write(VOLUME, String(value));
  showVolume(value);
}

interface Note {
  /** Seconds after the first. */
  at: number;
  hertz: number;
  /** Where the pitch goes, if it moves. */
  to?: number;
  seconds: number;
  type?: OscillatorType;
  /** Of the volume. */
  part?: number;
}

const bell = (at: number, hertz: number): Note[] => [
  { at, hertz, seconds: 0.9 },
  { at, hertz: hertz * 2.76, seconds: 0.45, part: 0.35 },
  { at, hertz: hertz * 5.4, seconds: 0.2, part: 0.15 },
];
const marimba = (at: number, hertz: number): Note[] => [
  { at, hertz, seconds: 0.3 },
  { at, hertz: hertz * 4, seconds: 0.08, part: 0.3 },
];
const knock = (at: number): Note[] => [
  { at, hertz: 190, to: 80, seconds: 0.09, type: "triangle" },
  { at, hertz: 900, to: 300, seconds: 0.03, type: "triangle", part: 0.4 },
];

const NOTES: Record<SoundName, Record<Kind, Note[]>> = {
  chime: {
    conversation: [
      { at: 0, hertz: 660, seconds: 0.2 },
      { at: 0.14, hertz: 990, seconds: 0.3 },
    ],
    message: [{ at: 0, hertz: 780, seconds: 0.22 }],
  },
  marimba: {
    conversation: [...marimba(0, 523), ...marimba(0.12, 659), ...marimba(0.24, 784)],
    message: [...marimba(0, 659), ...marimba(0.1, 784)],
  },
  drop: {
    conversation: [
      { at: 0, hertz: 420, to: 1250, seconds: 0.12 },
      { at: 0.16, hertz: 520, to: 1550, seconds: 0.12 },
    ],
    message: [{ at: 0, hertz: 420, to: 1250, seconds: 0.12 }],
  },
  knock: { conversation: [...knock(0), ...knock(0.15), ...knock(0.3)], message: [...knock(0), ...knock(0.15)] },
  bell: { conversation: [...bell(0, 740), ...bell(0.35, 740)], message: bell(0, 740) },
};

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

export const canRing = (): boolean => !muted() && volume() > 0 && context?.state === "running";

/** Plays it now; a choice can be heard before it is made, muted or not. */
export function play(kind: Kind, name = sound()): void {
  if (context?.state !== "running") return;
  const start = context.currentTime;
  for (const { at, hertz, to, seconds, type = "sine", part = 1 } of NOTES[name][kind]) {
    const from = start + at;
    const tone = new OscillatorNode(context, { type, frequency: hertz });
    if (to !== undefined) {
      tone.frequency.setValueAtTime(hertz, from);
      tone.frequency.exponentialRampToValueAtTime(to, from + seconds);
    }
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(Math.max(SILENCE, volume() * GAIN_MAX * part), from);
    gain.gain.exponentialRampToValueAtTime(SILENCE, from + seconds);
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(from + seconds);
  }
}
