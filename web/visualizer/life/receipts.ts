/** The queue's receipts of the assignments in a life: who was eligible, with which load, and why this agent. */
import { createSignal, getOwner, runWithOwner } from "solid-js";
import type { Address } from "../../../party/engine/definition.ts";
import type { Receipt, SeatView } from "../../../party/protocol/queue.ts";
import { createRoom, type Room } from "../../shared/create-room.ts";
import { until } from "../../shared/until.ts";
import type { Step } from "./replay.ts";
import { reaching } from "./reaching.ts";
import { isGiven } from "./sequence.ts";
import { shortId } from "./telling.ts";

/** An assignment of which there should be a receipt: here, by its number, or by what was assigned to whom when. */
export type Assigned =
  | { by: "itself"; receipt: Receipt }
  | { by: "number"; number: number }
  | { by: "event"; conversationId: string; agentId: string; at: number };

/** Of a step of any room. */
export function assignedAt({ row, effects }: Pick<Step, "row" | "effects">, self: Address): Assigned[] {
  const { event } = row;
  const kept = effects.flatMap((effect) =>
    effect.kind === "append" && effect.list === "receipts" ? [effect.row as unknown as Receipt] : [],
  );
  if (kept.length > 0) return kept.map((receipt) => ({ by: "itself", receipt }));
  if (!isGiven(row)) return [];
  if (self.party === "agent") return typeof event.receipt === "number" ? [{ by: "number", number: event.receipt }] : [];
  const { agentId, conversation, at } = event;
  if (typeof agentId !== "string" || typeof conversation !== "number") return [];
  return [{ by: "event", conversationId: `${self.room}.${conversation}`, agentId, at }];
}

export interface Receipts {
  /** Undefined: there is none. @throws if the queue cannot be asked now. */
  find: (assigned: Assigned) => Promise<Receipt | undefined>;
  nameOf: (agentId: string) => string;
}

/** The queue says it before the other room hears of it, and by another clock. */
const LATE_MS = 5_000;
const AT_ONCE = 100;
const PAGES_MAX = 3;
const PATIENCE_MS = 10_000;

const isOf =
  ({ conversationId, agentId }: Assigned & { by: "event" }) =>
  (one: Receipt) =>
    one.conversationId === conversationId && one.agentId === agentId;

/** The last one that can be meant. */
const newestOf = (receipts: readonly Receipt[], assigned: Assigned & { by: "event" }): Receipt | undefined =>
  receipts.findLast((one) => one.at <= assigned.at + LATE_MS && isOf(assigned)(one));

/** Of a file. */
export const receiptsIn = (receipts: readonly Receipt[]): Receipts => ({
  nameOf: shortId,
  find: (assigned) =>
    Promise.resolve(
      assigned.by === "itself"
        ? assigned.receipt
        : assigned.by === "number"
          ? receipts.find(({ seq }) => seq === assigned.number)
          : newestOf(receipts, assigned),
    ),
});

/** Asked of the queue of a project, which is gone to when it is first needed. */
export function receiptsOf(project: string): Receipts {
  const owner = getOwner();
  const [queue, setQueue] = createSignal<Room>();
  const known = new Map<string, Promise<Receipt | undefined>>();
  const seats = () => (queue()?.topics.seats ?? {}) as Record<string, SeatView>;

  async function room(): Promise<Room> {
    if (!queue()) runWithOwner(owner, () => setQueue(createRoom({ ...reaching("queue", project), watch: ["seats"] })));
    const there = queue()!;
    await until(() => there.status() === "live", PATIENCE_MS);
    return there;
  }
  async function page(limit: number, before?: number): Promise<readonly Receipt[]> {
    const found = await (await room()).client.page("receipts", limit, before);
    if (!found) throw new Error("the queue does not answer");
    return found.rows as readonly unknown[] as readonly Receipt[];
  }
  /** By halving: their times never go back. @returns the number of the first one that is later. */
  async function firstAfter(at: number): Promise<number> {
    let [low, high] = [1, ((await page(1))[0]?.seq ?? 0) + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [one] = await page(1, middle + 1);
      if (one && one.seq === middle && one.at > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
  async function look(assigned: Assigned): Promise<Receipt | undefined> {
    if (assigned.by === "itself") return assigned.receipt;
    if (assigned.by === "number")
      return (await page(1, assigned.number + 1)).find(({ seq }) => seq === assigned.number);
    let before = await firstAfter(assigned.at + LATE_MS);
    for (let pages = 0; pages < PAGES_MAX && before > 1; pages++) {
      const rows = await page(AT_ONCE, before);
      const found = newestOf(rows, assigned);
      if (found) return found;
      before = rows[0]?.seq ?? 0;
    }
    return undefined;
  }

  return {
    nameOf: (id) => seats()[`seats:${id}`]?.name ?? seats()[id]?.name ?? shortId(id),
    find(assigned) {
      const key = JSON.stringify(assigned);
      const coming = known.get(key) ?? look(assigned);
      known.set(key, coming);
      coming.catch(() => known.delete(key));
      return coming;
    },
  };
}
