/** What the queue remembers and what can happen to it. */
import type { Desk, Entry, Seat } from "./desk.ts";
import type { Hours } from "./hours.ts";
import type { Ordered } from "./ordered.ts";
import type { ConversationRules, Stamp } from "./vocabulary.ts";

/** Waits of today's customers who waited and were then attended. */
export interface DayFigures {
  day: string;
  /** First millisecond that is no longer this day. */
  until: number;
  waited: number;
  totalWaitMs: number;
  longestWaitMs: number;
}

export interface QueueContext extends Desk {
  project: string;
  timeZone: string;
  departments: readonly string[];
  /** What the project's room said last: they go with each assignment. */
  rules: ConversationRules;
  /** Business hours; null: always open. */
  hours: Hours | null;
  /** Of each department, when the last ones who waited in its line were given to an agent. */
  paces: Ordered<readonly number[]>;
  figures: DayFigures;
  receipts: number;
  /** Rounds of announcements still to be finished. 2: something moved while one was under way, so one more follows it. */
  untold: number;
  /** After which key the round under way goes on; empty: it has not begun. */
  toldUpTo: string;
}

/** Why this agent: kept for every assignment, so that anyone can check that the rules were followed. */
export interface Receipt {
  seq: number;
  at: number;
  conversationId: string;
  /** What the customer was called then; empty: by nothing. */
  customerName: string;
  department: string;
  agentId: string;
  how: "fromLine" | "transfer" | "reopened" | "woken" | "undone";
  enqueuedAt: number;
  /** The wait that counts for the day on which it ended; null: none does. */
  waitMs: number | null;
  /** How many waited in the line, this one included; 0 for what was not given from the line. */
  waiting: number;
  /** How many agents could take it, and the first of them in the order of choice. */
  eligible: number;
  first: { agentId: string; load: number; assignedAt: number }[];
}

/** What the queue must know of a conversation to have it in its books. */
type Arrival = Pick<Entry, "conversation" | "department" | "channel" | "customerId" | "customerName" | "enqueuedAt">;
type From = { from: { party: string; room: string } };
export type QueueEvent = Stamp &
  (
    | ({ type: "conversation.enqueued" } & Arrival & From)
    | ({ type: "reopen.asked"; agentId: string } & Arrival & From)
    | ({ type: "conversation.ended"; conversation: number; by: "customer" | "agent"; endedAt: number } & From)
    | ({
        type: "transfer.asked";
        conversation: number;
        fromAgent: string;
        fromName: string;
        to: string;
        note: string;
      } & From)
    | ({
        type: "departmentTransfer.asked";
        conversation: number;
        fromAgent: string;
        fromName: string;
        department: string;
        note: string;
      } & From)
    | ({ type: "undo.asked"; conversation: number; agentId: string; holder: string | null } & From)
    | ({ type: "conversation.snoozed"; conversation: number; agentId: string; until: number } & From)
    | ({ type: "conversation.woken"; conversation: number; by: "time" | "customer" | "agent" } & From)
    | ({ type: "place.asked"; conversation: number; department?: string } & From)
    | ({
        type: "agent.changed";
        /** It is nobody's seat any more. */
        gone?: boolean;
      } & Pick<Seat, "name" | "present" | "available" | "capacity" | "departments"> &
        From)
    | { type: "settings.changed"; timeZone: string; departments: readonly string[] }
    | ({ type: "customer.named"; conversation: number; customerName: string } & From)
    | { type: "hours.changed"; hours: Hours | null }
    | { type: "hours.turned" }
    | { type: "rules.changed"; rules: ConversationRules }
    | { type: "positions.due" }
    | { type: "day.ended" }
  );
export type Of<T extends QueueEvent["type"]> = Extract<QueueEvent, { type: T }>;
export type Args = { context: QueueContext; event: QueueEvent };
