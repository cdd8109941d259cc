/** What screens say to a customer's thread, and what they see of it. */
import * as v from "valibot";
import type { OutsideChannel } from "../../machines/outside.ts";
import type { Handed, LastSaid, Message, TransferKind, Wait } from "../../machines/thread.ts";
import type { Reason, WrapUpRule } from "../../machines/vocabulary.ts";
import { projectId } from "./project.ts";
import { CUSTOMER_NAME_MAX_CHARS, EMAIL, EMAIL_MAX_CHARS } from "./screens.ts";

export type { LastSaid, Message, TransferKind, Wait } from "../../machines/thread.ts";

const type = <T extends string>(name: T) => ({ type: v.literal(name) });
const mark = v.pipe(v.number(), v.integer(), v.minValue(0));
const seq = v.pipe(mark, v.minValue(1));

/** Providers take fewer of each. */
const TEMPLATE_NAME_MAX_CHARS = 512;
const PARAMETER_MAX_CHARS = 1_024;
const PARAMETERS_MAX = 50;

/**
 * The number of the conversation that the screen showed when the button was pressed. A thread goes on to the next one: what was
 * said of another comes too late and is refused (`conversationOver`).
 */
const conversation = mark;

export const conversationCommands = {
  /** From the customer or the agent; which one is told by the socket. Length is judged by the machine, with a reason. */
  "message.send": v.strictObject({
    ...type("message.send"),
    text: v.string(),
    /** Number of the line that it answers, where the channel can show that. Of one that the customer cannot have, it answers none. */
    replyTo: v.optional(seq),
  }),
  /** Written in advance: the only thing that may be sent when the window is closed. `text`: as the customer reads it. */
  "template.send": v.strictObject({
    ...type("template.send"),
    template: v.pipe(v.string(), v.minLength(1), v.maxLength(TEMPLATE_NAME_MAX_CHARS)),
    language: v.pipe(v.string(), v.regex(/^[A-Za-z_-]{2,16}$/)),
    parameters: v.pipe(
      v.array(
        v.strictObject({
          part: v.picklist(["header", "body", "buttons"]),
          name: v.pipe(v.string(), v.maxLength(64)),
          text: v.pipe(v.string(), v.maxLength(PARAMETER_MAX_CHARS)),
        }),
      ),
      v.maxLength(PARAMETERS_MAX),
    ),
    text: v.string(),
  }),
  /** To something that the customer has said. Empty: taken back. */
  "message.react": v.strictObject({ ...type("message.react"), seq, emoji: v.pipe(v.string(), v.maxLength(32)) }),
  /** Once more: what could not be sent, or a file that could not be had. */
  "message.retry": v.strictObject({ ...type("message.retry"), seq }),
  /** `wrapUp`: the id of the reason that was chosen, where the project asks for one. */
  "conversation.close": v.strictObject({
    ...type("conversation.close"),
    conversation,
    wrapUp: v.optional(projectId),
  }),
  /** The customer ends it. */
  "conversation.leave": v.strictObject({ ...type("conversation.leave"), conversation }),
  /** The customer says who they are, and before a conversation which department it is for. All of it is optional. */
  "customer.introduce": v.strictObject({
    ...type("customer.introduce"),
    name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(CUSTOMER_NAME_MAX_CHARS))),
    email: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(EMAIL_MAX_CHARS), v.regex(EMAIL))),
    department: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/))),
  }),
  /** The customer rates the last conversation that ended: `conversation` of the field `rating`. */
  "conversation.rate": v.strictObject({
    ...type("conversation.rate"),
    conversation,
    score: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
    comment: v.string(),
  }),
  "conversation.transfer": v.strictObject({
    ...type("conversation.transfer"),
    conversation,
    to: v.pipe(v.string(), v.maxLength(128)),
    note: v.string(),
  }),
  /** Into the line of another department, at its first arrival time. */
  "conversation.transferToDepartment": v.strictObject({
    ...type("conversation.transferToDepartment"),
    conversation,
    department: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
    note: v.string(),
  }),
  /** Who handed it over takes it back, as long as field `handed` names them. */
  "transfer.undo": v.strictObject({ ...type("transfer.undo"), conversation }),
  /** Who finished it opens it again, as long as field `reopen` names them. */
  "conversation.reopen": v.strictObject({ ...type("conversation.reopen"), conversation }),
  /** Puts it aside until then (epoch ms) and frees the slot. How far ahead that may be is judged by the machine, with a reason. */
  "conversation.snooze": v.strictObject({ ...type("conversation.snooze"), conversation, until: mark }),
  /** Who put it aside wants it back now. */
  "conversation.wake": v.strictObject({ ...type("conversation.wake"), conversation }),
  /** A private note of the holder: colleagues read it, the customer never does. */
  "note.add": v.strictObject({ ...type("note.add"), text: v.string() }),
  /** What was said in this line, wherever it is kept, and its file. Their own while they hold it, or anybody's: an administrator. */
  "message.erase": v.strictObject({ ...type("message.erase"), seq }),
  /** All labels of this customer, in place of those before. How many is judged by the machine, with a reason. */
  "labels.set": v.strictObject({ ...type("labels.set"), labels: v.pipe(v.array(projectId), v.maxLength(100)) }),
  /** Highest sequence numbers that the screen has (`delivered`) and that have been looked at (`read`). */
  "messages.mark": v.strictObject({ ...type("messages.mark"), delivered: mark, read: mark }),
};

