/**
 * For a screen reader, of something that keeps changing, like a place in a line: what is new in kind is said at once, and of
 * what merely moves the newest, with a rest between.
 */
const REST_MS = 30_000;

export class Calm {
  #kind = "";
  #saidAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly say: (text: string) => void) {}

  hear(kind: string, text: string): void {
    clearTimeout(this.#timer);
    const rest = kind === this.#kind ? this.#saidAt + REST_MS - Date.now() : 0;
    this.#kind = kind;
    if (rest > 0) this.#timer = setTimeout(() => this.#tell(text), rest);
    else this.#tell(text);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tell(text: string): void {
    this.#saidAt = Date.now();
    this.say(text);
  }
}
