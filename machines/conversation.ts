/**
 * A customer's thread: all conversations of one customer on one channel, one after the other.
 *
 * Between conversations the thread is `quiet`. What the customer writes then opens a new conversation, which is `queued` until
 * the queue room assigns it. This machine never chooses an agent: it asks the queue and hears what was decided. Messages and
 * what happened to the conversation share one sequence, which is the order that everybody sees.
 */
import { assign, setup } from "xstate";
import { line, text, type Args, type Message, type Of, type ThreadContext, type ThreadEvent } from "./thread.ts";
import { NOTE_MAX_CHARS, TEXT_MAX_CHARS, type Reason } from "./vocabulary.ts";

const PREVIEW_CHARS = 120;
const UNREAD_MAX = 100;

const refuse = (reason: Reason) => ({ type: "refuse" as const, params: { reason } });
const isBlank = ({ event }: Args) => (event as Of<"customer.wrote">).text.trim() === "";
const isTooLong = ({ event }: Args) => (event as Of<"customer.wrote">).text.length > TEXT_MAX_CHARS;

const setupThread = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: ThreadContext; events: ThreadEvent; input: { thread: string; project: string } },
  actions: {
    append: (_, _params: { message: Message }) => {},
    tellQueue: (_, _params: { event: { type: string; [field: string]: unknown } }) => {},
    showTyping: (_, _params: { topic: "agent" | "customer"; typing: boolean }) => {},
    refuse: (_, _params: { reason: Reason }) => {},
  },
  guards: {
    isBlank,
    isTooLong,
    isNoteTooLong: ({ event }) => (event as Of<"transfer.requested">).note.length > NOTE_MAX_CHARS,
    isTransferToSelf: ({ context, event }) => (event as Of<"transfer.requested">).to === context.holder?.id,
    isNotHolder: ({ context, event }) => (event as Of<"agent.wrote">).by.id !== context.holder?.id,
    isCustomer: ({ event }) => (event as Of<"session.opened">).by.role === "customer",
    isCustomerSession: ({ context, event }) => context.sessions.includes((event as Of<"session.closed">).sessionId),
    isPresent: ({ context, event }) => (event as Of<"conversation.placed">).conversation === context.conversation,
    isThisTransfer: ({ context, event }) => {
      const { conversation, to } = event as Of<"transfer.declined">;
      return conversation === context.conversation && to === context.transfer?.to;
    },
    movesCustomerMarks: ({ context, event }) => {
      const { delivered, read } = event as Of<"customer.marked">;
      return (
        Math.max(delivered, read) <= context.seq &&
        (delivered > context.customerDelivered || read > context.customerRead)
      );
    },
    movesAgentMark: ({ context, event }) => {
      const { read } = event as Of<"agent.marked">;
      return read <= context.seq && read > context.agentRead;
    },
  },
});

const wrote = (from: "customer" | "agent") =>
  setupThread.assign(({ context, event }) => {
    const { at, text: words } = event as Of<"customer.wrote">;
    const seq = context.seq + 1;
    return {
      seq,
      last: { from, text: words.slice(0, PREVIEW_CHARS), at },
      // Who writes has seen what stands above: the customer's own words need no ticks of theirs.
      ...(from === "customer" ? { unread: [...context.unread, seq].slice(-UNREAD_MAX) } : {}),
    };
  });

/** CV2: a text that is blank or too long is refused wherever it comes. */
const badText = [
  { guard: "isBlank" as const, actions: refuse("emptyText") },
  { guard: "isTooLong" as const, actions: refuse("textTooLong") },
];

const customerWrites = [
  ...badText,
  {
    actions: [
      { type: "append" as const, params: (args: Args) => ({ message: text(args, "customer") }) },
      wrote("customer"),
    ],
  },
];

const agentWrites = [
  { guard: "isNotHolder" as const, actions: refuse("notYourConversation") },
  ...badText,
  {
    actions: [{ type: "append" as const, params: (args: Args) => ({ message: text(args, "agent") }) }, wrote("agent")],
  },
];

