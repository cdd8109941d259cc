/** The room of an agent. Its behaviour is in `machines/agent.ts`. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { agentMachine, type AgentContext } from "../../machines/agent.ts";
import { CHANNELS } from "../../machines/vocabulary.ts";
import type { Event, RoomDefinition } from "../engine/definition.ts";
import { agentCommands, type AgentView } from "../protocol/agent.ts";
import { count, department, projectOf, refuse, send, timers, word, words } from "./shared.ts";

const AGENT = "agent";
const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as AgentContext;

function view(snapshot: AnyMachineSnapshot): AgentView {
  const { id, name, departments, capacity, known, sessions, assignments, left, snoozed } = contextOf(snapshot);
  const [availability, presence] = Object.entries(snapshot.value as Record<string, AgentView["presence"]>)[0]!;
  return {
    me: { id, name, departments: [...departments], capacity, known },
    available: availability === "available",
    presence,
    screens: sessions.length,
    assignments,
    left,
    snoozed,
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

export const definition: RoomDefinition = {
  party: "agent",
  machine: agentMachine,
  version: 2,
  migrations: [{ from: 1, snapshot: toVersion2 }],
  context: v.object({
    id: v.string(),
    project: v.string(),
    name: v.string(),
    known: v.boolean(),
    departments: words,
    capacity: count,
    graceMs: count,
    sessions: words,
    grace: count,
    graceEndsAt: v.nullable(v.number()),
    assignments: v.array(v.object({ ...assignment, receipt: v.nullable(count), opened: v.boolean() })),
    left: v.array(v.object({ conversationId: word, why: leaving })),
    snoozed: v.array(v.object(snoozed)),
  }),
  input: (room) => ({ id: room, project: projectOf(room) }),
  effects: {
    tellQueue: ({ project, seat }: { project: string; seat: object }) =>
      send("queue", project, { type: "agent.changed", ...seat }),
    ...timers,
    refuse,
  },
  messages: {
    directory: v.object({
      type: v.literal("profile.changed"),
      name: v.string(),
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
    ]),
  },
  commands: {
    "availability.set": {
      roles: [AGENT],
      schema: agentCommands["availability.set"],
      event: ({ available }: { available: boolean }): Event => ({ type: "availability.chosen", available }),
    },
    "conversation.open": {
      roles: [AGENT],
      schema: agentCommands["conversation.open"],
      event: ({ conversationId }: { conversationId: string }): Event => ({
        type: "conversation.opened",
        conversationId,
      }),
    },
    "session.end": {
      roles: [AGENT],
      schema: agentCommands["session.end"],
      event: (): Event => ({ type: "agent.signedOut" }),
    },
  },
  topics: { agent: { view: (snapshot) => ({ ...view(snapshot) }) } },
  admit: ({ role, id }, snapshot) => (role === AGENT && id === contextOf(snapshot).id ? [AGENT] : []),
  sessions: (snapshot) => contextOf(snapshot).sessions,
  isIdle: (snapshot) => contextOf(snapshot).sessions.length === 0,
};
