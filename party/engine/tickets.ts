/**
 * Which tickets have opened a socket here: each does so once, also where the room has died in between. A ticket is kept until
 * nobody could be admitted by it any more; what is over goes with the next one that comes, or at the next start.
 */
import type { Ticket } from "./definition.ts";
import type { Host } from "./host.ts";
import { TICKET, ticketKey } from "./keys.ts";

/** Who signs tickets may have a clock that is so far ahead of, or behind, this room's. */
const SLACK_MS = 60_000;
/** More sockets than a room holds, twice over. Beyond that, who comes has to wait: forgetting one would open it again. */
const KEPT_MAX = 30_000;

export class Tickets {
  /** Until when each is kept, in about the order of their end. */
  readonly #kept = new Map<string, number>();

  #unwritten: string[] = [];

  constructor(private readonly host: Host) {}

  async load(): Promise<void> {
    const stored = [...(await this.host.storage.list({ prefix: TICKET }))] as [string, number][];
    for (const [key, until] of stored.toSorted((a, b) => a[1] - b[1])) this.#kept.set(key.slice(TICKET.length), until);
    const over = this.#takeOver(this.host.now());
    if (over.length > 0) this.host.storage.write({ delete: over });
  }

  /**
   * Whether it may open a socket. It has, then.
   * @param mayWait Whether nothing is stored here yet and there is nothing to see: then it is written with the first thing that is,
   * because knocking makes no room.
   */
  take({ id, until }: Ticket, mayWait: boolean): boolean {
    const now = this.host.now();
    const over = this.#takeOver(now);
    const kept = until + SLACK_MS;
    const isGood = kept > now && !this.#kept.has(id) && this.#kept.size < KEPT_MAX;
    if (isGood) this.#kept.set(id, kept);
    if (isGood && mayWait) this.#unwritten.push(id);
    const put = isGood && !mayWait ? { [ticketKey(id)]: kept } : {};
    if (over.length > 0 || Object.keys(put).length > 0) this.host.storage.write({ put, delete: over });
    return isGood;
  }

  /** What the next write of the room is to store as well. */
  unwritten(): Record<string, number> {
    if (this.#unwritten.length === 0) return {};
    const ids = this.#unwritten;
    this.#unwritten = [];
    return Object.fromEntries(ids.flatMap((id) => (this.#kept.has(id) ? [[ticketKey(id), this.#kept.get(id)!]] : [])));
  }

  #takeOver(now: number): string[] {
    const over: string[] = [];
    for (const [id, until] of this.#kept) {
      if (until > now) break;
      this.#kept.delete(id);
      over.push(ticketKey(id));
    }
    return over;
  }
}
