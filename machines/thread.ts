/** What a customer's thread remembers, what can happen to it, and the lines that it is made of. */
import type { Erasing, FileRow, LastSaid } from "./lines.ts";
import type { OutsideEvent, OutsideOf } from "./outside-events.ts";
import type { Author, Channel, ConversationRules, Reason, Stamp } from "./vocabulary.ts";

export type { Erasable, Erasing, FileRow, LastSaid, Message } from "./lines.ts";

/** What a customer is called between rooms: who has given no name is known by how they can be reached. */
export const calledOf = ({ name, email, phone, username }: Omit<ThreadContext["customer"], "id" | "vouched">): string =>
  name || email || (phone === "" ? "" : `+${phone}`) || username;

export interface Holder {
  id: string;
  name: string;
}

/** The last closed conversation that an agent had, and what the customer has said of it. */
export interface Rating {
  conversation: number;
  /** Epoch ms: from then on it is no longer asked for. */
  until: number;
  /** 1 to 5; null: nothing yet. */
  score: number | null;
}

/** What the queue says of the time until somebody answers. */
export interface Wait {
  expectedMs: number | null;
  /** When business hours begin again, epoch ms; null: they last, there are none, or somebody is there all the same. */
  opensAt: number | null;
}

/** Who has a part in it: holds it, or may have it back. */
export const isConcerned = ({ holder, reopen, snoozed, handed }: ThreadContext, id: string): boolean =>
  [holder?.id, reopen?.by, snoozed?.by, handed?.by].includes(id);

export const waitTold = ({ expectedMs = null, opensAt = null }: Partial<Wait>): Wait => ({ expectedMs, opensAt });

export type TransferKind = "agent" | "department";

export interface Transfer {
  /** An agent's id or a department. */
  to: string;
  kind: TransferKind;
  note: string;
}

/** A conversation that somebody has handed over and may still take back. */
export interface Handed {
  by: string;
  byName: string;
  to: string;
  toName: string;
  kind: TransferKind;
  /** The queue has been asked for it. */
  undoing: boolean;
  declined: Reason | null;
}

export interface ThreadContext extends ConversationRules {
  thread: string;
  project: string;
  channel: Channel;
  department: string;
  /** The e-mail address is as the customer gave it, or empty. `vouched`, CV29: their site has said who they are. */
  customer: { id: string; name: string; email: string; vouched: boolean; phone: string; username: string };
  /** Null: web chat, or nobody has written yet. */
  outside: OutsideOf | null;
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
  declined: { to: string; kind: TransferKind; reason: Reason } | null;
  /** CV21: who finished the last conversation, and until when they may open it again. */
  reopen: {
    by: string;
    until: number;
    declined: Reason | null;
    /** As it was at the end: opened again, they have waited since then. */
    waitingSince: number | null;
  } | null;
  snoozed: { by: string; byName: string; until: number } | null;
  handed: Handed | null;
  /** Where the last conversation is, if that is not where the customer's next one begins; null: there. */
  movedTo: string | null;
  /** Place in the line as last told by the queue, 1 is next. */
  position: number | null;
  /** Whether anybody is available to answer, as last told by the queue. */
  attended: boolean | null;
  /** As last told by the queue; of nobody who has an agent. */
  wait: Wait;
  seq: number;
  /** Highest sequence numbers: the customer's screen has it / the customer has seen it / the agent has seen it. */
  customerDelivered: number;
  customerRead: number;
  agentRead: number;
  /** Sequence numbers of the customer's texts that no agent has seen; at most 100 are kept, a screen shows 99+. */
  unread: number[];
  /** When the customer wrote the oldest text that no agent has answered, epoch ms. */
  waitingSince: number | null;
  /** The customer's, whichever conversation they were given in. */
  labels: string[];
  last: LastSaid | null;
  /** CV15: the last conversation that may be rated; null: none. */
  rating: Rating | null;
  /** Connections of the customer's widget. */
  sessions: string[];
  /** CV28: connections of those who read it and have no part in it, the last twenty. */
  readers: string[];
}

type By = { by: Author };
/** Which conversation a command is about: a thread goes on to the next one. */
type About = { conversation: number };
/** From the room of a file: all of it is stored. `conversation`: which one an agent was writing in, if that is known. */
type SentFile = { file: FileRow; caption: string; conversation: number | null };
/** Absent in what was promised before the queue told it. */
type Told = Partial<Wait>;
export type ThreadEvent = Stamp &
  (
    | ({ type: "session.opened"; sessionId: string } & By)
    | { type: "session.closed"; sessionId: string }
    | { type: "attendance.due"; asked: number }
    | ({ type: "customer.wrote"; text: string; commandId: string } & By)
    | ({ type: "agent.wrote"; text: string; commandId: string } & By)
    | ({ type: "customer.sentFile" } & SentFile & By)
    | ({ type: "agent.sentFile" } & SentFile & By)
    | ({ type: "erase.requested"; seq: number; row: Erasing | null } & By)
    | ({ type: "customer.left" } & About & By)
    | ({ type: "customer.introduced"; name: string; email: string; department: string } & By)
    | ({ type: "conversation.rated"; score: number; comment: string } & About & By)
    | ({ type: "close.requested"; wrapUp?: string } & About & By)
    | ({ type: "note.written"; text: string; commandId: string } & By)
    | ({ type: "labels.chosen"; labels: string[] } & By)
    | ({ type: "transfer.requested"; to: string; note: string } & About & By)
    | ({ type: "departmentTransfer.requested"; department: string; note: string } & About & By)
    | ({ type: "undo.requested" } & About & By)
    | ({ type: "reopen.requested" } & About & By)
    | { type: "reopen.expired"; until: number }
    | ({ type: "snooze.requested"; until: number } & About & By)
    | { type: "snooze.ended"; until: number }
    | ({ type: "wake.requested" } & About & By)
    | { type: "customer.marked"; delivered: number; read: number }
    | ({ type: "agent.marked"; read: number } & By)
    | { type: "customer.typed"; typing: boolean }
    | ({ type: "agent.typed"; typing: boolean } & By)
    | ({ type: "conversation.placed"; conversation: number; position: number | null; attended: boolean } & Told)
    | {
        type: "conversation.assigned";
        conversation: number;
        agentId: string;
        agentName: string;
        /** Where the queue has it. Absent in what was promised before it was told. */
        department?: string;
        /** The project's, as the queue knows them. Absent in what was promised before there were any. */
        rules?: ConversationRules;
      }
    | {
        type: "conversation.transferred";
        conversation: number;
        agentId: string;
        agentName: string;
        department?: string;
        note: string;
        rules?: ConversationRules;
      }
    | { type: "conversation.returned"; conversation: number }
    | {
        type: "conversation.reopened";
        conversation: number;
        agentId: string;
        agentName: string;
        department?: string;
        rules?: ConversationRules;
      }
    | { type: "reopen.declined"; conversation: number; reason: Reason }
    | ({
        type: "conversation.moved";
        conversation: number;
        department: string;
        note: string;
        position: number;
        attended: boolean;
      } & Told)
    | {
        type: "transfer.undone";
        conversation: number;
        agentId: string;
        agentName: string;
        department: string;
        rules?: ConversationRules;
      }
    | { type: "undo.declined"; conversation: number; reason: Reason }
    | ({ type: "conversation.rejoined"; conversation: number; position: number | null; attended: boolean } & Told)
    | { type: "transfer.declined"; conversation: number; to: string; reason: Reason }
    | OutsideEvent
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
