/** A gate at which anybody may knock. */
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import { gateMachine, waitOf, type GateContext, type GateEvent, type Kind } from "../../../machines/gate.ts";
import { stateOf, take, type Asked } from "./asked.ts";

export const begins = (attempt: string, at: number, key = "ana", kind: Kind = "signIn", weight?: number) => ({
  type: "attempt.begun" as const,
  key,
  kind,
  attempt,
  at,
  ...(weight === undefined ? {} : { weight }),
});
export const releases = (attempt: string, at: number, key = "ana") => ({
  type: "attempt.released" as const,
  key,
  attempt,
  at,
});
export const rests = (at: number) => ({ type: "rest.ended" as const, at });

export class Gate {
  snapshot = initialTransition(gateMachine)[0] as AnyMachineSnapshot;
  asked: Asked[] = [];
  #tries = 0;

  static after(...steps: GateEvent[]): Gate {
    const gate = new Gate();
    for (const step of steps) gate.take(step);
    return gate;
  }

  get context(): GateContext {
    return this.snapshot.context as GateContext;
  }

  get state(): string {
    return stateOf(this.snapshot);
  }

  /** Returns the reason of a refusal, if it was one. */
  take(step: GateEvent): string | undefined {
    const { snapshot, asked, refused } = take(gateMachine, this.snapshot, step);
    this.snapshot = snapshot;
    this.asked = asked;
    return refused;
  }

  /** Whether it may be tried now; it counts then. */
  tries(at: number, key = "ana", kind: Kind = "signIn"): boolean {
    return this.take(begins(`t${this.#tries++}`, at, key, kind)) === undefined;
  }

  waits(at: number, key = "ana"): number {
    return waitOf(this.context, key, at);
  }
}
