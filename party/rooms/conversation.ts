/** The room of a customer's thread. Its behaviour is in `machines/conversation.ts`. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { conversationMachine } from "../../machines/conversation.ts";
import type { Message, ThreadContext } from "../../machines/thread.ts";
import { CHANNELS, REASONS } from "../../machines/vocabulary.ts";
import type { Event, Identity, RoomDefinition } from "../engine/definition.ts";
import { allowed } from "../engine/step.ts";
import {
  conversationCommands,
  conversationSignals,
  customerSees,
  type AgentThreadView,
  type CustomerThreadView,
  type ThreadState,
} from "../protocol/conversation.ts";
import { count, department, projectOf, refuse, send, word } from "./shared.ts";

const AGENT = "agent";
const CUSTOMER = "customer";

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as ThreadContext;
function stateOf({ value }: AnyMachineSnapshot): ThreadState {
  return (typeof value === "string" ? value : (value as { assigned: ThreadState }).assigned) as ThreadState;
}

/** `agent.wrote` or `customer.wrote`: the same command, told apart by who sent it. */
const wrote = ({ text }: { text: string }, by: Identity): Event => ({ type: `${by.role}.wrote`, text });

/** What the machine would be asked for each button, by someone who is who the view is for. */
const probe = (snapshot: AnyMachineSnapshot, event: Event, by: Identity) =>
  allowed(definition, snapshot, { ...event, at: 0, by }) as true;

function agentView(snapshot: AnyMachineSnapshot): AgentThreadView {
  const context = contextOf(snapshot);
  const by: Identity = { role: AGENT, id: context.holder?.id ?? "", project: context.project };
  return {
    state: stateOf(snapshot),
    conversation: {
      number: context.conversation,
      department: context.department,
      channel: context.channel,
      enqueuedAt: context.enqueuedAt,
      assignedAt: context.assignedAt,
      returned: context.returned,
    },
    customer: { ...context.customer, present: context.sessions.length > 0 },
    marks: {
      customerDelivered: context.customerDelivered,
      customerRead: context.customerRead,
      agentRead: context.agentRead,
    },
    unread: context.unread.length,
    last: context.last,
    seq: context.seq,
    transfer: context.transfer,
    declined: context.declined,
    allowed: {
      "message.send": probe(snapshot, { type: "agent.wrote", text: "?" }, by),
      "conversation.close": probe(snapshot, { type: "close.requested" }, by),
      "conversation.transfer": probe(snapshot, { type: "transfer.requested", to: "?", note: "" }, by),
    },
  };
}

function customerView(snapshot: AnyMachineSnapshot): CustomerThreadView {
  const context = contextOf(snapshot);
  const by: Identity = { role: CUSTOMER, id: context.thread, project: context.project };
  const state = stateOf(snapshot);
  return {
    state: state === "quiet" || state === "queued" ? state : "assigned",
    agent: context.holder ? { name: context.holder.name } : null,
    position: context.position,
    attended: context.attended,
    marks: { agentRead: context.agentRead, customerRead: context.customerRead },
    seq: context.seq,
    allowed: {
      "message.send": probe(snapshot, { type: "customer.wrote", text: "?" }, by),
      "conversation.leave": probe(snapshot, { type: "customer.left" }, by),
    },
  };
}

const fromQueue = v.variant("type", [
  v.object({
    type: v.literal("conversation.placed"),
    conversation: count,
    position: v.nullable(count),
    attended: v.boolean(),
  }),
  v.object({ type: v.literal("conversation.assigned"), conversation: count, agentId: word, agentName: word }),
  v.object({
    type: v.literal("conversation.transferred"),
    conversation: count,
    agentId: word,
    agentName: word,
    note: v.string(),
  }),
  v.object({ type: v.literal("conversation.returned"), conversation: count }),
  v.object({ type: v.literal("transfer.declined"), conversation: count, to: word, reason: v.picklist(REASONS) }),
]);

export const definition: RoomDefinition = {
  party: "conversation",
  machine: conversationMachine,
  version: 1,
  migrations: [],
  context: v.object({
    thread: v.string(),
    project: v.string(),
    channel: v.picklist(CHANNELS),
    department,
    customer: v.object({ id: v.string(), name: v.string() }),
    conversation: count,
    enqueuedAt: v.number(),
    assignedAt: v.number(),
    returned: v.boolean(),
    holder: v.nullable(v.object({ id: v.string(), name: v.string() })),
    transfer: v.nullable(v.object({ to: v.string(), note: v.string() })),
    declined: v.nullable(v.object({ to: v.string(), reason: v.picklist(REASONS) })),
    position: v.nullable(count),
    attended: v.nullable(v.boolean()),
    seq: count,
    customerDelivered: count,
    customerRead: count,
    agentRead: count,
    unread: v.array(count),
    last: v.nullable(v.object({ from: v.picklist([CUSTOMER, AGENT]), text: v.string(), at: v.number() })),
    sessions: v.array(v.string()),
  }),
  input: (room) => ({ thread: room, project: projectOf(room) }),
  effects: {
    append: ({ message }: { message: Message }) => ({ kind: "append", list: "messages", row: message }),
    tellQueue: ({ event }: { event: Event }, self) => send("queue", projectOf(self.room), event),
    showTyping: ({ topic, typing }: { topic: string; typing: boolean }) => ({
      kind: "signal",
      topic,
      signal: { type: "typing", typing },
    }),
    refuse,
  },
  messages: { queue: fromQueue },
  commands: {
    "message.send": { roles: [AGENT, CUSTOMER], schema: conversationCommands["message.send"], event: wrote },
    "messages.mark": {
      roles: [AGENT, CUSTOMER],
      schema: conversationCommands["messages.mark"],
      event: ({ delivered, read }: { delivered: number; read: number }, { role }) =>
        role === AGENT ? { type: "agent.marked", read } : { type: "customer.marked", delivered, read },
    },
    "conversation.close": {
      roles: [AGENT],
      schema: conversationCommands["conversation.close"],
      event: () => ({ type: "close.requested" }),
    },
    "conversation.leave": {
      roles: [CUSTOMER],
      schema: conversationCommands["conversation.leave"],
      event: () => ({ type: "customer.left" }),
    },
    "conversation.transfer": {
      roles: [AGENT],
      schema: conversationCommands["conversation.transfer"],
      event: ({ to, note }: { to: string; note: string }) => ({ type: "transfer.requested", to, note }),
    },
  },
  signals: {
    typing: {
      roles: [AGENT, CUSTOMER],
      schema: conversationSignals.typing,
      event: ({ typing }: { typing: boolean }, { role }) => ({ type: `${role}.typed`, typing }),
    },
  },
  topics: {
    agent: { view: (snapshot) => ({ ...agentView(snapshot) }), lists: { messages: (row: Message) => row } },
    customer: { view: (snapshot) => ({ ...customerView(snapshot) }), lists: { messages: customerSees } },
  },
  // The customer sees their own thread; an agent sees it while they hold its conversation, and nobody else does.
  admit: ({ role, id }, snapshot) => {
    const { thread, holder } = contextOf(snapshot);
    if (role === CUSTOMER && id === thread) return [CUSTOMER];
    return role === AGENT && holder?.id === id ? [AGENT] : [];
  },
  // Only the customer's screens: agents come and go by assignment, and their presence is their own room's affair.
  sessions: (snapshot) => contextOf(snapshot).sessions,
  isIdle: (snapshot) => snapshot.value === "quiet" && contextOf(snapshot).sessions.length === 0,
};
