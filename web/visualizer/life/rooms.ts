/** The rooms of a project that somebody may want to look at: as its queue knows them now, and whom it has given to whom before. */
import { createEffect, createMemo, createSignal, onCleanup, type Accessor } from "solid-js";
import type { LineView, Receipt, SeatView } from "../../../party/protocol/queue.ts";
import { plain } from "../../panel/state/placeholders.ts";
import { createRoom } from "../../shared/create-room.ts";
import { reaching } from "./reaching.ts";

/** As many as the queue gives at once. */
const PAGE_ROWS = 100;
const TICK_MS = 1000;

/** A conversation that the queue has given to somebody: the newest time of each customer. */
export type Given = Pick<Receipt, "conversationId" | "agentId" | "at" | "customerName">;

export interface Rooms {
  /** Whether the queue has answered. */
  isThere: Accessor<boolean>;
  /** Who waits, longest first. */
  waiting: Accessor<readonly LineView[]>;
  agents: Accessor<readonly SeatView[]>;
  /** Newest first. */
  given: Accessor<readonly Given[]>;
  hasOlder: Accessor<boolean>;
  older: () => void;
  nameOf: (agentId: string) => string;
  /** The queue's clock, epoch milliseconds. */
  now: Accessor<number>;
}

/** `demo_ab12.3` → `demo_ab12`: one room holds all of a customer's conversations. */
export const roomOfConversation = (id: string): string => id.slice(0, id.lastIndexOf("."));

export function newestOfEach(receipts: readonly Receipt[]): Given[] {
  const seen = new Map<string, Given>();
  for (const receipt of receipts.toReversed()) {
    const room = roomOfConversation(receipt.conversationId);
    const known = seen.get(room);
    if (!known) seen.set(room, receipt);
    // Who has said their name since.
    else if (!known.customerName && receipt.customerName)
      seen.set(room, { ...known, customerName: receipt.customerName });
  }
  return [...seen.values()];
}

/** Whether all words of the query are in what is said of something. */
export function matches(query: string, said: readonly (string | undefined)[]): boolean {
  const text = plain(said.join("\n"));
  return plain(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const rowsOf = <T>(topic: unknown): T[] => Object.values((topic ?? {}) as Record<string, T>);

export function createRooms(project: string): Rooms {
  const queue = createRoom({ ...reaching("queue", project), watch: ["seats", "line", "receipts"] });
  const [tick, setTick] = createSignal(Date.now());
  const ticking = setInterval(() => setTick(Date.now()), TICK_MS);
  onCleanup(() => clearInterval(ticking));
  const older = (): void => void queue.client.older("receipts", PAGE_ROWS);

  // A room begins with a few: more than fit on a screen are wanted from the beginning.
  createEffect(() => queue.status() === "live" && older());

  const agents = createMemo(() =>
    rowsOf<SeatView>(queue.topics.seats).toSorted(
      (a, b) => Number(b.present) - Number(a.present) || a.name.localeCompare(b.name),
    ),
  );
  const names = createMemo(() => new Map(agents().map(({ id, name }) => [id, name])));
  return {
    isThere: () => queue.topics.seats !== undefined,
    waiting: createMemo(() =>
      rowsOf<LineView>(queue.topics.line).toSorted((a, b) => a.enqueuedAt - b.enqueuedAt || (a.id < b.id ? -1 : 1)),
    ),
    agents,
    given: createMemo(() => newestOfEach(queue.rows("receipts") as readonly unknown[] as readonly Receipt[])),
    hasOlder: () => queue.hasOlder("receipts"),
    older,
    nameOf: (id) => names().get(id) ?? "",
    now: () => tick() + queue.clockOffset(),
  };
}
