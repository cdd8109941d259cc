/** What happens in a thread, step by step: the lists of actions that `machines/conversation.ts` puts where they belong. */
import { over, refuse, setupThread } from "./conversation-setup.ts";
import { agentReacts, retries, wantsEntry } from "./delivering.ts";
import { transferAsked, transferQuestion, undoneLine } from "./handing.ts";
import { declineFile, takesFile, wantsFileAgain } from "./filing.ts";
import { isOvertaken } from "./hearing.ts";
import { ratingAfterEnd } from "./rating.ts";
import { expectsFile, hears, hearsAnew } from "./receiving.ts";
import { chanceAfterEnd, chanceTimer } from "./reopening.ts";
import type { Waking } from "./snoozing.ts";
import { said, shortly, type Saying } from "./saying.ts";
import { calledOf, line, waitTold, type Args, type Message, type Of } from "./thread.ts";
import { noteLine, rulesFrom } from "./upkeep.ts";
import { isBlank, type Reason } from "./vocabulary.ts";

const UNREAD_MAX = 100;

const wrote = (from: "customer" | "agent") =>
  setupThread.assign(({ context, event }) => {
    const { at } = event;
    const seq = context.seq + 1;
    return {
      seq,
      last: isOvertaken({ context, event }) ? context.last : { from, ...shortly(event as Saying), at, seq },
      // CV17: since the oldest text without an answer, through transfer and return.
      waitingSince: from === "customer" ? (context.waitingSince ?? at) : null,
      // Who writes has seen what stands above: the customer's own words need no ticks of theirs.
      ...(from === "customer" ? { unread: [...context.unread, seq].slice(-UNREAD_MAX) } : { handed: null }),
    };
  });

/** CV2: a text that is blank or too long is refused wherever it comes. */
export const badText = [
  { guard: "isBlank" as const, actions: refuse("emptyText") },
  { guard: "isTooLong" as const, actions: refuse("textTooLong") },
];

export const writtenByCustomer = [
  { type: "append" as const, params: (args: Args) => ({ message: said(args, "customer") }) },
  wrote("customer"),
];
export const customerWrites = [...badText, { actions: writtenByCustomer }];
/** CV30: as a text, and the room of the file hears of it. */
export const customerSendsFile = { actions: [...writtenByCustomer, takesFile] };
/** CH1: nothing of it is refused: it has been said. */
export const saidOutside = [...hears, ...writtenByCustomer, expectsFile];
/** CH4 */
export const takenBackBefore = { guard: "wasTakenBack" as const };
export const customerSaysOutside = [takenBackBefore, { actions: saidOutside }];

const notHolder = { guard: "isNotHolder" as const, actions: refuse("notYourConversation") };
/** CH5: on a channel outside; a template may be sent at any time, but to nobody who wants nothing. */
const blocked = { guard: "isBlocked" as const, actions: refuse("customerBlocked") };
const outOfReach = [blocked, { guard: "isWindowClosed" as const, actions: refuse("windowClosed") }];

const writtenByAgent = [
  { type: "append" as const, params: (args: Args) => ({ message: said(args, "agent") }) },
  wrote("agent"),
  wantsEntry,
];
export const agentWrites = [notHolder, ...outOfReach, ...badText, { actions: writtenByAgent }];
export const agentReplies = [
  notHolder,
  { guard: "cannotReply" as const, actions: refuse("notOnThisChannel") },
  ...outOfReach,
  ...badText,
  { actions: writtenByAgent },
];
export const agentSendsTemplate = [
  notHolder,
  { guard: "lacksTemplates" as const, actions: refuse("notOnThisChannel") },
  blocked,
  ...badText,
  { actions: writtenByAgent },
];
export const agentReactsTo = [
  notHolder,
  { guard: "mayNotReact" as const, actions: refuse("notOnThisChannel") },
  ...outOfReach,
  { actions: agentReacts },
];
/** CH9 */
export const agentRetries = [
  notHolder,
  { guard: "hasNothingToRetry" as const, actions: refuse("nothingToRetry") },
  { guard: "isMissingFile" as const, actions: wantsFileAgain },
  blocked,
  { guard: "isTemplate" as const, actions: retries },
  ...outOfReach,
  { actions: retries },
];

