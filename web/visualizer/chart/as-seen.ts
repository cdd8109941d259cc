/** What a machine only decides when it happens, in the words of the recorded runs of its tests. */
import type { Chart, ChartTransition, MachineFacts } from "./model.ts";

/** XState's name of an action that only says when it happens what it asks for. */
const LATER = "enqueueActions";

/** The same chart, for who reads it: what no test has taken keeps the names that it has. */
export const asSeen = (chart: Chart, evidence: MachineFacts["evidence"]): Chart => ({
  ...chart,
  transitions: chart.transitions.map((one) => {
    const seen = evidence[one.id];
    return seen === undefined ? one : worded(one, seen);
  }),
});

function worded(
  one: ChartTransition,
  seen: Pick<MachineFacts["evidence"][string], "asks" | "refuses">,
): ChartTransition {
  const refuses = one.actions.includes("refuse") && one.refuses.length === 0 ? seen.refuses : one.refuses;
  if (!one.actions.includes(LATER)) return { ...one, refuses };
  const named = one.actions.filter((name) => name !== LATER);
  const more = seen.asks.filter((name) => !named.includes(name));
  const reasons = refuses.length > 0 ? refuses : seen.refuses;
  const all = [...named, ...more];
  // It has been seen to ask for nothing: then what it does is to change the context.
  return { ...one, refuses: reasons, actions: all.length > 0 || reasons.length > 0 ? all : ["assign"] };
}
