/** What a thread shows to the agents whom it concerns, and to the customer. */
import type { AnyMachineSnapshot } from "xstate";
import { conversationMachine } from "../../machines/conversation.ts";
import type { ThreadContext } from "../../machines/thread.ts";
import type { Event, Identity } from "../engine/definition.ts";
import { allowed } from "../engine/step.ts";
import type { AgentThreadView, CustomerThreadView, ThreadState } from "../protocol/conversation.ts";

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as ThreadContext;
function stateOf({ value }: AnyMachineSnapshot): ThreadState {
  // Of two messages of the queue that are sent together only the first has come.
  if (value === "returning") return "waking";
  return (typeof value === "string" ? value : (value as { assigned: ThreadState }).assigned) as ThreadState;
}

/** What the machine would be asked for each button, by someone who is who the view is for. */
const probe = (snapshot: AnyMachineSnapshot, event: Event, by: Identity) =>
  allowed({ machine: conversationMachine }, snapshot, { ...event, at: 0, by }) as true;

function outsideView({ outside, channel, customer: { phone, username } }: ThreadContext): AgentThreadView["outside"] {
  if (!outside || channel === "web") return null;
  const { inbox, windowUntil, blocked } = outside;
  return { inbox, channel, phone, username, windowUntil, blocked };
}

/** Any line of the customer's. */
const TO_REACT_TO = { kind: "text", from: "customer", outsideId: "?" };

export function agentView(snapshot: AnyMachineSnapshot): AgentThreadView {
  const context = contextOf(snapshot);
  const { project, conversation, holder, reopen, snoozed, handed } = context;
  const by: Identity = { role: "agent", id: holder?.id ?? "", project };
  const whoEnded: Identity = { ...by, id: reopen?.by ?? "" };
  const whoHanded: Identity = { ...by, id: handed?.by ?? "" };
  const whoSnoozed: Identity = { ...by, id: snoozed?.by ?? "" };
  return {
    state: stateOf(snapshot),
    holder: holder && { id: holder.id, name: holder.name },
    conversation: {
      number: context.conversation,
      department: context.movedTo ?? context.department,
      channel: context.channel,
      enqueuedAt: context.enqueuedAt,
      assignedAt: context.assignedAt,
      returned: context.returned,
    },
    customer: { ...context.customer, present: context.sessions.length > 0 },
    outside: outsideView(context),
    marks: {
      customerDelivered: context.customerDelivered,
      customerRead: context.customerRead,
      agentRead: context.agentRead,
    },
    unread: context.unread.length,
    waitingSince: context.waitingSince,
    labels: context.labels,
    wrapUp: context.wrapUp,
    last: context.last,
    seq: context.seq,
    transfer: context.transfer,
    declined: context.declined,
    reopen: reopen && { by: reopen.by, until: reopen.until, declined: reopen.declined },
    snoozed,
    handed,
    allowed: {
      "message.send": probe(snapshot, { type: "agent.wrote", text: "?" }, by),
      // With a reason: it is asked for when the button is pressed.
      "conversation.close": probe(snapshot, { type: "close.requested", conversation, wrapUp: "?" }, by),
      "conversation.transfer": probe(snapshot, { type: "transfer.requested", conversation, to: "?", note: "" }, by),
      "conversation.reopen": probe(snapshot, { type: "reopen.requested", conversation }, whoEnded),
      "conversation.transferToDepartment": probe(
        snapshot,
        { type: "departmentTransfer.requested", conversation, department: "?", note: "" },
        by,
      ),
      "transfer.undo": probe(snapshot, { type: "undo.requested", conversation }, whoHanded),
      "conversation.snooze": probe(snapshot, { type: "snooze.requested", conversation, until: 1 }, by),
      "conversation.wake": probe(snapshot, { type: "wake.requested", conversation }, whoSnoozed),
      "note.add": probe(snapshot, { type: "note.written", text: "?" }, by),
      "labels.set": probe(snapshot, { type: "labels.chosen", labels: [] }, by),
      "template.send": probe(snapshot, { type: "agent.sentTemplate", template: { text: "?" } }, by),
      "message.react": probe(snapshot, { type: "agent.reacted", row: TO_REACT_TO }, by),
    },
  };
}

/** What the states of a thread are to the customer. */
const CUSTOMER_STATES: Record<ThreadState, CustomerThreadView["state"]> = {
  quiet: "quiet",
  reopening: "quiet",
  queued: "queued",
  // Their own words may have woken it: until the queue has said otherwise, nothing has changed for them.
  waking: "assigned",
  snoozed: "assigned",
  talking: "assigned",
  transferring: "assigned",
};

export function customerView(snapshot: AnyMachineSnapshot): CustomerThreadView {
  const context = contextOf(snapshot);
  const by: Identity = { role: "customer", id: context.thread, project: context.project };
  const name = context.holder?.name ?? context.snoozed?.byName;
  return {
    state: CUSTOMER_STATES[stateOf(snapshot)],
    conversation: context.conversation,
    agent: name === undefined ? null : { name },
    position: context.position,
    attended: context.attended,
    wait: context.wait,
    marks: { agentRead: context.agentRead, customerRead: context.customerRead },
    rating: context.rating,
    allowed: {
      "message.send": probe(snapshot, { type: "customer.wrote", text: "?" }, by),
      "conversation.leave": probe(snapshot, { type: "customer.left", conversation: context.conversation }, by),
    },
  };
}
