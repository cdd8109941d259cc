/** An agent in each state, reached by events. */
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import { agentMachine, type AgentContext, type AgentEvent } from "../../../machines/agent.ts";
import { stateOf, take, type Asked } from "./asked.ts";

const by = { role: "agent", id: "demo_ana", project: "demo", name: "Ana" };
export const GRACE = 45_000;

type Untimed<E> = E extends unknown ? Omit<E, "at"> & { at?: number } : never;
export type AgentStep = Untimed<AgentEvent>;

export const profile = (capacity = 6): AgentStep => ({
  type: "profile.changed",
  name: "Ana",
  departments: ["general"],
  capacity,
  graceMs: GRACE,
});
export const opens = (sessionId = "s1"): AgentStep => ({ type: "session.opened", sessionId, by });
export const drops = (sessionId = "s1"): AgentStep => ({ type: "session.closed", sessionId });
export const expires = (grace = 1): AgentStep => ({ type: "grace.expired", grace });
export const chooses = (available: boolean): AgentStep => ({ type: "availability.chosen", available, by });
export const signsOut: AgentStep = { type: "agent.signedOut", by };
export const gets = (conversationId = "demo_rosa.1") =>
  ({
    type: "conversation.assigned",
    conversationId,
    thread: "demo_rosa",
    department: "general",
    channel: "web",
    customerId: "demo_rosa",
    customerName: "Rosa",
    enqueuedAt: 1,
    assignedAt: 2,
    returned: false,
    transfer: null,
    receipt: 7,
  }) as const;
export const loses = (conversationId = "demo_rosa.1"): AgentStep => ({
  type: "conversation.unassigned",
  conversationId,
  why: "closed",
});
export const putsAside = (conversationId = "demo_tito.1", until = 500_000): AgentStep => ({
  type: "conversation.snoozed",
  conversationId,
  thread: conversationId.split(".")[0]!,
  customerName: "Tito",
  until,
});
export const isBack = (conversationId = "demo_tito.1"): AgentStep => ({ type: "conversation.woken", conversationId });
export const looksAt = (conversationId = "demo_rosa.1"): AgentStep => ({
  type: "conversation.opened",
  conversationId,
  by,
});

/** An agent's room that remembers what the last step asked for. Time goes on by a second with each that names none. */
export class AgentRoom {
  snapshot = initialTransition(agentMachine, { id: "demo_ana", project: "demo" })[0] as AnyMachineSnapshot;
  asked: Asked[] = [];
  refused: string | undefined;
  now = 0;

  static after(...steps: AgentStep[]): AgentRoom {
    const room = new AgentRoom();
    for (const step of steps) room.take(step);
    return room;
  }

  get context(): AgentContext {
    return this.snapshot.context as AgentContext;
  }

  get state(): string {
    return stateOf(this.snapshot);
  }

  /** What the last step told the queue about the seat. */
  get seat(): unknown {
    return this.asked.find(({ type }) => type === "tellQueue")?.params.seat;
  }

  get timers(): unknown[] {
    return this.asked.filter(({ type }) => type.endsWith("Timer")).map(({ type, params }) => ({ type, ...params }));
  }

  take(step: AgentStep): this {
    this.now = step.at ?? this.now + 1000;
    const taken = take(agentMachine, this.snapshot, { ...step, at: this.now });
    this.snapshot = taken.snapshot;
    this.asked = taken.asked;
    this.refused = taken.refused;
    return this;
  }
}
