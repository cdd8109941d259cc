/** The room of a customer's thread. Its behaviour is in `machines/conversation.ts`. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { conversationMachine } from "../../machines/conversation.ts";
import type { AuditNoted } from "../../machines/audit.ts";
import { RIGHTS, may } from "../../machines/rights.ts";
import { isConcerned, type Message, type ThreadContext } from "../../machines/thread.ts";
import { REASONS } from "../../machines/vocabulary.ts";
import type { Changes, Event, Identity, RoomDefinition } from "../engine/definition.ts";
import { conversationCommands, conversationSignals, customerSees } from "../protocol/conversation.ts";
import {
  savedContext,
  toVersion2,
  toVersion3,
  toVersion4,
  toVersion5,
  toVersion6,
  toVersion7,
} from "./conversation-saved.ts";
import { inspection } from "./conversation-inspection.ts";
import { agentView, customerView } from "./conversation-views.ts";
import { shown, toldOf, wordless, type StoredMessage } from "./conversation-lines.ts";
import { fromDownload, fromOutbox, outsideCommands, outsideLooks, refsOf } from "./conversation-outside.ts";
import { author, fileRow } from "./upload-shapes.ts";
import { count, department, projectOf, refuse, rules, send, timers, wait, word } from "./shared.ts";

const AGENT = "agent";
const CUSTOMER = "customer";
/** Who takes conversations; which one they may write in is the machine's affair. */
const TAKERS = RIGHTS["conversations.take"];
const BOTH = [...TAKERS, CUSTOMER];

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as ThreadContext;

const sideOf = ({ role }: Identity) => (role === CUSTOMER ? CUSTOMER : AGENT);

/** `agent.wrote` or `customer.wrote`: the same command, told apart by who sent it. */
const wrote = ({ text, replyTo }: { text: string; replyTo?: number }, by: Identity): Event =>
  replyTo !== undefined && sideOf(by) === AGENT
    ? { type: "agent.replied", text, replyTo }
    : { type: `${sideOf(by)}.wrote`, text };

type About = { conversation: number };
/** A command that says nothing but which conversation it is about. */
const about =
  (type: string) =>
  ({ conversation }: About): Event => ({ type, conversation });

const reason = v.picklist(REASONS);

const fromUpload = v.pipe(
  v.object({
    type: v.literal("file.arrived"),
    side: v.picklist([CUSTOMER, AGENT]),
    owner: author,
    conversation: v.nullable(count),
    caption: v.string(),
    file: fileRow,
  }),
  v.transform(({ side, owner, ...arrived }): Event => ({ ...arrived, type: `${side}.sentFile`, by: owner })),
);

const fromQueue = v.variant("type", [
  v.object({
    type: v.literal("conversation.placed"),
    conversation: count,
    position: v.nullable(count),
    attended: v.boolean(),
    ...wait,
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
    ...wait,
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
    ...wait,
  }),
  v.object({ type: v.literal("transfer.declined"), conversation: count, to: word, reason }),
]);

/**
 * The customer sees their own thread, and who oversees all of their project's; an agent while they hold its conversation, or may have
 * it back. Nobody else does.
 */
function admit({ role, id, project }: Identity, snapshot: AnyMachineSnapshot): string[] {
  const context = contextOf(snapshot);
  if (role === CUSTOMER) return id === context.thread ? [CUSTOMER] : [];
  if (project !== context.project) return [];
  const mayRead = may(role, "conversations.readAny") || (may(role, "conversations.take") && isConcerned(context, id));
  return mayRead ? [AGENT] : [];
}

