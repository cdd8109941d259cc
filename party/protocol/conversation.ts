/** What screens say to a customer's thread, and what they see of it. */
import * as v from "valibot";
import type { Message } from "../../machines/thread.ts";
import type { Reason } from "../../machines/vocabulary.ts";

export type { Message } from "../../machines/thread.ts";

const type = <T extends string>(name: T) => ({ type: v.literal(name) });
const mark = v.pipe(v.number(), v.integer(), v.minValue(0));

export const conversationCommands = {
  /** From the customer or the agent; which one is told by the socket. Length is judged by the machine, with a reason. */
  "message.send": v.strictObject({ ...type("message.send"), text: v.string() }),
  "conversation.close": v.strictObject(type("conversation.close")),
  /** The customer ends it. */
  "conversation.leave": v.strictObject(type("conversation.leave")),
  "conversation.transfer": v.strictObject({
    ...type("conversation.transfer"),
    to: v.pipe(v.string(), v.maxLength(128)),
    note: v.string(),
  }),
  /** Highest sequence numbers that the screen has (`delivered`) and that have been looked at (`read`). */
  "messages.mark": v.strictObject({ ...type("messages.mark"), delivered: mark, read: mark }),
};

export const conversationSignals = {
  /** While someone types; a screen shows it for `TYPING_SHOWN_MS` after the last one. */
  typing: v.strictObject({ ...type("typing"), typing: v.boolean() }),
};
export const TYPING_SHOWN_MS = 6_000;

export type ConversationCommand = {
  [K in keyof typeof conversationCommands]: v.InferOutput<(typeof conversationCommands)[K]>;
}[keyof typeof conversationCommands];

/** `true`, or why not now. */
export type Allowed = true | Reason | "notNow";

export type ThreadState = "quiet" | "queued" | "talking" | "transferring";

/** Topic `agent`: shown to the agent who holds the conversation. */
export interface AgentThreadView {
  state: ThreadState;
  conversation: {
    number: number;
    department: string;
    channel: string;
    enqueuedAt: number;
    assignedAt: number;
    returned: boolean;
  };
  customer: { id: string; name: string; present: boolean };
  marks: { customerDelivered: number; customerRead: number; agentRead: number };
  unread: number;
  last: { from: "customer" | "agent"; text: string; at: number } | null;
  seq: number;
  transfer: { to: string; note: string } | null;
  declined: { to: string; reason: Reason } | null;
  allowed: Record<"message.send" | "conversation.close" | "conversation.transfer", Allowed>;
}

/** Topic `customer`: shown to the customer. */
export interface CustomerThreadView {
  state: "quiet" | "queued" | "assigned";
  agent: { name: string } | null;
  position: number | null;
  /** Whether anybody is there to answer; null: not known yet. */
  attended: boolean | null;
  marks: { agentRead: number; customerRead: number };
  seq: number;
  allowed: Record<"message.send" | "conversation.leave", Allowed>;
}

/** What customers get of a row of the list `messages`: no note from one agent to another. */
export const customerSees = (row: Message): Message => (row.kind === "transferred" ? { ...row, note: "" } : row);
