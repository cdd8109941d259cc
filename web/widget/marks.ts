/** Tells the room what has arrived and what has been seen: one word under way at a time, the newest when it is answered. */
export interface Seen {
  delivered: number;
  read: number;
}

export class Marks {
  #told: Seen = { delivered: 0, read: 0 };
  #now: Seen = { delivered: 0, read: 0 };
  #busy = false;

  constructor(private readonly tell: (seen: Seen) => Promise<unknown>) {}

  /** The highest that has been seen here, whether or not the room knows it yet. */
  get read(): number {
    return this.#now.read;
  }

  /** Marks only rise. `known`: what the room says that it has already. */
  update(seen: Seen, known: number): void {
    const { delivered, read } = this.#now;
    this.#now = { delivered: Math.max(delivered, seen.delivered, seen.read), read: Math.max(read, seen.read) };
    this.#told = { delivered: Math.max(this.#told.delivered, known), read: Math.max(this.#told.read, known) };
    this.#flush();
  }

  #flush(): void {
    if (this.#busy) return;
    const { delivered, read } = this.#now;
    if (delivered <= this.#told.delivered && read <= this.#told.read) return;
    this.#busy = true;
    this.#told = { delivered, read };
    void this.tell({ delivered, read }).then(() => {
      this.#busy = false;
      this.#flush();
    });
  }
}
