/** An agent in each state, reached by events. */
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import { agentMachine, type AgentContext, type AgentEvent } from "../../../machines/agent.ts";
import type { Push, Reach } from "../../../machines/push.ts";
import { stateOf, take, type Asked } from "./asked.ts";

const by = { role: "agent", id: "demo_ana", project: "demo", name: "Ana" };
export const GRACE = 45_000;

type Untimed<E> = E extends unknown ? Omit<E, "at"> & { at?: number } : never;
export type AgentStep = Untimed<AgentEvent>;

export const profile = (capacity = 6, more: { role?: string; disabled?: boolean } = {}) => ({
  type: "profile.changed" as const,
  name: "Ana",
  role: "agent",
  disabled: false,
  departments: ["general"],
  capacity,
  graceMs: GRACE,
  ...more,
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
export const renames = (conversationId = "demo_rosa.1"): AgentStep => ({
  type: "customer.named",
  conversationId,
  customerName: "Rosa Vidal",
});
export const isBack = (conversationId = "demo_tito.1"): AgentStep => ({ type: "conversation.woken", conversationId });
export const looksAt = (conversationId = "demo_rosa.1"): AgentStep => ({
  type: "conversation.opened",
  conversationId,
  by,
});

const KEYS = { p256dh: `B${"p".repeat(86)}`, auth: "a".repeat(22) };
export const endpointOf = (name: string): string => `https://fcm.googleapis.com/fcm/send/${name}`;

export const subscribes = (name = "laptop", reach: Reach = "known"): AgentStep => ({
  type: "push.subscribed",
  endpoint: endpointOf(name),
  keys: KEYS,
  locale: "es",
  reach,
  by,
});
export const unsubscribes = (name = "laptop"): AgentStep => ({
  type: "push.unsubscribed",
  endpoint: endpointOf(name),
  by,
});
export const hearsOfWaiting = (waiting = 2): AgentStep => ({
  type: "customers.waiting",
  department: "general",
  waiting,
});

/** A notice on its way to a device, of use for a minute from `at` 0. */
export const notice = (changes: Partial<Push> = {}): Push => ({
  id: 1,
  endpoint: endpointOf("laptop"),
  news: { kind: "waiting", count: 2 },
  until: 60_000,
  tries: 1,
  ...changes,
});
export const settles = (value: unknown, changes: Partial<Push> = {}): AgentStep => ({
  type: "push.settled",
  push: notice(changes),
  outcome: { kind: "done", value },
});
export const isDue = (changes: Partial<Push> = {}): AgentStep => ({
  type: "push.due",
  push: notice(changes),
  again: false,
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

  /** What the last step pushed, and where to. */
  get pushed(): Asked[] {
    return this.asked.filter(({ type }) => type === "push");
  }

  /** By which names the devices are known. */
  get devices(): string[] {
    return this.context.devices.map(({ endpoint }) => endpoint.split("/").at(-1)!);
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
