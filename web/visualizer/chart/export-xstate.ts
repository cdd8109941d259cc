/** A chart as the configuration of an XState machine, in plain JSON: `createMachine` makes a machine of it that has this chart. */
import type { Chart, ChartState, ChartTransition } from "./model.ts";

type Action = string | { type: string; params: { reason: string } };

interface TransitionJson {
  target?: string | string[];
  guard?: string;
  reenter?: true;
  actions?: Action[];
  description?: string;
}

export interface StateJson {
  id: string;
  description?: string;
  type?: "parallel" | "final" | "history";
  initial?: string;
  entry?: string[];
  exit?: string[];
  on?: Record<string, TransitionJson[]>;
  always?: TransitionJson[];
  after?: Record<string, TransitionJson[]>;
  onDone?: TransitionJson[];
  states?: Record<string, StateJson>;
}

export const toXState = (chart: Chart): StateJson => stateJson(chart, chart.states[0]!);

function stateJson(chart: Chart, state: ChartState): StateJson {
  const { id, kind, description, initial, entry, exit } = state;
  const inner = chart.states.filter(({ parent }) => parent === id);
  return {
    id,
    ...(description !== "" && { description }),
    ...(kind !== "atomic" && kind !== "compound" && { type: kind }),
    ...(initial !== null && { initial: inner.find((one) => one.id === initial)!.key }),
    ...(entry.length > 0 && { entry: [...entry] }),
    ...(exit.length > 0 && { exit: [...exit] }),
    ...transitionsJson(chart, id),
    ...(inner.length > 0 && { states: Object.fromEntries(inner.map((one) => [one.key, stateJson(chart, one)])) }),
  };
}

/** XState keeps time and completion apart from what comes from outside. */
function transitionsJson(chart: Chart, state: string): Pick<StateJson, "on" | "always" | "after" | "onDone"> {
  const found: Pick<StateJson, "on" | "always" | "after" | "onDone"> = {};
  for (const one of chart.transitions) {
    if (one.source !== state) continue;
    const [, delay] = /^xstate\.after\.([^.]+)\./.exec(one.event) ?? [];
    const json = transitionJson(one);
    if (one.event === "") (found.always ??= []).push(json);
    else if (delay !== undefined) ((found.after ??= {})[delay] ??= []).push(json);
    else if (one.event === `xstate.done.state.${state}`) (found.onDone ??= []).push(json);
    else ((found.on ??= {})[one.event] ??= []).push(json);
  }
  return found;
}

function transitionJson({ targets, guard, reenter, actions, refuses, description }: ChartTransition): TransitionJson {
  const ids = targets.map((id) => `#${id}`);
  const reasons = [...refuses];
  const named = actions.map((type): Action => {
    const reason = type === "refuse" ? reasons.shift() : undefined;
    return reason === undefined ? type : { type, params: { reason } };
  });
  return {
    ...(ids.length > 0 && { target: ids.length === 1 ? ids[0]! : ids }),
    ...(guard !== null && { guard }),
    ...(reenter && { reenter }),
    ...(named.length > 0 && { actions: named }),
    ...(description !== "" && { description }),
  };
}
