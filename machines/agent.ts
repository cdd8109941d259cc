/**
 * One agent: what they chose (availability), whether they are there (presence), and what the queue has given them.
 *
 * Presence is a fact of connections: a dropped panel opens a time of grace, and only when that is over does the queue hear that
 * the agent is gone. Availability is a choice and stays what it was through reloads, restarts and other devices. This machine
 * decides nothing about assignments; it tells the queue how its seat stands and keeps the list that the queue sends.
 */
import { assign } from "xstate";
import { setupAgent, type Args, type Of } from "./agent-setup.ts";
import {
  countFailure,
  forgetDevice,
  keepDevice,
  tellAssigned,
  tellReturned,
  tellWaiting,
  tryAgain,
  tryLater,
} from "./pushing.ts";
import { DEFAULT_CAPACITY, GRACE_MS, SNOOZED_MAX, type Reason } from "./vocabulary.ts";

export type { AgentContext, AgentEvent, Assignment, Leaving, Snoozed } from "./agent-setup.ts";

const LEFT_MAX = 10;

const refuse = (reason: Reason) => ({ type: "refuse" as const, params: { reason } });

/** Tells the queue how the seat stands once the transition is made: `present` and `available` as they will be. */
const seat = (present: boolean, available: boolean) => ({
  type: "tellQueue" as const,
  params: ({ context: { project, name, capacity, departments } }: Args) => ({
    project,
    seat: { present, available, name, capacity, departments },
  }),
});

const openSession = setupAgent.assign(({ context, event }) => ({
  sessions: [
    ...context.sessions.filter((id) => id !== (event as Of<"session.opened">).sessionId),
    (event as Of<"session.opened">).sessionId,
  ],
}));
const closeSession = setupAgent.assign(({ context, event }) => ({
  sessions: context.sessions.filter((id) => id !== (event as Of<"session.closed">).sessionId),
}));

const introduce = setupAgent.assign(({ event }) => {
  const { name, role, disabled, departments, capacity, graceMs } = event as Of<"profile.changed">;
  return { known: true, name, role, disabled, departments, capacity, graceMs };
});
const startGrace = [
  setupAgent.assign(({ context, event }) => ({ grace: context.grace + 1, graceEndsAt: event.at + context.graceMs })),
  {
    type: "startTimer" as const,
    params: ({ context }: Args) => ({
      id: "grace",
      at: context.graceEndsAt!,
      event: { type: "grace.expired", grace: context.grace },
    }),
  },
];
const endGrace = [setupAgent.assign({ graceEndsAt: null }), { type: "cancelTimer" as const, params: { id: "grace" } }];

const unseat = [
  introduce,
  setupAgent.assign({ devices: [], graceEndsAt: null }),
  {
    type: "tellQueue" as const,
    params: ({ context: { project, name, capacity, departments } }: Args) => ({
      project,
      seat: { present: false, available: false, gone: true as const, name, capacity, departments },
    }),
  },
];
const losesSeat = {
  description: "AG19: the queue takes back what they held; no device of theirs is called again.",
  guard: "losesSeat" as const,
  target: "#agent.unavailable.offline",
  actions: unseat,
};
/** Who is not there. */
const refuseAbsent = {
  description: "AG9: whoever is not present chooses nothing and cannot sign out.",
  actions: refuse("agentNotPresent"),
};
const oneMoreScreen = { description: "AG2: one screen more changes nothing else.", actions: openSession };
const oneScreenLess = { description: "AG2: one screen less changes nothing else.", actions: closeSession };

/** AG7: the list is the queue's; it comes in order and is only copied here. */
const takeOn = setupAgent.assign(({ context, event }) => {
  const {
    at: _at,
    type: _type,
    from: _from,
    ...assignment
  } = event as Of<"conversation.assigned"> & { from?: unknown };
  const others = context.assignments.filter(({ conversationId }) => conversationId !== assignment.conversationId);
  return { assignments: [...others, { ...assignment, opened: false }] };
});

