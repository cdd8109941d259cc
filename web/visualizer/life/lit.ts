/** Which boxes of a chart are lit: those of all states that a machine is in, outer ones too. */
import type { AnyStateMachine, AnyStateNode } from "xstate";

function within(node: AnyStateNode, value: unknown, into: string[]): string[] {
  into.push(node.id);
  const inner = typeof value === "string" ? { [value]: {} } : ((value ?? {}) as Record<string, unknown>);
  for (const [name, of] of Object.entries(inner)) {
    const child = node.states[name];
    if (child) within(child, of, into);
  }
  return into;
}

export const litStates = (machine: AnyStateMachine, value: unknown): string[] => within(machine.root, value, []);