/** CV30: who asks is a room, and is told by a message why not. */
export const agentSendsFile = [
  { guard: "isOfOther" as const, actions: declineFile("conversationOver") },
  { guard: "isNotHolder" as const, actions: declineFile("notYourConversation") },
  { guard: "isBlocked" as const, actions: declineFile("customerBlocked") },
  { guard: "isWindowClosed" as const, actions: declineFile("windowClosed") },
  { actions: [...writtenByAgent, takesFile] },
];

export const agentNotes = [
  notHolder,
  ...badText,
  {
    actions: [
      { type: "append" as const, params: (args: Args) => ({ message: noteLine(args) }) },
      setupThread.assign(({ context }) => ({ seq: context.seq + 1, handed: null })),
    ],
  },
];

/** CV1: what the customer writes opens a conversation and joins the line. */
export const customerOpens = [
  setupThread.assign(({ context, event }) => ({
    conversation: context.conversation + 1,
    enqueuedAt: event.at,
    assignedAt: 0,
    reopen: null,
    movedTo: null,
  })),
  { type: "cancelTimer" as const, params: { id: "reopen" } },
  { type: "append" as const, params: (args: Args) => ({ message: line(args, { kind: "opened" as const }) }) },
  { type: "append" as const, params: (args: Args) => ({ message: said(args, "customer", 1) }) },
  setupThread.assign(({ context }) => ({ seq: context.seq + 1 })),
  wrote("customer"),
  {
    type: "tellQueue" as const,
    params: ({ context }: Args) => ({
      event: {
        type: "conversation.enqueued",
        conversation: context.conversation,
        department: context.department,
        channel: context.channel,
        customerId: context.customer.id,
        customerName: calledOf(context.customer),
        enqueuedAt: context.enqueuedAt,
      },
    }),
  },
];

/** CH1: as what is written in web chat does, and the inbox says in which department. */
export const outsideOpens = [...hearsAnew, ...customerOpens, expectsFile];

export const endedFor =
  (by: "customer" | "agent") =>
  ({ context, event }: Args) => ({
    event: { type: "conversation.ended", conversation: context.conversation, by, endedAt: event.at },
  });

export const startChance = setupThread.enqueueActions(({ context, enqueue }) => {
  if (context.reopen) enqueue({ type: "startTimer", params: chanceTimer(context.reopen.until) });
});

export const endedBy = (by: "customer" | "agent") => [
  {
    type: "append" as const,
    params: (args: Args) => {
      const { by: author, wrapUp = null } = args.event as Of<"close.requested">;
      const { id: authorId, name: authorName = "" } = author;
      return { message: line(args, { kind: "closed" as const, by, authorId, authorName, wrapUp }) };
    },
  },
  { type: "tellQueue" as const, params: endedFor(by) },
  setupThread.assign(({ context, event }) => ({
    seq: context.seq + 1,
    holder: null,
    transfer: null,
    declined: null,
    snoozed: null,
    handed: null,
    position: null,
    returned: false,
    unread: [],
    waitingSince: null,
    rating: ratingAfterEnd(context, event.at),
    ...chanceAfterEnd({ context, event }, by),
  })),
  startChance,
];

/** CV22: back to the queue, which is the only one to say whether who put it aside gets it. */
export const wakes = (by: Waking) => [
  { type: "append" as const, params: (args: Args) => ({ message: line(args, { kind: "woken" as const, by }) }) },
  setupThread.assign(({ context }) => ({ seq: context.seq + 1 })),
  { type: "cancelTimer" as const, params: { id: "snooze" } },
  {
    type: "tellQueue" as const,
    params: ({ context: { conversation } }: Args) => ({ event: { type: "conversation.woken", conversation, by } }),
  },
];

export const asksTransfer = [
  setupThread.assign(transferAsked),
  { type: "tellQueue" as const, params: transferQuestion },
];

/** CV24: back to who had handed it over, in the department where it then was. */
export const takenBack = [
  { type: "append" as const, params: (args: Args) => ({ message: undoneLine(args) }) },
  setupThread.assign((args) => taken(args)),
];

