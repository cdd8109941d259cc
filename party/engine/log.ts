/**
 * How long a room's log is. Most keep all of it; one that only counts would fill the disk with what nobody reads. Entries are
 * numbered by revision, so the old ones are known without being looked for, and a few go with each step: also those of a room that
 * kept everything before.
 */
import type { RoomStorage } from "./host.ts";
import { LOG, logKey } from "./keys.ts";

/** More than the one that a step adds, so that a long log grows short; few enough that no step is heavy. */
const DELETED_MAX = 10;

export class Log {
  /** No entry is older. */
  #first = 1;

  constructor(
    private readonly storage: RoomStorage,
    private readonly kept: number | undefined,
  ) {}

  async load(): Promise<void> {
    if (this.kept === undefined) return;
    for (const key of (await this.storage.list({ prefix: LOG, limit: 1 })).keys())
      this.#first = Number(key.slice(LOG.length));
  }

  /** The keys that go with the step of this revision. */
  takeOld(revision: number): string[] {
    if (this.kept === undefined) return [];
    const end = Math.min(revision - this.kept + 1, this.#first + DELETED_MAX);
    const old: string[] = [];
    for (; this.#first < end; this.#first++) old.push(logKey(this.#first));
    return old;
  }
}
