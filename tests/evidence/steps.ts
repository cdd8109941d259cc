/** Sees every step that a machine takes in this process, whoever takes it: the engine, XState's own functions, an actor. */
import { StateMachine, type AnyActorScope, type AnyTransitionDefinition } from "xstate";

/** What one event came to: eventless transitions that follow from it are microsteps of their own. */
export type Microstep = {
  transitions: readonly AnyTransitionDefinition[];
  actions: readonly { type: string; params: Record<string, unknown> }[];
};
type Event = { type: string; at?: number };
type Watcher = (microsteps: readonly Microstep[], event: Event) => void;
type Transition = (snapshot: unknown, event: Event, scope: AnyActorScope) => unknown;
/** What XState tells its inspectors. */
type Told = { type: string; _transitions?: readonly AnyTransitionDefinition[] };
type System = { _sendInspectionEvent: (told: Told) => void };

let watcher: Watcher | undefined;

/** From now on, instead of who watched before; undefined: nobody. */
export function watchSteps(next: Watcher | undefined): void {
  watcher = next;
}

// Once for all files of a worker, and before there is any machine: each takes a copy of the function of its own when it is made.
const prototype = StateMachine.prototype as unknown as { transition: Transition };
const original = prototype.transition;
prototype.transition = function transition(this: unknown, snapshot, event, scope) {
  if (!watcher) return original.call(this, snapshot, event, scope);
  const microsteps: Microstep[] = [];
  let actions: Microstep["actions"][number][] = [];
  const heard = scope.system as unknown as System;
  const system = Object.assign(Object.create(scope.system) as AnyActorScope["system"], {
    _sendInspectionEvent: (told: Told) => {
      if (told.type === "@xstate.microstep") {
        // oxlint-disable-next-line no-underscore-dangle -- XState's name of it
        microsteps.push({ transitions: told._transitions ?? [], actions });
        actions = [];
      }
      // oxlint-disable-next-line no-underscore-dangle -- XState's name of it
      heard._sendInspectionEvent(told);
    },
  });
  const watched = Object.assign(Object.create(scope) as AnyActorScope, {
    system,
    actionExecutor: (action: Parameters<AnyActorScope["actionExecutor"]>[0]) => {
      actions.push({ type: action.type, params: action.params ?? {} });
      scope.actionExecutor(action);
    },
  });
  const next = original.call(this, snapshot, event, watched);
  watcher(microsteps, event);
  return next;
};