export const conversationSignals = {
  /** While someone types; a screen shows it for `TYPING_SHOWN_MS` after the last one. */
  typing: v.strictObject({ ...type("typing"), typing: v.boolean() }),
};

export type ConversationCommand = {
  [K in keyof typeof conversationCommands]: v.InferOutput<(typeof conversationCommands)[K]>;
}[keyof typeof conversationCommands];

/** `true`, or why not now. */
export type Allowed = true | Reason | "notNow";

/**
 * `reopening` and `waking` last until the queue has answered, mostly milliseconds. `snoozed`: put aside, in nobody's list but
 * the one of those that come back (topic `agent` of the agent's room, `snoozed`).
 */
export type ThreadState = "quiet" | "reopening" | "queued" | "snoozed" | "waking" | "talking" | "transferring";

/**
 * Topic `agent`: shown to the agent who holds the conversation, to who finished it and may open it again (`reopen`), to who
 * put it aside (`snoozed`), and to who handed it over and may take it back (`handed`): each of these fields names them in
 * `by`. Each command of `allowed` is answered for the one whose command it is. Who oversees the project sees it of every thread, and
 * may send nothing.
 */
export interface AgentThreadView {
  state: ThreadState;
  /** Who has it now; null: nobody. */
  holder: { id: string; name: string } | null;
  conversation: {
    number: number;
    department: string;
    channel: string;
    enqueuedAt: number;
    assignedAt: number;
    returned: boolean;
  };
  /** `vouched`: their site has said who they are; without it the name is what they say themselves. */
  customer: {
    id: string;
    name: string;
    email: string;
    vouched: boolean;
    present: boolean;
    /** As the channel says; digits with the country's code. Empty: not known. */
    phone: string;
    username: string;
  };
  /**
   * On a channel that is not our own widget. Until `windowUntil` (null: always) anything may be written to the customer; when it has passed,
   * `allowed["message.send"]` says so too. `blocked`: they want nothing from this number or bot.
   */
  outside: {
    inbox: string;
    channel: OutsideChannel;
    phone: string;
    username: string;
    windowUntil: number | null;
    blocked: boolean;
  } | null;
  marks: { customerDelivered: number; customerRead: number; agentRead: number };
  unread: number;
  /** Time of the oldest text of the customer that no agent has answered; null: answered, or nothing is open. */
  waitingSince: number | null;
  /** Ids from the project's catalogue (`protocol/project.ts`), in the order in which they were set. One may be unknown there. */
  labels: string[];
  /** Whether a reason must, may or cannot be chosen on finishing. */
  wrapUp: WrapUpRule;
  /** `text` of a file is its caption. */
  last: LastSaid | null;
  seq: number;
  /** `to` is an agent's id, or where `kind` says so a department's. */
  transfer: { to: string; kind: TransferKind; note: string } | null;
  declined: { to: string; kind: TransferKind; reason: Reason } | null;
  /** Agent `by` may open the last conversation again until then. `declined`: why the queue would not, at the last try. */
  reopen: { by: string; until: number; declined: Reason | null } | null;
  snoozed: { by: string; byName: string; until: number } | null;
  /**
   * Agent `by` has handed it over and may take it back: the colleague has not opened it, or nobody of the department has it
   * yet. `undoing`: the queue has been asked. `declined`: why it would not, at the last try. `toName` of a department is its id.
   */
  handed: Handed | null;
  allowed: Record<
    | "message.send"
    | "conversation.close"
    | "conversation.transfer"
    | "conversation.transferToDepartment"
    | "conversation.snooze"
    | "conversation.wake"
    | "conversation.reopen"
    | "transfer.undo"
    | "note.add"
    | "labels.set"
    | "template.send"
    | "message.react",
    Allowed
  >;
}

/** Topic `customer`: shown to the customer. Put aside looks as if the agent still had it: the customer may go on writing. */
export interface CustomerThreadView {
  state: "quiet" | "queued" | "assigned";
  /** Number of the present conversation, or of the last one; 0: there has been none. */
  conversation: number;
  agent: { name: string } | null;
  position: number | null;
  /** Whether anybody is there to answer; null: not known yet. */
  attended: boolean | null;
  /**
   * As last told by the queue, for who waits or has not written yet. `expectedMs`: how long it may take until an agent comes;
   * null: nobody can tell. `opensAt` (epoch ms): when business hours begin again; null while they last, where there are none, and
   * while anybody is there whatever the hour. One that has passed says nothing.
   */
  wait: Wait;
  marks: { agentRead: number; customerRead: number };
  /** The conversation that may be rated until then, or has been; null: none. */
  rating: { conversation: number; until: number; score: number | null } | null;
  allowed: Record<"message.send" | "conversation.leave", Allowed>;
}

/** What customers get of a row of the list `messages`; null: nothing. Notes and reasons are between colleagues. */
export function customerSees(row: Message): Message | null {
  if (row.kind === "note" || row.kind === "snoozed" || row.kind === "woken") return null;
  // Nor that there ever was a note.
  if (row.kind === "erased" && row.was === "note") return null;
  // They had not been told that the agent ever was without it.
  if (row.kind === "assigned" && row.again === true) return null;
  if (row.kind === "transferred" || row.kind === "moved") return { ...row, note: "" };
  return row.kind === "closed" ? { ...row, wrapUp: null } : row;
}
