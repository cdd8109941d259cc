/** The room of a customer's thread. Its behaviour is in `machines/conversation.ts`. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { conversationMachine } from "../../machines/conversation.ts";
import type { Message, ThreadContext } from "../../machines/thread.ts";
import { REASONS } from "../../machines/vocabulary.ts";
import type { Event, Identity, RoomDefinition } from "../engine/definition.ts";
import { conversationCommands, conversationSignals, customerSees } from "../protocol/conversation.ts";
import { savedContext, toVersion2 } from "./conversation-saved.ts";
import { agentView, customerView } from "./conversation-views.ts";
import { count, department, projectOf, refuse, rules, send, timers, word } from "./shared.ts";

const AGENT = "agent";
const CUSTOMER = "customer";

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as ThreadContext;

/** `agent.wrote` or `customer.wrote`: the same command, told apart by who sent it. */
const wrote = ({ text }: { text: string }, by: Identity): Event => ({ type: `${by.role}.wrote`, text });

const reason = v.picklist(REASONS);

const fromQueue = v.variant("type", [
  v.object({
    type: v.literal("conversation.placed"),
    conversation: count,
    position: v.nullable(count),
    attended: v.boolean(),
  }),
  v.object({
    type: v.literal("conversation.assigned"),
    conversation: count,
    agentId: word,
    agentName: word,
    department: v.optional(department),
    rules: v.optional(v.object(rules)),
  }),
  v.object({
    type: v.literal("conversation.transferred"),
    conversation: count,
    agentId: word,
    agentName: word,
    department: v.optional(department),
    note: v.string(),
    rules: v.optional(v.object(rules)),
  }),
  v.object({ type: v.literal("conversation.returned"), conversation: count }),
  v.object({
    type: v.literal("conversation.reopened"),
    conversation: count,
    agentId: word,
    agentName: word,
    department: v.optional(department),
    rules: v.optional(v.object(rules)),
  }),
  v.object({ type: v.literal("reopen.declined"), conversation: count, reason }),
  v.object({
    type: v.literal("conversation.moved"),
    conversation: count,
    department,
    note: v.string(),
    position: count,
    attended: v.boolean(),
  }),
  v.object({
    type: v.literal("transfer.undone"),
    conversation: count,
    agentId: word,
    agentName: word,
    department,
    rules: v.optional(v.object(rules)),
  }),
  v.object({ type: v.literal("undo.declined"), conversation: count, reason }),
  v.object({
    type: v.literal("conversation.rejoined"),
    conversation: count,
    position: v.nullable(count),
    attended: v.boolean(),
  }),
  v.object({ type: v.literal("transfer.declined"), conversation: count, to: word, reason }),
]);

export const definition: RoomDefinition = {
  party: "conversation",
  machine: conversationMachine,
  version: 2,
  migrations: [{ from: 1, snapshot: toVersion2 }],
  context: savedContext,
  input: (room) => ({ thread: room, project: projectOf(room) }),
  effects: {
    append: ({ message }: { message: Message }) => ({ kind: "append", list: "messages", row: message }),
    ...timers,
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
      event: ({ wrapUp }: { wrapUp?: string }) => ({
        type: "close.requested",
        ...(wrapUp === undefined ? {} : { wrapUp }),
      }),
    },
    "conversation.reopen": {
      roles: [AGENT],
      schema: conversationCommands["conversation.reopen"],
      event: () => ({ type: "reopen.requested" }),
    },
    "conversation.transferToDepartment": {
      roles: [AGENT],
      schema: conversationCommands["conversation.transferToDepartment"],
      event: ({ department: line, note }: { department: string; note: string }) => ({
        type: "departmentTransfer.requested",
        department: line,
        note,
      }),
    },
    "transfer.undo": {
      roles: [AGENT],
      schema: conversationCommands["transfer.undo"],
      event: () => ({ type: "undo.requested" }),
    },
    "conversation.snooze": {
      roles: [AGENT],
      schema: conversationCommands["conversation.snooze"],
      event: ({ until }: { until: number }) => ({ type: "snooze.requested", until }),
    },
    "conversation.wake": {
      roles: [AGENT],
      schema: conversationCommands["conversation.wake"],
      event: () => ({ type: "wake.requested" }),
    },
    "note.add": {
      roles: [AGENT],
      schema: conversationCommands["note.add"],
      event: ({ text }: { text: string }) => ({ type: "note.written", text }),
    },
    "labels.set": {
      roles: [AGENT],
      schema: conversationCommands["labels.set"],
      event: ({ labels }: { labels: string[] }) => ({ type: "labels.chosen", labels }),
    },
    "conversation.leave": {
      roles: [CUSTOMER],
      schema: conversationCommands["conversation.leave"],
      event: () => ({ type: "customer.left" }),
    },
    "customer.introduce": {
      roles: [CUSTOMER],
      schema: conversationCommands["customer.introduce"],
      event: ({ name = "", email = "", department: line = "" }: Record<string, string>) => ({
        type: "customer.introduced",
        name,
        email,
        department: line,
      }),
    },
    "conversation.rate": {
      roles: [CUSTOMER],
      schema: conversationCommands["conversation.rate"],
      event: ({ score, comment }: { score: number; comment: string }) => ({
        type: "conversation.rated",
        score,
        comment: comment.trim(),
      }),
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
  // The customer sees their own thread; an agent while they hold its conversation, or may have it back. Nobody else does.
  admit: ({ role, id }, snapshot) => {
    const { thread, holder, reopen, snoozed, handed } = contextOf(snapshot);
    if (role === CUSTOMER && id === thread) return [CUSTOMER];
    const concerned = [holder?.id, reopen?.by, snoozed?.by, handed?.by];
    return role === AGENT && concerned.includes(id) ? [AGENT] : [];
  },
  // Only the customer's screens: agents come and go by assignment, and their presence is their own room's affair.
  sessions: (snapshot) => contextOf(snapshot).sessions,
  isIdle: (snapshot) => snapshot.value === "quiet" && contextOf(snapshot).sessions.length === 0,
};