/** AG17: a device is called only for who is Disponible; `push.due` elsewhere is not news any more. */
const whereTold = <T extends object>(available: boolean, on: T): Partial<T> => (available ? on : {});
const pushAgain = {
  "push.due": {
    description: "AG18: a busy push service is asked again, while it is news.",
    guard: "isStillNews" as const,
    actions: tryAgain,
  },
};

/**
 * Availability is the outer state and presence the inner, so that every transition knows both, and what it tells the queue
 * stands where it happens.
 */
const presence = (available: boolean) => ({
  initial: "offline" as const,
  states: {
    offline: {
      description: "No panel, and no grace left.",
      on: {
        "session.opened": [
          {
            description: "AG2: present from the first panel on.",
            guard: "isSeated" as const,
            target: "present",
            actions: [openSession, seat(true, available)],
          },
          // Who is Disponible has been introduced, and has a seat.
          ...(available
            ? []
            : [{ description: "AG1: it counts once the project's room has said who this is.", actions: openSession }]),
        ],
        "session.closed": { description: "AG1: a panel that does not count is gone.", actions: closeSession },
        "profile.changed": [
          losesSeat,
          ...(available
            ? []
            : [
                {
                  description: "AG1: the project's room has said who this is, and their panel is there.",
                  guard: "hasSessions" as const,
                  target: "present",
                  actions: [introduce, seat(true, available)],
                },
              ]),
          {
            description: "AG10: told to the queue whether they are there or not, so that colleagues see them.",
            actions: [introduce, seat(false, available)],
          },
        ],
        "availability.chosen": refuseAbsent,
        "agent.signedOut": refuseAbsent,
        ...whereTold(available, {
          ...pushAgain,
          "customers.waiting": {
            description: "AG16: customers wait where nobody is, told at most once in five minutes.",
            guard: "mayTellWaiting" as const,
            actions: tellWaiting,
          },
        }),
      },
    },
    present: {
      description: "At least one panel is connected.",
      on: {
        "session.opened": oneMoreScreen,
        "session.closed": [
          {
            description: "AG4: the last panel has dropped.",
            guard: "isLastSession" as const,
            target: "grace",
            actions: [closeSession, ...startGrace],
          },
          oneScreenLess,
        ],
        "profile.changed": [
          losesSeat,
          { description: "AG10: what is new is told to the queue.", actions: [introduce, seat(true, available)] },
        ],
        "availability.chosen": [
          {
            description: "AG3: the agent's own choice, the same on all of their screens.",
            guard: available ? ("choosesUnavailable" as const) : ("choosesAvailable" as const),
            target: available ? "#agent.unavailable.present" : "#agent.available.present",
            actions: seat(true, !available),
          },
          { description: "AG3: chosen already." },
        ],
        "agent.signedOut": [
          {
            description: "AG6: on the last screen: gone at once, without grace, and No Disponible.",
            guard: "isOnlySession" as const,
            target: "#agent.unavailable.offline",
            actions: [setupAgent.assign({ sessions: [] }), seat(false, false)],
          },
          { description: "AG6: on one of several screens: the others stay." },
        ],
      },
    },
    grace: {
      description: "AG4: no panel is connected, and the agent may be back in a moment: everything stays as it is.",
      on: {
        "session.opened": {
          description: "AG4: back in time, unnoticed.",
          target: "present",
          actions: [openSession, ...endGrace],
        },
        "profile.changed": [
          { ...losesSeat, actions: [...unseat, { type: "cancelTimer" as const, params: { id: "grace" } }] },
          { description: "AG10: what is new is told to the queue.", actions: [introduce, seat(true, available)] },
        ],
        "grace.expired": {
          description: available
            ? "AG5, AG15: the queue hears that they are gone, and they how many conversations went back."
            : "AG5: the queue hears that they are gone.",
          guard: "isThisGrace" as const,
          target: "offline",
          actions: [
            setupAgent.assign({ graceEndsAt: null }),
            seat(false, available),
            ...(available ? [tellReturned] : []),
          ],
        },
        ...whereTold(available, {
          ...pushAgain,
          "conversation.assigned": {
            description: "AG14: on the list, and told on every device.",
            actions: [takeOn, tellAssigned],
          },
        }),
        "availability.chosen": refuseAbsent,
        "agent.signedOut": refuseAbsent,
      },
    },
  },
});