export const definition: RoomDefinition = {
  party: "conversation",
  machine: conversationMachine,
  version: 7,
  migrations: [
    { from: 1, snapshot: toVersion2 },
    { from: 2, snapshot: toVersion3 },
    { from: 3, snapshot: toVersion4 },
    { from: 4, snapshot: toVersion5 },
    { from: 5, snapshot: toVersion6 },
    { from: 6, snapshot: toVersion7 },
  ],
  context: savedContext,
  input: (room) => ({ thread: room, project: projectOf(room) }),
  effects: {
    append: ({ message }: { message: Message }) => ({
      kind: "append",
      list: "messages",
      row: message,
      refs: refsOf(message),
    }),
    replace: ({ message }: { message: Message }) => ({ kind: "replace", list: "messages", row: message }),
    amend: (change: { seq: number; set: Changes; refs?: string[] }) => ({ kind: "amend", list: "messages", ...change }),
    tellOutbox: ({ event }: { event: Event }, { room }) => send("outbox", room, event),
    tellDownload: ({ id, event }: { id: string; event: Event }, self) =>
      send("download", `${projectOf(self.room)}_${id}`, event),
    tellUpload: ({ id, event }: { id: string; event: Event }, self) =>
      send("upload", `${projectOf(self.room)}_${id}`, event),
    ...timers,
    tellQueue: ({ event }: { event: Event }, self) => send("queue", projectOf(self.room), event),
    showTyping: ({ topic, typing }: { topic: string; typing: boolean }) => ({
      kind: "signal",
      topic,
      signal: { type: "typing", typing },
    }),
    noteAudit: ({ project, note }: { project: string; note: AuditNoted }) =>
      send("project", project, { type: "audit.noted", ...note }),
    refuse,
  },
  messages: { queue: fromQueue, upload: fromUpload, download: fromDownload, outbox: fromOutbox },
  looks: { "erase.requested": { list: "messages", tells: toldOf }, ...outsideLooks },
  wordless,
  commands: {
    ...outsideCommands,
    "message.send": { roles: BOTH, schema: conversationCommands["message.send"], event: wrote },
    "messages.mark": {
      roles: BOTH,
      schema: conversationCommands["messages.mark"],
      event: ({ delivered, read }: { delivered: number; read: number }, by) =>
        sideOf(by) === AGENT ? { type: "agent.marked", read } : { type: "customer.marked", delivered, read },
    },
    "conversation.close": {
      roles: TAKERS,
      schema: conversationCommands["conversation.close"],
      event: ({ conversation, wrapUp }: About & { wrapUp?: string }) => ({
        type: "close.requested",
        conversation,
        ...(wrapUp === undefined ? {} : { wrapUp }),
      }),
    },
    "conversation.reopen": {
      roles: TAKERS,
      schema: conversationCommands["conversation.reopen"],
      event: about("reopen.requested"),
    },
    "conversation.transferToDepartment": {
      roles: TAKERS,
      schema: conversationCommands["conversation.transferToDepartment"],
      event: ({ conversation, department: line, note }: About & { department: string; note: string }) => ({
        type: "departmentTransfer.requested",
        conversation,
        department: line,
        note,
      }),
    },
    "transfer.undo": {
      roles: TAKERS,
      schema: conversationCommands["transfer.undo"],
      event: about("undo.requested"),
    },
    "conversation.snooze": {
      roles: TAKERS,
      schema: conversationCommands["conversation.snooze"],
      event: ({ conversation, until }: About & { until: number }) => ({
        type: "snooze.requested",
        conversation,
        until,
      }),
    },
    "conversation.wake": {
      roles: TAKERS,
      schema: conversationCommands["conversation.wake"],
      event: about("wake.requested"),
    },
    "note.add": {
      roles: TAKERS,
      schema: conversationCommands["note.add"],
      event: ({ text }: { text: string }) => ({ type: "note.written", text }),
    },
    "message.erase": {
      roles: TAKERS,
      schema: conversationCommands["message.erase"],
      event: ({ seq }: { seq: number }) => ({ type: "erase.requested", seq }),
    },
    "labels.set": {
      roles: TAKERS,
      schema: conversationCommands["labels.set"],
      event: ({ labels }: { labels: string[] }) => ({ type: "labels.chosen", labels }),
    },
    "conversation.leave": {
      roles: [CUSTOMER],
      schema: conversationCommands["conversation.leave"],
      event: about("customer.left"),
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
      event: ({ conversation, score, comment }: About & { score: number; comment: string }) => ({
        type: "conversation.rated",
        conversation,
        score,
        comment: comment.trim(),
      }),
    },
    "conversation.transfer": {
      roles: TAKERS,
      schema: conversationCommands["conversation.transfer"],
      event: ({ conversation, to, note }: About & { to: string; note: string }) => ({
        type: "transfer.requested",
        conversation,
        to,
        note,
      }),
    },
  },
  signals: {
    typing: {
      roles: BOTH,
      schema: conversationSignals.typing,
      event: ({ typing }: { typing: boolean }, by) => ({ type: `${sideOf(by)}.typed`, typing }),
    },
  },
  topics: {
    agent: { view: (snapshot) => ({ ...agentView(snapshot) }), lists: { messages: shown } },
    customer: {
      view: (snapshot) => ({ ...customerView(snapshot) }),
      lists: { messages: (row: StoredMessage) => customerSees(shown(row)) },
    },
  },
  admit,
  inspection,
  questions: {
    /** A line as it is to be sent, or what it answers; null: there is none. */
    outgoing: {
      looks: { list: "messages", tells: shown },
      answer: (_, { row }: { row: Message | null }) => row,
    },
    /** Whether its files are for them; and on what channel one of theirs would go, if any. On arrival the machine decides. */
    files: (snapshot, { by }: { by: Identity }) => {
      const { channel, thread, project } = contextOf(snapshot);
      const isTaker = by.project === project && may(by.role, "conversations.take");
      const mayWrite = by.role === CUSTOMER ? by.id === thread : isTaker && isConcerned(contextOf(snapshot), by.id);
      return { mayRead: admit(by, snapshot).length > 0, channel: mayWrite ? channel : null };
    },
  },
  // The customer's screens, and those that are noted as reading: agents come and go by assignment, and their presence is their
  // own room's affair.
  sessions: (snapshot) => [...contextOf(snapshot).sessions, ...contextOf(snapshot).readers],
  isIdle: (snapshot) => snapshot.value === "quiet" && contextOf(snapshot).sessions.length === 0,
};
