/** What happens in a thread, step by step: the lists of actions that `machines/conversation.ts` puts where they belong. */
import { notHolder, over, refuse, setupThread } from "./conversation-setup.ts";
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

/** Wherever it comes. */
export const badText = [
  { description: "CV2: a blank text is refused.", guard: "isBlank" as const, actions: refuse("emptyText") },
  {
    description: "CV2: a text that is too long is refused.",
    guard: "isTooLong" as const,
    actions: refuse("textTooLong"),
  },
];

export const writtenByCustomer = [
  { type: "append" as const, params: (args: Args) => ({ message: said(args, "customer") }) },
  wrote("customer"),
];
export const customerWrites = [
  ...badText,
  { description: "CV12: the next line, and one more that no agent has seen.", actions: writtenByCustomer },
];
export const customerSendsFile = {
  description: "CV30: a line as a text is, and the room of the file hears of it.",
  actions: [...writtenByCustomer, takesFile],
};
export const saidOutside = [...hears, ...writtenByCustomer, expectsFile];
export const takenBackBefore = {
  description: "CH4: what was taken back before it came is not written at all.",
  guard: "wasTakenBack" as const,
};
export const customerSaysOutside = [
  takenBackBefore,
  {
    description: "CH1: as what is written in web chat, but nothing of it is refused: it has been said.",
    actions: saidOutside,
  },
];

const blocked = {
  description: "CH13: nothing can be sent to who has blocked us, until they write again.",
  guard: "isBlocked" as const,
  actions: refuse("customerBlocked"),
};
const windowClosed = {
  description: "CH5: once the window is closed only a template may be sent.",
  guard: "isWindowClosed" as const,
  actions: refuse("windowClosed"),
};
const outOfReach = [blocked, windowClosed];

const writtenByAgent = [
  { type: "append" as const, params: (args: Args) => ({ message: said(args, "agent") }) },
  wrote("agent"),
  wantsEntry,
];
export const agentWrites = [
  notHolder,
  ...outOfReach,
  ...badText,
  { description: "CV17: the next line; the customer does not wait for an answer any more.", actions: writtenByAgent },
];
/** CH10: where the channel has none of the kind. */
const lacks = (guard: "cannotReply" | "lacksTemplates" | "mayNotReact", description: string) => ({
  description: `CH10: ${description}`,
  guard,
  actions: refuse("notOnThisChannel"),
});
export const agentReplies = [
  notHolder,
  lacks("cannotReply", "the channel has no answers to a line."),
  ...outOfReach,
  ...badText,
  { description: "CH7: an answer to a line; the outbox hears of it.", actions: writtenByAgent },
];
export const agentSendsTemplate = [
  notHolder,
  lacks("lacksTemplates", "the channel has no templates."),
  blocked,
  ...badText,
  { description: "CH5: a template may be sent at any time.", actions: writtenByAgent },
];
export const agentReactsTo = [
  notHolder,
  lacks("mayNotReact", "the channel has no such reaction, or not to this line."),
  ...outOfReach,
  { description: "CH10: agents react to what the customer has said.", actions: agentReacts },
];
export const agentRetries = [
  notHolder,
  {
    description: "CH9: only what failed or is unclear can be tried again.",
    guard: "hasNothingToRetry" as const,
    actions: refuse("nothingToRetry"),
  },
  {
    description: "CH9: a file that might still be had is asked for again.",
    guard: "isMissingFile" as const,
    actions: wantsFileAgain,
  },
  blocked,
  {
    description: "CH5: a template may be sent again at any time, too.",
    guard: "isTemplate" as const,
    actions: retries,
  },
  windowClosed,
  { description: "CH9: it waits to be sent again.", actions: retries },
];

/** Who asks is a room, and is told by a message why not. */
export const agentSendsFile = [
  {
    description: "CV30: it is for the conversation that they were writing in.",
    guard: "isOfOther" as const,
    actions: declineFile("conversationOver"),
  },
  {
    description: "CV30: who does not hold it sends nothing.",
    guard: "isNotHolder" as const,
    actions: declineFile("notYourConversation"),
  },
  {
    description: "CH13: nothing can be sent to who has blocked us.",
    guard: "isBlocked" as const,
    actions: declineFile("customerBlocked"),
  },
  {
    description: "CH5: the window is closed.",
    guard: "isWindowClosed" as const,
    actions: declineFile("windowClosed"),
  },
  {
    description: "CV30: a line as a text is, and the room of the file hears of it.",
    actions: [...writtenByAgent, takesFile],
  },
];

export const agentNotes = [
  notHolder,
  ...badText,
  {
    description: "CV18: a line that the customer is never told of.",
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

/** Of a conversation that nobody holds now. */
export const nobodyHolds = (reason: Reason) => ({
  description: "CV3: nobody holds it.",
  actions: refuse(reason),
});
export const declinesFile = (reason: Reason) => ({
  description: "CV30: nobody holds it; the room of the file is told why it is declined.",
  actions: declineFile(reason),
});

/** What only the holder might do, and only on a channel outside. */
export const refuseOutside = (reason: Reason) => ({
  "agent.replied": nobodyHolds(reason),
  "agent.sentTemplate": nobodyHolds(reason),
  "agent.reacted": nobodyHolds(reason),
  "retry.requested": nobodyHolds(reason),
});

/** What the holder might do. */
export const refuseHolders = (reason: Reason) => ({
  "agent.wrote": nobodyHolds(reason),
  ...refuseOutside(reason),
  "agent.sentFile": declinesFile(reason),
  "agent.marked": nobodyHolds(reason),
  "note.written": nobodyHolds(reason),
  "labels.chosen": nobodyHolds(reason),
  "close.requested": [over, nobodyHolds(reason)],
  "transfer.requested": [over, nobodyHolds(reason)],
  "departmentTransfer.requested": [over, nobodyHolds(reason)],
  "snooze.requested": [over, nobodyHolds(reason)],
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

export const customerLeaves = {
  description: "CV5: the customer may leave, whatever else is under way.",
  target: "quiet" as const,
  actions: endedBy("customer"),
};
