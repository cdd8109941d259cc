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
  const { id, name, departments, capacity, known, sessions, assignments, left } = contextOf(snapshot);
  const [availability, presence] = Object.entries(snapshot.value as Record<string, AgentView["presence"]>)[0]!;
  return {
    me: { id, name, departments: [...departments], capacity, known },
    available: availability === "available",
    presence,
    screens: sessions.length,
    assignments,
    left,
  };
}

const leaving = v.picklist(["closed", "returned", "transferred"]);

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

export const definition: RoomDefinition = {
  party: "agent",
  machine: agentMachine,
  version: 1,
  migrations: [],
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
    assignments: v.array(v.object({ ...assignment, opened: v.boolean() })),
    left: v.array(v.object({ conversationId: word, why: leaving })),
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
      v.object({ type: v.literal("conversation.assigned"), ...assignment }),
      v.object({
        type: v.literal("conversation.unassigned"),
        conversationId: word,
        why: leaving,
      }),
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
