import { initialTransition, transition as library, type AnyMachineSnapshot } from "xstate";
import { expect, test } from "vitest";
import { transition } from "../../party/engine/pure.ts";
import { persist } from "../../party/engine/saved.ts";
import type { RoomDefinition, Stamped } from "../../party/engine/definition.ts";
import { definition as agent } from "../../party/rooms/agent.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";

const by = { role: "agent", id: "demo_ana", project: "demo", name: "Ana" };
const customer = { role: "customer", id: "demo_rosa", project: "demo", name: "Rosa" };

const stories: [RoomDefinition, string, Omit<Stamped, "at">[]][] = [
  [
    conversation,
    "demo_rosa",
    [
      { type: "session.opened", sessionId: "s1", by: customer },
      { type: "customer.wrote", text: "Hola", commandId: "c1", by: customer },
      { type: "agent.wrote", text: "¿Sí?", commandId: "c2", by },
      { type: "conversation.assigned", conversation: 1, agentId: "demo_ana", agentName: "Ana" },
      { type: "transfer.requested", to: "demo_luis", note: "", by },
      { type: "customer.typed", typing: true, by: customer },
      { type: "close.requested", by },
      { type: "nobody.knows" },
    ],
  ],
  [
    agent,
    "demo_ana",
    [
      { type: "profile.changed", name: "Ana", departments: ["general"], capacity: 6, graceMs: 10 },
      { type: "session.opened", sessionId: "s1", by },
      { type: "availability.chosen", available: true, by },
      { type: "session.closed", sessionId: "s1" },
      { type: "availability.chosen", available: false, by },
      { type: "grace.expired", grace: 1 },
    ],
  ],
];

test("EN41 a step asks the machine exactly what the library's own pure transition would", () => {
  const seen = (snapshot: AnyMachineSnapshot, actions: readonly { type: string; params?: unknown }[]) => ({
    value: snapshot.value,
    context: snapshot.context as unknown,
    status: snapshot.status,
    actions: actions.map(({ type, params }) => ({ type, params })),
  });
  for (const [definition, room, events] of stories) {
    const { machine } = definition;
    let snapshot = initialTransition(machine, definition.input(room) as never)[0] as AnyMachineSnapshot;
    for (const [at, event] of events.entries()) {
      const stamped = { ...event, at } as Stamped;
      const [ours, requested] = transition(machine, snapshot, stamped);
      const [theirs, expected] = library(machine, snapshot as never, stamped as never);
      expect(seen(ours, requested)).toEqual(seen(theirs as AnyMachineSnapshot, expected));
      snapshot = ours;
    }
  }
});

test("EN22 what is stored of a machine is what the library itself would store", () => {
  for (const [definition, room, events] of stories) {
    let snapshot = initialTransition(definition.machine, definition.input(room) as never)[0] as AnyMachineSnapshot;
    for (const [at, event] of events.entries()) {
      const saved = definition.machine.getPersistedSnapshot(snapshot);
      expect(persist(definition, snapshot)).toEqual(saved);
      [snapshot] = transition(definition.machine, snapshot, { ...event, at } as Stamped);
    }
  }
});
