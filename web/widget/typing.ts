/** Says "typing" while somebody does, not more often than it must be said again, and "stopped" once. */
const AGAIN_MS = 3_000;

export class Typing {
  #saidAt = -Infinity;
  #on = false;

  constructor(
    private readonly say: (typing: boolean) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** To be called for each change of the text. */
  changed(text: string): void {
    if (text.trim() === "") return this.stopped();
    if (this.#on && this.now() - this.#saidAt < AGAIN_MS) return;
    this.#on = true;
    this.#saidAt = this.now();
    this.say(true);
  }

  stopped(): void {
    if (!this.#on) return;
    this.#on = false;
    this.say(false);
  }
}