const endedBy = (by: "customer" | "agent") => [
  {
    type: "append" as const,
    params: (args: Args) => {
      const { id: authorId, name: authorName = "" } = (args.event as Of<"customer.left">).by;
      return { message: line(args, { kind: "closed" as const, by, authorId, authorName }) };
    },
  },
  {
    type: "tellQueue" as const,
    params: ({ context, event }: Args) => ({
      event: { type: "conversation.ended", conversation: context.conversation, by, endedAt: event.at },
    }),
  },
  setupThread.assign(({ context }) => ({
    seq: context.seq + 1,
    holder: null,
    transfer: null,
    declined: null,
    position: null,
    returned: false,
    unread: [],
  })),
];

const takenBy = setupThread.assign(({ context, event }) => {
  const { agentId, agentName, at } = event as Of<"conversation.assigned">;
  return {
    seq: context.seq + 1,
    holder: { id: agentId, name: agentName },
    transfer: null,
    declined: null,
    position: null,
    assignedAt: at,
  };
});

export const conversationMachine = setupThread.createMachine({
  id: "conversation",
  context: ({ input }) => ({
    thread: input.thread,
    project: input.project,
    channel: "web",
    department: "general",
    customer: { id: input.thread, name: "" },
    conversation: 0,
    enqueuedAt: 0,
    assignedAt: 0,
    returned: false,
    holder: null,
    transfer: null,
    declined: null,
    position: null,
    attended: null,
    seq: 0,
    customerDelivered: 0,
    customerRead: 0,
    agentRead: 0,
    unread: [],
    last: null,
    sessions: [],
  }),
  initial: "quiet",
  on: {
    // CV10: a customer who opens the widget is told at once whether anybody is there.
    "session.opened": {
      guard: "isCustomer",
      actions: [
        setupThread.assign(({ context, event }) => {
          const { sessionId, by } = event as Of<"session.opened">;
          const name = by.name ?? context.customer.name;
          const others = context.sessions.filter((id) => id !== sessionId);
          return { sessions: [...others, sessionId], customer: { ...context.customer, name } };
        }),
        {
          type: "tellQueue",
          params: ({ context }) => ({ event: { type: "place.asked", conversation: context.conversation } }),
        },
      ],
    },
    "session.closed": {
      guard: "isCustomerSession",
      actions: assign(({ context, event }) => ({
        sessions: context.sessions.filter((id) => id !== event.sessionId),
      })),
    },
    // CV7: marks only ever rise, and never above what there is.
    "customer.marked": [
      {
        guard: "movesCustomerMarks",
        actions: assign(({ context, event }) => {
          const { delivered, read } = event;
          return {
            customerDelivered: Math.max(context.customerDelivered, delivered, read),
            customerRead: Math.max(context.customerRead, read),
          };
        }),
      },
      {},
    ],
    "conversation.placed": {
      guard: "isPresent",
      actions: assign(({ event }) => ({ attended: event.attended })),
    },
    "agent.wrote": { actions: refuse("conversationNotOpen") },
    "agent.marked": { actions: refuse("conversationNotOpen") },
    "close.requested": { actions: refuse("conversationNotOpen") },
    "transfer.requested": { actions: refuse("conversationNotOpen") },
    "customer.left": { actions: refuse("conversationNotOpen") },
  },
  states: {
    /** No conversation is open. */
    quiet: {
      on: {
        // CV1: what the customer writes opens a conversation and joins the line.
        "customer.wrote": [
          ...badText,
          {
            target: "queued",
            actions: [
              setupThread.assign(({ context, event }) => ({
                conversation: context.conversation + 1,
                enqueuedAt: event.at,
                assignedAt: 0,
              })),
              { type: "append", params: (args) => ({ message: line(args, { kind: "opened" as const }) }) },
              { type: "append", params: (args) => ({ message: text(args, "customer", 1) }) },
              setupThread.assign(({ context }) => ({ seq: context.seq + 1 })),
              wrote("customer"),
              {
                type: "tellQueue",
                params: ({ context }) => ({
                  event: {
                    type: "conversation.enqueued",
                    conversation: context.conversation,
                    department: context.department,
                    channel: context.channel,
                    customerId: context.customer.id,
                    customerName: context.customer.name,
                    enqueuedAt: context.enqueuedAt,
                  },
                }),
              },
            ],
          },
        ],
      },
    },
    /** In the line, waiting for the queue to choose an agent. */
    queued: {
      on: {
        "customer.wrote": customerWrites,
        "customer.left": { target: "quiet", actions: endedBy("customer") },
        "conversation.placed": {
          guard: "isPresent",
          actions: assign(({ event }) => {
            const { position, attended } = event;
            return { position, attended };
          }),
        },
        "conversation.assigned": {
          guard: "isPresent",
          target: "assigned",
          actions: [
            {
              type: "append",
              params: (args) => {
                const { agentId, agentName } = args.event;
                const { returned } = args.context;
                return { message: line(args, { kind: "assigned" as const, agentId, agentName, returned }) };
              },
            },
            takenBy,
          ],
        },
        "agent.wrote": { actions: refuse("conversationWaiting") },
        "agent.marked": { actions: refuse("conversationWaiting") },
        "close.requested": { actions: refuse("conversationWaiting") },
        "transfer.requested": { actions: refuse("conversationWaiting") },
        "customer.typed": {},
      },
    },
    /** An agent is responsible for it. */
    assigned: {
      initial: "talking",
      on: {
        "customer.wrote": customerWrites,
        "agent.wrote": agentWrites,
        "agent.marked": [
          { guard: "isNotHolder", actions: refuse("notYourConversation") },
          {
            guard: "movesAgentMark",
            actions: assign(({ context, event }) => {
              const { read } = event;
              return { agentRead: read, unread: context.unread.filter((seq) => seq > read) };
            }),
          },
          // Without this one, a mark that moves nothing would fall through to the refusal at the top.
          {},
        ],
        "customer.typed": {
          actions: {
            type: "showTyping",
            params: ({ event }) => ({ topic: "agent" as const, typing: event.typing }),
          },
        },
        "agent.typed": [
          { guard: "isNotHolder", actions: refuse("notYourConversation") },
          {
            actions: {
              type: "showTyping",
              params: ({ event }) => ({ topic: "customer" as const, typing: event.typing }),
            },
          },
        ],
        "close.requested": [
          { guard: "isNotHolder", actions: refuse("notYourConversation") },
          { target: "quiet", actions: endedBy("agent") },
        ],
        "customer.left": { target: "quiet", actions: endedBy("customer") },
        // CV9: an agent vanished: back in the line at the first arrival time.
        "conversation.returned": {
          guard: "isPresent",
          target: "queued",
          actions: [
            {
              type: "append",
              params: (args) => {
                const { id: agentId, name: agentName } = args.context.holder ?? { id: "", name: "" };
                return { message: line(args, { kind: "returned" as const, agentId, agentName }) };
              },
            },
            assign(({ context }) => ({
              seq: context.seq + 1,
              holder: null,
              transfer: null,
              declined: null,
              returned: true,
            })),
          ],
        },
        // CV8: the queue has decided; the history goes along.
        "conversation.transferred": {
          guard: "isPresent",
          target: ".talking",
          actions: [
            {
              type: "append",
              params: (args) => {
                const { agentId, agentName, note } = args.event;
                const { id: fromId, name: fromName } = args.context.holder ?? { id: "", name: "" };
                return {
                  message: line(args, { kind: "transferred" as const, agentId, agentName, fromId, fromName, note }),
                };
              },
            },
            takenBy,
          ],
        },
      },
      states: {
        talking: {
          on: {
            "transfer.requested": [
              { guard: "isNotHolder", actions: refuse("notYourConversation") },
              { guard: "isTransferToSelf", actions: refuse("sameAgent") },
              { guard: "isNoteTooLong", actions: refuse("noteTooLong") },
              {
                target: "transferring",
                actions: [
                  assign(({ event }) => {
                    const { to, note } = event;
                    return { transfer: { to, note }, declined: null };
                  }),
                  {
                    type: "tellQueue",
                    params: ({ context, event }) => ({
                      event: {
                        type: "transfer.asked",
                        conversation: context.conversation,
                        fromAgent: event.by.id,
                        fromName: event.by.name ?? "",
                        to: event.to,
                        note: event.note,
                      },
                    }),
                  },
                ],
              },
            ],
          },
        },
        /** The queue is asked whether the colleague can take it; it always answers. */
        transferring: {
          on: {
            "transfer.requested": [
              { guard: "isNotHolder", actions: refuse("notYourConversation") },
              { actions: refuse("alreadyTransferring") },
            ],
            // Another answer than to this question is stale: the holder before may have asked as well, and vanished.
            "transfer.declined": {
              guard: "isThisTransfer",
              target: "talking",
              actions: assign(({ event }) => {
                const { to, reason } = event;
                return { transfer: null, declined: { to, reason } };
              }),
            },
          },
        },
      },
    },
  },
});
