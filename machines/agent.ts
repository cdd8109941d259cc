/**
 * One agent: what they chose (availability), whether they are there (presence), and what the queue has given them.
 *
 * Presence is a fact of connections: a dropped panel opens a time of grace, and only when that is over does the queue hear that
 * the agent is gone. Availability is a choice and stays what it was through reloads, restarts and other devices. This machine
 * decides nothing about assignments; it tells the queue how its seat stands and keeps the list that the queue sends.
 */
import { assign, setup } from "xstate";
import {
  DEFAULT_CAPACITY,
  GRACE_MS,
  SNOOZED_MAX,
  type Author,
  type Channel,
  type Reason,
  type Stamp,
} from "./vocabulary.ts";

export interface Assignment {
  conversationId: string;
  thread: string;
  department: string;
  channel: Channel;
  customerId: string;
  customerName: string;
  enqueuedAt: number;
  assignedAt: number;
  /** It came back to the line from an agent who vanished. */
  returned: boolean;
  transfer: { fromAgent: string; fromName: string; note: string } | null;
  /** Number of the queue's receipt, which says why it came to this agent; null: of before there were any. */
  receipt: number | null;
  /** False until the agent opens it on any device: the green dot. */
  opened: boolean;
}

/** Why a conversation left an agent's list. */
export type Leaving = "closed" | "returned" | "transferred" | "snoozed" | "undone";

/** A conversation that this agent has put aside. */
export interface Snoozed {
  conversationId: string;
  thread: string;
  customerName: string;
  /** When it comes back by itself, epoch ms. */
  until: number;
}

export interface AgentContext {
  id: string;
  project: string;
  name: string;
  /** Whether the directory has introduced this agent. */
  known: boolean;
  departments: readonly string[];
  capacity: number;
  graceMs: number;
  sessions: string[];
  /** Counts the times of grace, so that a late timer cannot end the wrong one. */
  grace: number;
  graceEndsAt: number | null;
  assignments: Assignment[];
  /** What left the list last, newest first: at most `LEFT_MAX`, for screens to say why. */
  left: { conversationId: string; why: Leaving }[];
  /** AG12: what they have put aside, soonest first. */
  snoozed: Snoozed[];
}

const LEFT_MAX = 10;

export type AgentEvent = Stamp &
  (
    | { type: "profile.changed"; name: string; departments: readonly string[]; capacity: number; graceMs: number }
    | { type: "session.opened"; sessionId: string; by: Author }
    | { type: "session.closed"; sessionId: string }
    | { type: "grace.expired"; grace: number }
    | { type: "availability.chosen"; available: boolean; by: Author }
    | { type: "agent.signedOut"; by: Author }
    | ({ type: "conversation.assigned" } & Omit<Assignment, "opened">)
    | { type: "conversation.unassigned"; conversationId: string; why: Leaving }
    | ({ type: "conversation.snoozed" } & Snoozed)
    | { type: "conversation.woken"; conversationId: string }
    | { type: "conversation.opened"; conversationId: string; by: Author }
  );
type Of<T extends AgentEvent["type"]> = Extract<AgentEvent, { type: T }>;
type Args = { context: AgentContext; event: AgentEvent };

const setupAgent = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: AgentContext; events: AgentEvent; input: { id: string; project: string } },
  actions: {
    tellQueue: (
      _,
      _params: {
        project: string;
        seat: { present: boolean; available: boolean } & Pick<AgentContext, "name" | "capacity" | "departments">;
      },
    ) => {},
    startTimer: (_, _params: { id: string; at: number; event: { type: string; [field: string]: unknown } }) => {},
    cancelTimer: (_, _params: { id: string }) => {},
    refuse: (_, _params: { reason: Reason }) => {},
  },
  guards: {
    isKnown: ({ context }) => context.known,
    isLastSession: ({ context, event }) =>
      context.sessions.every((id) => id === (event as Of<"session.closed">).sessionId),
    isThisGrace: ({ context, event }) => (event as Of<"grace.expired">).grace === context.grace,
    isOnlySession: ({ context }) => context.sessions.length <= 1,
    hasSessions: ({ context }) => context.sessions.length > 0,
    choosesUnavailable: ({ event }) => !(event as Of<"availability.chosen">).available,
    choosesAvailable: ({ event }) => (event as Of<"availability.chosen">).available,
    holds: ({ context, event }) => {
      const { conversationId } = event as Of<"conversation.opened">;
      return context.assignments.some((assignment) => assignment.conversationId === conversationId);
    },
    hasPutAside: ({ context, event }) =>
      context.snoozed.some(
        ({ conversationId }) => conversationId === (event as Of<"conversation.woken">).conversationId,
      ),
    isNew: ({ context, event }) => {
      const { conversationId } = event as Of<"conversation.opened">;
      return context.assignments.some(
        (assignment) => assignment.conversationId === conversationId && !assignment.opened,
      );
    },
  },
});

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
  const { name, departments, capacity, graceMs } = event as Of<"profile.changed">;
  return { known: true, name, departments, capacity, graceMs };
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
          { guard: "isKnown" as const, target: "present", actions: [openSession, seat(true, available)] },
          { actions: openSession },
        ],
        "session.closed": { actions: closeSession },
        // AG1: nobody works here until the directory has said who this is.
        "profile.changed": [
          { guard: "hasSessions" as const, target: "present", actions: [introduce, seat(true, available)] },
          // Colleagues see who is not there, too.
          { actions: [introduce, seat(false, available)] },
        ],
        "availability.chosen": { actions: refuse("agentNotPresent") },
        "agent.signedOut": { actions: refuse("agentNotPresent") },
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
        "profile.changed": { actions: [introduce, seat(true, available)] },
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
        "profile.changed": { actions: [introduce, seat(true, available)] },
        "grace.expired": {
          guard: "isThisGrace" as const,
          target: "offline",
          actions: [setupAgent.assign({ graceEndsAt: null }), seat(false, available)],
        },
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
    departments: [],
    capacity: DEFAULT_CAPACITY,
    graceMs: GRACE_MS,
    sessions: [],
    grace: 0,
    graceEndsAt: null,
    assignments: [],
    left: [],
    snoozed: [],
  }),
  initial: "unavailable",
  on: {
    // AG7: the list is the queue's; it comes in order and is only copied here.
    "conversation.assigned": {
      actions: assign(({ context, event }) => {
        const {
          at: _at,
          type: _type,
          from: _from,
          ...assignment
        } = event as Of<"conversation.assigned"> & { from?: unknown };
        const others = context.assignments.filter(({ conversationId }) => conversationId !== assignment.conversationId);
        return { assignments: [...others, { ...assignment, opened: false }] };
      }),
    },
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
  },
  states: {
    /** No Disponible: keeps what it has, gets nothing new. */
    unavailable: presence(false),
    /** Disponible. */
    available: presence(true),
  },
});
