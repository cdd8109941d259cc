/** Something whose changes tests wait for. The runner's time limit is the only clock. */
export class Facts {
  readonly #watchers = new Set<() => void>();

  protected changed(): void {
    for (const look of this.#watchers) look();
  }

  until<T>(fact: () => T | undefined | null | false): Promise<T> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = fact();
        if (found === undefined || found === null || found === false) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }
}
