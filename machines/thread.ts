/** What a customer's thread remembers, what can happen to it, and the lines that it is made of. */
import type { Author, Channel, Reason, Stamp } from "./vocabulary.ts";

/** One line of the thread. Written once, never changed; ticks follow from the marks in the context. */
export type Message = { seq: number; at: number; conversation: number } & (
  | { kind: "text"; from: "customer" | "agent"; authorId: string; authorName: string; text: string; commandId: string }
  | { kind: "opened" }
  | { kind: "assigned"; agentId: string; agentName: string; returned: boolean }
  | { kind: "transferred"; agentId: string; agentName: string; fromId: string; fromName: string; note: string }
  | { kind: "returned"; agentId: string; agentName: string }
  | { kind: "closed"; by: "customer" | "agent"; authorId: string; authorName: string }
);

export interface Holder {
  id: string;
  name: string;
}

export interface Transfer {
  to: string;
  note: string;
}

export interface ThreadContext {
  thread: string;
  project: string;
  channel: Channel;
  department: string;
  customer: { id: string; name: string };
  /** How many conversations this thread has had; the present one is the last. */
  conversation: number;
  /** When the customer began to wait for this conversation's first assignment, epoch ms. */
  enqueuedAt: number;
  assignedAt: number;
  /** It came back from an agent who vanished. */
  returned: boolean;
  holder: Holder | null;
  transfer: Transfer | null;
  /** Why the last transfer of this conversation did not happen. */
  declined: { to: string; reason: Reason } | null;
  /** Place in the line as last told by the queue, 1 is next. */
  position: number | null;
  /** Whether anybody is available to answer, as last told by the queue. */
  attended: boolean | null;
  seq: number;
  /** Highest sequence numbers: the customer's screen has it / the customer has seen it / the agent has seen it. */
  customerDelivered: number;
  customerRead: number;
  agentRead: number;
  /** Sequence numbers of the customer's texts that no agent has seen; at most 100 are kept, a screen shows 99+. */
  unread: number[];
  last: { from: "customer" | "agent"; text: string; at: number } | null;
  /** Connections of the customer's widget. */
  sessions: string[];
}

type By = { by: Author };
export type ThreadEvent = Stamp &
  (
    | ({ type: "session.opened"; sessionId: string } & By)
    | { type: "session.closed"; sessionId: string }
    | ({ type: "customer.wrote"; text: string; commandId: string } & By)
    | ({ type: "agent.wrote"; text: string; commandId: string } & By)
    | ({ type: "customer.left" } & By)
    | ({ type: "close.requested" } & By)
    | ({ type: "transfer.requested"; to: string; note: string } & By)
    | { type: "customer.marked"; delivered: number; read: number }
    | ({ type: "agent.marked"; read: number } & By)
    | { type: "customer.typed"; typing: boolean }
    | ({ type: "agent.typed"; typing: boolean } & By)
    | { type: "conversation.placed"; conversation: number; position: number | null; attended: boolean }
    | { type: "conversation.assigned"; conversation: number; agentId: string; agentName: string }
    | { type: "conversation.transferred"; conversation: number; agentId: string; agentName: string; note: string }
    | { type: "conversation.returned"; conversation: number }
    | { type: "transfer.declined"; conversation: number; to: string; reason: Reason }
  );

export type Args = { context: ThreadContext; event: ThreadEvent };
export type Of<T extends ThreadEvent["type"]> = Extract<ThreadEvent, { type: T }>;

/** The line that this event adds to the thread, numbered after `ahead` others of the same step. */
export function line<T extends object>(
  { context, event }: Args,
  row: T,
  ahead = 0,
): T & { seq: number; at: number; conversation: number } {
  return { seq: context.seq + 1 + ahead, at: event.at, conversation: context.conversation, ...row };
}

export function text(args: Args, from: "customer" | "agent", ahead = 0) {
  const event = args.event as Of<"customer.wrote">;
  const { id: authorId, name: authorName = "" } = event.by;
  return line(
    args,
    { kind: "text" as const, from, authorId, authorName, text: event.text, commandId: event.commandId },
    ahead,
  );
}
