/** The room of an agent. Its behaviour is in `machines/agent.ts`. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { agentMachine, type AgentContext } from "../../machines/agent.ts";
import { MEMBER_ROLES, RIGHTS, may } from "../../machines/rights.ts";
import { CHANNELS } from "../../machines/vocabulary.ts";
import type { Effect, Event, RoomDefinition } from "../engine/definition.ts";
import { agentCommands, type AgentView } from "../protocol/agent.ts";
import { inspection } from "./agent-inspection.ts";
import { push, type PushParams } from "../push/service.ts";
import { reachOf } from "../push/settings.ts";
import { count, department, projectOf, refuse, send, timers, word, words } from "./shared.ts";

const AGENT = "agent";
const TAKERS = RIGHTS["conversations.take"];
const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as AgentContext;

function view(snapshot: AnyMachineSnapshot): AgentView {
  const { id, name, role, departments, capacity, known, sessions, assignments, left, snoozed, devices } =
    contextOf(snapshot);
  const [availability, presence] = Object.entries(snapshot.value as Record<string, AgentView["presence"]>)[0]!;
  return {
    me: { id, name, role, departments: [...departments], capacity, known },
    available: availability === "available",
    presence,
    screens: sessions.length,
    assignments,
    left,
    snoozed,
    devices: devices.length,
  };
}

const leaving = v.picklist(["closed", "returned", "transferred", "snoozed", "undone"]);
const snoozed = { conversationId: word, thread: word, customerName: v.string(), until: v.number() };

const assignment = {
  conversationId: word,
  thread: word,
  department: word,
  channel: v.picklist(CHANNELS),
  customerId: word,
  customerName: v.string(),
  enqueuedAt: v.number(),
  assignedAt: v.number(),
  returned: v.boolean(),
  transfer: v.nullable(v.object({ fromAgent: word, fromName: v.string(), note: v.string() })),
};

/** What version 1 did not have yet. */
function toVersion2(saved: { context: { assignments: object[] } }): unknown {
  const assignments = saved.context.assignments.map((one) => ({ receipt: null, ...one }));
  return { ...saved, context: { snoozed: [], ...saved.context, assignments } };
}

/** What version 2 did not have yet. */
function toVersion3(saved: { context: object }): unknown {
  return { ...saved, context: { devices: [], pushes: 0, waitingToldAt: null, ...saved.context } };
}

/** What version 3 did not have yet. The project's room tells who is something else. */
function toVersion4(saved: { context: object }): unknown {
  return { ...saved, context: { role: "agent", disabled: false, ...saved.context } };
}

const keys = v.object({ p256dh: v.string(), auth: v.string() });
const device = v.object({ endpoint: v.string(), keys, locale: v.picklist(["es", "en"]), failures: count });

interface PushAsked extends PushParams {
  id: string;
  again: boolean;
  event: Event;
}

export const definition: RoomDefinition = {
  party: "agent",
  machine: agentMachine,
  version: 4,
  migrations: [
    { from: 1, snapshot: toVersion2 },
    { from: 2, snapshot: toVersion3 },
    { from: 3, snapshot: toVersion4 },
  ],
  context: v.object({
    id: v.string(),
    project: v.string(),
    name: v.string(),
    known: v.boolean(),
    role: v.picklist(MEMBER_ROLES),
    disabled: v.boolean(),
    departments: words,
    capacity: count,
    graceMs: count,
    sessions: words,
    grace: count,
    graceEndsAt: v.nullable(v.number()),
    assignments: v.array(v.object({ ...assignment, receipt: v.nullable(count), opened: v.boolean() })),
    left: v.array(v.object({ conversationId: word, why: leaving })),
    snoozed: v.array(v.object(snoozed)),
    devices: v.array(device),
    pushes: count,
    waitingToldAt: v.nullable(v.number()),
  }),
  input: (room) => ({ id: room, project: projectOf(room) }),
  effects: {
    tellQueue: ({ project, seat }: { project: string; seat: object }) =>
      send("queue", project, { type: "agent.changed", ...seat }),
    push: ({ id, again, event, ...params }: PushAsked): Effect => ({
      kind: "job",
      id,
      service: "push",
      params,
      event,
      again,
    }),
    ...timers,
    refuse,
  },
  services: { push },
  messages: {
    project: v.object({
      type: v.literal("profile.changed"),
      name: v.string(),
      role: v.picklist(MEMBER_ROLES),
      disabled: v.boolean(),
      departments: v.array(department),
      capacity: count,
      graceMs: count,
    }),
    queue: v.variant("type", [
      v.object({
        type: v.literal("conversation.assigned"),
        ...assignment,
        // Absent in what an older queue has promised.
        receipt: v.optional(v.nullable(count), null),
      }),
      v.object({
        type: v.literal("conversation.unassigned"),
        conversationId: word,
        why: leaving,
      }),
      v.object({ type: v.literal("conversation.snoozed"), ...snoozed }),
      v.object({ type: v.literal("conversation.woken"), conversationId: word }),
      v.object({ type: v.literal("customers.waiting"), department, waiting: count }),
      v.object({ type: v.literal("customer.named"), conversationId: word, customerName: v.string() }),
    ]),
  },
  commands: {
    "availability.set": {
      roles: TAKERS,
      schema: agentCommands["availability.set"],
      event: ({ available }: { available: boolean }): Event => ({ type: "availability.chosen", available }),
    },
    "conversation.open": {
      roles: TAKERS,
      schema: agentCommands["conversation.open"],
      event: ({ conversationId }: { conversationId: string }): Event => ({
        type: "conversation.opened",
        conversationId,
      }),
    },
    "session.end": {
      roles: TAKERS,
      schema: agentCommands["session.end"],
      event: (): Event => ({ type: "agent.signedOut" }),
    },
    "push.subscribe": {
      roles: TAKERS,
      schema: agentCommands["push.subscribe"],
      event: ({ endpoint, ...given }: { endpoint: string }, _by, settings): Event => ({
        ...given,
        type: "push.subscribed",
        endpoint,
        reach: reachOf(endpoint, settings),
      }),
    },
    "push.unsubscribe": {
      roles: TAKERS,
      schema: agentCommands["push.unsubscribe"],
      event: ({ endpoint }: { endpoint: string }): Event => ({ type: "push.unsubscribed", endpoint }),
    },
  },
  topics: { agent: { view: (snapshot) => ({ ...view(snapshot) }) } },
  admit: ({ role, id }, snapshot) => {
    const { id: own, disabled } = contextOf(snapshot);
    return may(role, "conversations.take") && id === own && !disabled ? [AGENT] : [];
  },
  isOwn: ({ id }, snapshot) => id === contextOf(snapshot).id,
  inspection,
  sessions: (snapshot) => contextOf(snapshot).sessions,
  isIdle: (snapshot) => contextOf(snapshot).sessions.length === 0,
  /** For the answer to who is signed in: a panel that has it draws its list before any socket is open. */
  questions: { shown: (snapshot) => ({ [AGENT]: view(snapshot) }) },
};