/** What only the holder might do, and only on a channel outside. */
export const refuseOutside = (reason: Reason) => ({
  "agent.replied": { actions: refuse(reason) },
  "agent.sentTemplate": { actions: refuse(reason) },
  "agent.reacted": { actions: refuse(reason) },
  "retry.requested": { actions: refuse(reason) },
});

/** What the holder might do of a conversation that nobody holds now. */
export const refuseHolders = (reason: Reason) => ({
  "agent.wrote": { actions: refuse(reason) },
  ...refuseOutside(reason),
  "agent.sentFile": { actions: declineFile(reason) },
  "agent.marked": { actions: refuse(reason) },
  "note.written": { actions: refuse(reason) },
  "labels.chosen": { actions: refuse(reason) },
  "close.requested": [over, { actions: refuse(reason) }],
  "transfer.requested": [over, { actions: refuse(reason) }],
  "departmentTransfer.requested": [over, { actions: refuse(reason) }],
  "snooze.requested": [over, { actions: refuse(reason) }],
});

/** CV10: whether anybody is there for them, and their place if they wait. */
export const asksPlace = {
  type: "tellQueue" as const,
  params: ({ context: { conversation, department } }: Args) => ({
    event: { type: "place.asked", conversation, department },
  }),
};

export const screenOpened = [
  setupThread.assign(({ context, event }) => {
    const { sessionId, by } = event as Of<"session.opened">;
    const name = context.customer.name || nameOf(by.name);
    // CV29: once said it stays so: nobody else comes to a thread of whom a site vouches for.
    const vouched = context.customer.vouched || by.vouched === true;
    const others = context.sessions.filter((id) => id !== sessionId);
    return { sessions: [...others, sessionId], customer: { ...context.customer, name, vouched } };
  }),
  asksPlace,
];
export const screenClosed = setupThread.assign(({ context, event }) => ({
  sessions: context.sessions.filter((id) => id !== (event as Of<"session.closed">).sessionId),
}));

/** CV16: what the customer says of themselves. What they leave out stays as it was. */
export const introduced = ({ context, event }: Args) => {
  const { name, email } = event as Of<"customer.introduced">;
  const { customer } = context;
  return { customer: { ...customer, name: nameOf(name) || customer.name, email: email || customer.email } };
};
const nameOf = (said = ""): string => (isBlank(said) ? "" : said);

/** CV16: whoever has it, or will have it, hears what they are called from now on. */
export const tellsName = setupThread.enqueueActions(({ context, event, enqueue }) => {
  const { conversation, customer } = context;
  const customerName = calledOf(introduced({ context, event }).customer);
  if (customerName === calledOf(customer)) return;
  enqueue({ type: "tellQueue", params: { event: { type: "customer.named", conversation, customerName } } });
});

/** CV10, CV27: whether anybody is there, and how long it may take. */
export const told = ({ event }: Args) => {
  const { attended, ...said } = event as Of<"conversation.placed">;
  return { attended, wait: waitTold(said) };
};

/** CV24: what the new holder does first says that they have opened it: it is theirs from then on. */
export const opened = setupThread.assign({ handed: null });

/** CV22: who had put it aside has it again: to the customer they never were without it. */
export function assignedLine(args: Args): Message {
  const { agentId, agentName } = args.event as Of<"conversation.assigned">;
  const { returned, snoozed } = args.context;
  const again = snoozed?.by === agentId ? { again: true } : {};
  return line(args, { kind: "assigned" as const, agentId, agentName, returned, ...again });
}

export const taken = ({ context, event }: Args) => {
  const { agentId, agentName, at, department } = event as Of<"conversation.assigned">;
  // QU2: the one that the customer chose may be none of the project's, or none any more.
  const movedTo = department === context.department ? null : (department ?? context.movedTo);
  return {
    movedTo,
    seq: context.seq + 1,
    holder: { id: agentId, name: agentName },
    transfer: null,
    declined: null,
    reopen: null,
    handed: null,
    position: null,
    // Whatever was told before: somebody is there now.
    attended: true,
    wait: waitTold({}),
    snoozed: null,
    assignedAt: at,
    ...rulesFrom({ context, event }),
  };
};
export const takenBy = setupThread.assign(taken);