export const agentMachine = setupAgent.createMachine({
  id: "agent",
  description: "One agent: what they chose, whether they are there, and what the queue has given them.",
  context: ({ input }) => ({
    id: input.id,
    project: input.project,
    name: "",
    known: false,
    role: "agent",
    disabled: false,
    departments: [],
    capacity: DEFAULT_CAPACITY,
    graceMs: GRACE_MS,
    sessions: [],
    grace: 0,
    graceEndsAt: null,
    assignments: [],
    left: [],
    snoozed: [],
    devices: [],
    pushes: 0,
    waitingToldAt: null,
  }),
  initial: "unavailable",
  on: {
    "conversation.assigned": { description: "AG7: the list is a copy of what the queue gives.", actions: takeOn },
    "conversation.unassigned": {
      description: "AG7: taken from the list; why is kept for the screens.",
      guard: "holds",
      actions: assign(({ context, event }) => ({
        assignments: context.assignments.filter(({ conversationId }) => conversationId !== event.conversationId),
        left: [{ conversationId: event.conversationId, why: event.why }, ...context.left].slice(0, LEFT_MAX),
      })),
    },
    "conversation.snoozed": {
      description: "AG12: what comes back soonest is listed; the rest comes back all the same.",
      actions: assign(({ context, event: { conversationId, thread, customerName, until } }) => ({
        snoozed: [
          ...context.snoozed.filter((one) => one.conversationId !== conversationId),
          { conversationId, thread, customerName, until },
        ]
          .toSorted((a, b) => a.until - b.until)
          .slice(0, SNOOZED_MAX),
      })),
    },
    "conversation.woken": {
      description: "AG12: it is not put aside any more.",
      guard: "hasPutAside",
      actions: assign(({ context, event }) => ({
        snoozed: context.snoozed.filter(({ conversationId }) => conversationId !== event.conversationId),
      })),
    },
    "customer.named": {
      description: "AG7: a copy says what the customer is called now.",
      guard: "isListed",
      actions: assign(({ context, event: { conversationId, customerName } }) => {
        const named = <T extends { conversationId: string }>(one: T): T =>
          one.conversationId === conversationId ? { ...one, customerName } : one;
        return { assignments: context.assignments.map(named), snoozed: context.snoozed.map(named) };
      }),
    },
    "conversation.opened": [
      {
        description: "AG8: opened on one device, opened on all.",
        guard: "isNew",
        actions: assign(({ context, event }) => ({
          assignments: context.assignments.map((assignment) =>
            assignment.conversationId === event.conversationId ? { ...assignment, opened: true } : assignment,
          ),
        })),
      },
      { description: "AG8: opened already.", guard: "holds" },
      { description: "AG8: only one of the list can be opened.", actions: refuse("notYourConversation") },
    ],
    "push.subscribed": [
      { description: "AG13: push is not set up.", guard: "isPushOff", actions: refuse("pushOff") },
      {
        description: "AG13: the address is of no push service that we know.",
        guard: "isEndpointUnknown",
        actions: refuse("pushEndpointUnknown"),
      },
      { description: "AG13: known already.", guard: "isNewestDevice" },
      { description: "AG13: one of at most ten; the one known longest leaves.", actions: keepDevice },
    ],
    "push.unsubscribed": [
      { description: "AG13: it has said goodbye.", guard: "hasDevice", actions: forgetDevice },
      { description: "AG13: it is none of theirs." },
    ],
    "push.settled": [
      { description: "AG18: its push service knows it no more.", guard: "isDeviceGone", actions: forgetDevice },
      {
        description: "AG18: turned away three times in a row, it is forgotten.",
        guard: "countsAsFailure",
        actions: countFailure,
      },
      { description: "AG18: a busy service is asked again later.", guard: "mayTryAgain", actions: tryLater },
      { description: "AG18: what else a push service says is no news about the agent." },
    ],
  },
  states: {
    unavailable: { description: "No Disponible: keeps what they have, gets nothing new.", ...presence(false) },
    available: { description: "Disponible.", ...presence(true) },
  },
});
