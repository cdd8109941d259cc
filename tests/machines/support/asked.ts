/** One step of a machine as a test sees it: the state after it and what it asked for. */
import { transition, type AnyMachineSnapshot, type AnyStateMachine } from "xstate";

export interface Asked {
  type: string;
  params: Record<string, unknown>;
}

export interface Taken {
  snapshot: AnyMachineSnapshot;
  asked: Asked[];
  /** Whether the machine has any transition at all for this event now. */
  heard: boolean;
  refused: string | undefined;
}

export function take(machine: AnyStateMachine, before: AnyMachineSnapshot, event: object): Taken {
  const heard = machine.getTransitionData(before, event).length > 0;
  const [after, actions] = transition(machine, before as never, event as never);
  const snapshot = after as AnyMachineSnapshot;
  if (snapshot.status !== "active") throw new Error("the machine stopped", { cause: snapshot.error });
  const asked = (actions as { type: string; params: unknown }[]).map(({ type, params }) => ({
    type,
    params: (params ?? {}) as Record<string, unknown>,
  }));
  const refusal = asked.find(({ type }) => type === "refuse");
  return { snapshot, asked, heard, refused: refusal?.params.reason as string | undefined };
}

/** The state as a path: `assigned.talking`. */
export function stateOf(snapshot: Pick<AnyMachineSnapshot, "value">): string {
  const path = (value: unknown): string[] =>
    typeof value === "string"
      ? [value]
      : Object.entries(value as object).flatMap(([key, inner]) => [key, ...path(inner)]);
  return path(snapshot.value).join(".");
}

/** Every state without children, as a path; those in which nothing ever stays are none. */
export function leavesOf(machine: AnyStateMachine): string[] {
  const walk = (node: AnyStateMachine["root"]): string[] => {
    const children = Object.values(node.states);
    if (node.always?.some(({ guard }) => guard === undefined)) return [];
    return children.length === 0 ? [node.path.join(".")] : children.flatMap(walk);
  };
  return walk(machine.root);
}
