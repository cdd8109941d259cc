/** Two soft notes for a new message. Off until the customer wants it: a page that makes a noise unasked is closed. */
import type { KeyValue } from "./key-value.ts";

const KEY = "turno.sound";
const NOTES_HZ = [660, 880];
const NOTE_S = 0.14;
const VOLUME = 0.12;

export class Sound {
  #context: AudioContext | undefined;

  constructor(private readonly storage: KeyValue) {}

  get on(): boolean {
    return this.storage.get(KEY) === "1";
  }

  set on(on: boolean) {
    if (on) this.storage.set(KEY, "1");
    else this.storage.remove(KEY);
    // They hear at once what they have chosen; and only a press of a button may start sound.
    this.play();
  }

  play(): void {
    if (!this.on) return;
    const context = (this.#context ??= new AudioContext());
    // Refused until the visitor has touched the chat, and then there is simply no sound.
    void context.resume().then(
      () =>
        NOTES_HZ.forEach((hz, index) => {
          const from = context.currentTime + index * NOTE_S;
          const [tone, gain] = [context.createOscillator(), context.createGain()];
          tone.frequency.value = hz;
          gain.gain.setValueAtTime(VOLUME, from);
          gain.gain.exponentialRampToValueAtTime(0.001, from + NOTE_S);
          tone.connect(gain).connect(context.destination);
          tone.start(from);
          tone.stop(from + NOTE_S);
        }),
      () => {},
    );
  }
}
