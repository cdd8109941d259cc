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

/** AG19: the queue takes back what they held; no device of theirs is called again. */
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
const losesSeat = { guard: "losesSeat" as const, target: "#agent.unavailable.offline" };

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
const pushAgain = { "push.due": { guard: "isStillNews" as const, actions: tryAgain } };

/**
 * Availability is the outer state and presence the inner, so that every transition knows both, and what it tells the queue
 * stands where it happens.
 */
const presence = (available: boolean) => ({
  initial: "offline" as const,
  states: {
    /** No panel, and no grace left. */
    offline: {
      on: {
        "session.opened": [
          { guard: "isSeated" as const, target: "present", actions: [openSession, seat(true, available)] },
          { actions: openSession },
        ],
        "session.closed": { actions: closeSession },
        // AG1: nobody works here until the project's room has said who this is.
        "profile.changed": [
          { ...losesSeat, actions: unseat },
          { guard: "hasSessions" as const, target: "present", actions: [introduce, seat(true, available)] },
          // Colleagues see who is not there, too.
          { actions: [introduce, seat(false, available)] },
        ],
        "availability.chosen": { actions: refuse("agentNotPresent") },
        "agent.signedOut": { actions: refuse("agentNotPresent") },
        ...whereTold(available, {
          ...pushAgain,
          "customers.waiting": { guard: "mayTellWaiting" as const, actions: tellWaiting },
        }),
      },
    },
    /** At least one panel is connected. */
    present: {
      on: {
        "session.opened": { actions: openSession },
        "session.closed": [
          { guard: "isLastSession" as const, target: "grace", actions: [closeSession, ...startGrace] },
          { actions: closeSession },
        ],
        "profile.changed": [{ ...losesSeat, actions: unseat }, { actions: [introduce, seat(true, available)] }],
        // AG3: the choice is the agent's, kept here, the same for all of their screens.
        "availability.chosen": [
          {
            guard: available ? ("choosesUnavailable" as const) : ("choosesAvailable" as const),
            target: available ? "#agent.unavailable.present" : "#agent.available.present",
            actions: seat(true, !available),
          },
          {},
        ],
        // AG6: who says goodbye on the last screen leaves at once, without grace, and does not come back available.
        "agent.signedOut": [
          {
            guard: "isOnlySession" as const,
            target: "#agent.unavailable.offline",
            actions: [setupAgent.assign({ sessions: [] }), seat(false, false)],
          },
          {},
        ],
      },
    },
    /** AG4: no panel is connected, and the agent may be back in a moment: everything stays as it is. */
    grace: {
      on: {
        "session.opened": { target: "present", actions: [openSession, ...endGrace] },
        "profile.changed": [
          { ...losesSeat, actions: [...unseat, { type: "cancelTimer" as const, params: { id: "grace" } }] },
          { actions: [introduce, seat(true, available)] },
        ],
        "grace.expired": {
          guard: "isThisGrace" as const,
          target: "offline",
          actions: [
            setupAgent.assign({ graceEndsAt: null }),
            seat(false, available),
            ...(available ? [tellReturned] : []),
          ],
        },
        ...whereTold(available, { ...pushAgain, "conversation.assigned": { actions: [takeOn, tellAssigned] } }),
        "availability.chosen": { actions: refuse("agentNotPresent") },
        "agent.signedOut": { actions: refuse("agentNotPresent") },
      },
    },
  },
});

export const agentMachine = setupAgent.createMachine({
  id: "agent",
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
    "conversation.assigned": { actions: takeOn },
    "conversation.unassigned": {
      guard: "holds",
      actions: assign(({ context, event }) => ({
        assignments: context.assignments.filter(({ conversationId }) => conversationId !== event.conversationId),
        left: [{ conversationId: event.conversationId, why: event.why }, ...context.left].slice(0, LEFT_MAX),
      })),
    },
    // AG12: what comes back soonest is listed; the rest comes back all the same.
    "conversation.snoozed": {
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
      guard: "hasPutAside",
      actions: assign(({ context, event }) => ({
        snoozed: context.snoozed.filter(({ conversationId }) => conversationId !== event.conversationId),
      })),
    },
    // AG7, AG12: a copy says what the queue says.
    "customer.named": {
      guard: "isListed",
      actions: assign(({ context, event: { conversationId, customerName } }) => {
        const named = <T extends { conversationId: string }>(one: T): T =>
          one.conversationId === conversationId ? { ...one, customerName } : one;
        return { assignments: context.assignments.map(named), snoozed: context.snoozed.map(named) };
      }),
    },
    // AG8: opened on one device, opened on all.
    "conversation.opened": [
      {
        guard: "isNew",
        actions: assign(({ context, event }) => ({
          assignments: context.assignments.map((assignment) =>
            assignment.conversationId === event.conversationId ? { ...assignment, opened: true } : assignment,
          ),
        })),
      },
      { guard: "holds" },
      { actions: refuse("notYourConversation") },
    ],
    "push.subscribed": [
      { guard: "isPushOff", actions: refuse("pushOff") },
      { guard: "isEndpointUnknown", actions: refuse("pushEndpointUnknown") },
      { guard: "isNewestDevice" },
      { actions: keepDevice },
    ],
    "push.unsubscribed": [{ guard: "hasDevice", actions: forgetDevice }, {}],
    // AG18: what a push service says of a device is no news about the agent.
    "push.settled": [
      { guard: "isDeviceGone", actions: forgetDevice },
      { guard: "countsAsFailure", actions: countFailure },
      { guard: "mayTryAgain", actions: tryLater },
      {},
    ],
  },
  states: {
    /** No Disponible: keeps what it has, gets nothing new. */
    unavailable: presence(false),
    /** Disponible. */
    available: presence(true),
  },
});
