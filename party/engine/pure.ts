/**
 * XState's pure `transition`, at the price of the transition alone.
 *
 * The library's function makes an actor at each call, and with it a whole initial state: a fifth of what a step costs here. The
 * actor serves only as the place where children would live, and our machines have none, so one per machine is enough.
 */
import {
  createActor,
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type ExecutableActionObject,
} from "xstate";
import type { Stamped } from "./definition.ts";

const scopes = new WeakMap<AnyStateMachine, AnyActorScope>();

/** The one of this machine. */
export function scopeOf(machine: AnyStateMachine): AnyActorScope {
  const known = scopes.get(machine);
  if (known) return known;
  const self = createActor(machine);
  const nothing = (): void => {};
  const scope: AnyActorScope = {
    self,
    system: self.system,
    id: "",
    sessionId: "",
    logger: nothing,
    defer: nothing,
    stopChild: nothing,
    emit: nothing,
    actionExecutor: nothing,
  };
  scopes.set(machine, scope);
  return scope;
}

/** The next snapshot, and the actions that the machine requests, in order. Runs nothing. */
export function transition(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: Stamped,
  scope: AnyActorScope = scopeOf(machine),
): [AnyMachineSnapshot, ExecutableActionObject[]] {
  const requested: ExecutableActionObject[] = [];
  scope.actionExecutor = (action) => void requested.push(action);
  return [machine.transition(snapshot, event, scope) as AnyMachineSnapshot, requested];
}
