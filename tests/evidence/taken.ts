/** What one test takes of machines: as it goes from the test to whoever merges them all. */
import type { AnyTransitionDefinition } from "xstate";
import { transitionId } from "../../party/engine/transition-id.ts";
import type { Microstep } from "./steps.ts";

export interface Doing {
  /** What it is described to be for. */
  description: string;
  /** By the name without what varies: the shortest and the longest time from the event, in milliseconds. */
  timers: Record<string, [min: number, max: number]>;
  refuses: string[];
  /** Names of what it asks of the room beside refusing. */
  asks: string[];
}

export interface Taken {
  /** By id. */
  transitions: Record<string, Doing>;
  /** Those of the last event of which anything came. */
  last: string[];
}

declare module "vitest" {
  interface TaskMeta {
    taken?: Taken;
  }
}

/** XState's types leave open what it is; it takes a text. */
export const describes = ({ description }: AnyTransitionDefinition): string =>
  typeof description === "string" ? description : "";

/** `letter-abc`, of which there is one for each letter, is `letter`. */
const nameOf = (timer: string): string => timer.split("-")[0]!;

export function keep(taken: Taken, microsteps: readonly Microstep[], at: number): void {
  if (!microsteps.some(({ transitions }) => transitions.length > 0)) return;
  taken.last = [];
  for (const { transitions, actions } of microsteps)
    for (const transition of transitions) {
      const id = transitionId(transition);
      taken.last.push(id);
      const doing = (taken.transitions[id] ??= {
        description: describes(transition),
        timers: {},
        refuses: [],
        asks: [],
      });
      for (const { type, params } of actions) {
        if (type === "startTimer") {
          const name = nameOf(params.id as string);
          // One that is due already rings at once.
          const ms = Math.max(0, (params.at as number) - at);
          const [min, max] = doing.timers[name] ?? [ms, ms];
          doing.timers[name] = [Math.min(min, ms), Math.max(max, ms)];
        }
        const { reason } = params;
        if (type === "refuse" && !doing.refuses.includes(reason as string)) doing.refuses.push(reason as string);
        if (type !== "refuse" && !doing.asks.includes(type)) doing.asks.push(type);
      }
    }
}
