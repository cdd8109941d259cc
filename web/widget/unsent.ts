/**
 * Texts that the room has not answered yet, kept until it has.
 *
 * Several tabs of one visitor share this storage, so each text has a key of its own: a tab only ever writes texts that are
 * new to it and only removes what it has seen answered. What another tab left behind is taken up and sent again; the room
 * knows a text by its command id and takes it once.
 */
import type { Pending, PendingStore } from "../shared/room-client.ts";
import type { KeyValue } from "./key-value.ts";

const PREFIX = "turno.unsent.";

export const isText = ({ command }: Pending): boolean => command.type === "message.send";

interface Kept {
  at: number;
  command: Pending["command"];
}

export class Unsent implements PendingStore {
  readonly #prefix: string;
  /** What this tab has written or taken up, and not yet seen answered. */
  readonly #ours = new Set<string>();
  #lastAt = 0;

  constructor(
    private readonly storage: KeyValue,
    thread: string,
    private readonly now: () => number = Date.now,
  ) {
    this.#prefix = `${PREFIX}${thread}.`;
  }

  /** Everybody's, oldest first. */
  look(): Pending[] {
    return this.storage
      .keys()
      .filter((key) => key.startsWith(this.#prefix))
      .flatMap((key) => {
        const kept = read(this.storage.get(key));
        return kept ? [{ commandId: key.slice(this.#prefix.length), ...kept }] : [];
      })
      .sort((a, b) => a.at - b.at || (a.commandId < b.commandId ? -1 : 1))
      .map(({ commandId, command }) => ({ commandId, command }));
  }

  /** Takes everybody's up: from now on they are removed when `save` no longer names them. */
  load(): Pending[] {
    const found = this.look();
    for (const { commandId } of found) this.#ours.add(commandId);
    return found;
  }

  /** Whether a text stands under this storage key, of whichever tab. */
  has(key: string): boolean {
    return key.startsWith(this.#prefix) && this.storage.get(key) !== null;
  }

  /** Marks and farewells are not worth keeping: they would be about a moment that has passed. */
  save(pending: readonly Pending[]): void {
    const texts = pending.filter(isText);
    const waiting = new Set(texts.map(({ commandId }) => commandId));
    for (const one of texts) this.add(one);
    for (const commandId of this.#ours)
      if (!waiting.has(commandId)) {
        this.#ours.delete(commandId);
        this.storage.remove(this.#prefix + commandId);
      }
  }

  add({ commandId, command }: Pending): void {
    if (this.#ours.has(commandId)) return;
    this.#ours.add(commandId);
    if (this.storage.get(this.#prefix + commandId) !== null) return;
    // Later than the one before, however coarse the clock: the order in which they were written must survive.
    this.#lastAt = Math.max(this.now(), this.#lastAt + 1);
    const kept: Kept = { at: this.#lastAt, command };
    this.storage.set(this.#prefix + commandId, JSON.stringify(kept));
  }

  /** What was written and not sent will not be: its author has gone. */
  clear(): void {
    for (const { commandId } of this.look()) this.storage.remove(this.#prefix + commandId);
    this.#ours.clear();
  }

  /**
   * To another thread. Written there before it is removed here: a page that dies in between leaves it twice under one
   * command id and never loses it.
   */
  moveTo(thread: string): Unsent {
    const there = new Unsent(this.storage, thread, this.now);
    for (const one of this.look()) {
      const value = this.storage.get(this.#prefix + one.commandId);
      if (value !== null) this.storage.set(there.#prefix + one.commandId, value);
      this.storage.remove(this.#prefix + one.commandId);
    }
    this.#ours.clear();
    return there;
  }
}

function read(text: string | null): Kept | undefined {
  try {
    const kept = JSON.parse(text ?? "") as Partial<Kept>;
    return typeof kept.at === "number" && typeof kept.command?.type === "string" ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}
