/** What an agent's machine knows, hears, may ask for and asks itself: the words of `machines/agent.ts`. */
import { setup } from "xstate";
import {
  answerOf,
  isStillNews,
  nextTry,
  PUSH_FAILURES_MAX,
  sameDevice,
  WAITING_TOLD_EVERY_MS,
  type Device,
  type JobOutcome,
  type News,
  type Push,
  type Reach,
} from "./push.ts";
import { may } from "./rights.ts";
import type { Author, Channel, Reason, Stamp } from "./vocabulary.ts";

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
  /** Whether the project's room has introduced this agent. */
  known: boolean;
  role: string;
  disabled: boolean;
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
  /** AG13: where they can be called with no screen there, longest known first. */
  devices: Device[];
  /** How many notices there have been: the number of the last one. */
  pushes: number;
  /** When they were last told that customers wait, epoch ms. */
  waitingToldAt: number | null;
}

export type AgentEvent = Stamp &
  (
    | ({ type: "profile.changed" } & Pick<
        AgentContext,
        "name" | "role" | "disabled" | "departments" | "capacity" | "graceMs"
      >)
    | { type: "session.opened"; sessionId: string; by: Author }
    | { type: "session.closed"; sessionId: string }
    | { type: "grace.expired"; grace: number }
    | { type: "availability.chosen"; available: boolean; by: Author }
    | { type: "agent.signedOut"; by: Author }
    | ({ type: "conversation.assigned" } & Omit<Assignment, "opened">)
    | { type: "conversation.unassigned"; conversationId: string; why: Leaving }
    | ({ type: "conversation.snoozed" } & Snoozed)
    | { type: "conversation.woken"; conversationId: string }
    | { type: "customer.named"; conversationId: string; customerName: string }
    | { type: "conversation.opened"; conversationId: string; by: Author }
    | { type: "customers.waiting"; department: string; waiting: number }
    | ({ type: "push.subscribed"; reach: Reach; by: Author } & Omit<Device, "failures">)
    | { type: "push.unsubscribed"; endpoint: string; by: Author }
    | { type: "push.settled"; push: Push; outcome: JobOutcome }
    | { type: "push.due"; push: Push; again: boolean }
  );
export type Of<T extends AgentEvent["type"]> = Extract<AgentEvent, { type: T }>;
export type Args = { context: AgentContext; event: AgentEvent };

/** AG19: who may not take conversations sits nowhere. */
const hasSeat = ({ role, disabled }: Pick<AgentContext, "role" | "disabled">): boolean =>
  !disabled && may(role, "conversations.take");

export const setupAgent = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: AgentContext; events: AgentEvent; input: { id: string; project: string } },
  actions: {
    tellQueue: (
      _,
      _params: {
        project: string;
        /** `gone`: it is nobody's seat any more. */
        seat: { present: boolean; available: boolean; gone?: true } & Pick<
          AgentContext,
          "name" | "capacity" | "departments"
        >;
      },
    ) => {},
    startTimer: (_, _params: { id: string; at: number; event: { type: string; [field: string]: unknown } }) => {},
    cancelTimer: (_, _params: { id: string }) => {},
    push: (
      _,
      _params: {
        id: string;
        device: Pick<Device, "endpoint" | "keys">;
        notice: News & Pick<Device, "locale">;
        /** After that its push service may forget it. */
        ttlMs: number;
        again: boolean;
        event: { type: string; [field: string]: unknown };
      },
    ) => {},
    refuse: (_, _params: { reason: Reason }) => {},
  },
  guards: {
    isSeated: ({ context }) => context.known && hasSeat(context),
    losesSeat: ({ event }) => !hasSeat(event as Of<"profile.changed">),
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
    isListed: ({ context, event }) => {
      const { conversationId } = event as Of<"customer.named">;
      return [...context.assignments, ...context.snoozed].some((one) => one.conversationId === conversationId);
    },
    hasPutAside: ({ context, event }) =>
      context.snoozed.some(
        ({ conversationId }) => conversationId === (event as Of<"conversation.woken">).conversationId,
      ),
    isPushOff: ({ event }) => (event as Of<"push.subscribed">).reach === "off",
    isEndpointUnknown: ({ event }) => (event as Of<"push.subscribed">).reach === "unknown",
    isNewestDevice: ({ context, event }) =>
      sameDevice(context.devices.at(-1), { ...(event as Of<"push.subscribed">), failures: 0 }),
    hasDevice: ({ context, event }) =>
      context.devices.some(({ endpoint }) => endpoint === (event as Of<"push.unsubscribed">).endpoint),
    mayTellWaiting: ({ context, event }) =>
      context.devices.length > 0 &&
      context.sessions.length === 0 &&
      (context.waitingToldAt === null || event.at >= context.waitingToldAt + WAITING_TOLD_EVERY_MS),
    isDeviceGone: ({ context, event }) => {
      const { push, outcome } = event as Of<"push.settled">;
      const answer = answerOf(outcome);
      const { failures = 0 } = context.devices.find(({ endpoint }) => endpoint === push.endpoint) ?? {};
      return answer.kind === "gone" || (answer.kind === "refused" && failures + 1 >= PUSH_FAILURES_MAX);
    },
    isStillNews: ({ context, event }) => isStillNews((event as Of<"push.due">).push, event.at, context),
    mayTryAgain: ({ event }) => {
      const { push, outcome } = event as Of<"push.settled">;
      return nextTry(push, outcome, event.at) !== undefined;
    },
    countsAsFailure: ({ context, event }) => {
      const { push, outcome } = event as Of<"push.settled">;
      const { kind } = answerOf(outcome);
      const device = context.devices.find(({ endpoint }) => endpoint === push.endpoint);
      return device !== undefined && (kind === "refused" || (kind === "told" && device.failures > 0));
    },
    isNew: ({ context, event }) => {
      const { conversationId } = event as Of<"conversation.opened">;
      return context.assignments.some(
        (assignment) => assignment.conversationId === conversationId && !assignment.opened,
      );
    },
  },
});
