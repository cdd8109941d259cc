import type { Receipt as Kept } from "../../machines/queue-events.ts";

/** What a panel sees of the queue. It sends the queue no commands: conversations and agents' rooms do. */

/** Topic `figures`: the four numbers at the top of the panel. Times in milliseconds; null: nothing to show. */
export interface FiguresView {
  /** How many waits of today the two times count. */
  waited: number;
  averageWaitMs: number | null;
  longestWaitMs: number | null;
  waiting: number;
  present: number;
  available: number;
}

/** Topic `seats`: under `seats:<agent id>`, for choosing a colleague. */
export interface SeatView {
  id: string;
  name: string;
  present: boolean;
  available: boolean;
  load: number;
  capacity: number;
  departments: string[];
  /** Why a conversation cannot be transferred there now, or true. */
  transfer: true | "agentNotPresent" | "agentUnavailable" | "agentAtCapacity";
}

/** Topic `line`: under `line:<conversation id>`, those who wait longest, at most `LINE_MAX`. Sort by `enqueuedAt`, then id. */
export interface LineView {
  id: string;
  department: string;
  channel: string;
  customerName: string;
  enqueuedAt: number;
}
export const LINE_MAX = 100;

/** What receipts have not always said. */
type Later = "waitMs" | "customerName";

/**
 * A row of the list `receipts`: why a conversation went to whom. An assignment names its receipt's number (`receipt`); the
 * query `{type: "history", list: "receipts", before: receipt + 1, limit: 1}` to the queue's room brings that one.
 *
 * Those whose `waitMs` is a number, of the day of their `at`, are what the figures of that day are made of. Rows that were written
 * before receipts said so have none.
 */
export type Receipt = Omit<Kept, Later> & Partial<Pick<Kept, Later>>;
