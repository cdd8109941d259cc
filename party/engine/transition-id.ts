/** What a transition of a machine is called: on a chart, in a replay, and in the record of what the tests take. */
import type { AnyTransitionDefinition } from "xstate";

/** `<source id>|<event>|<place>`: the place among the candidates for that event there. Always is the event "". */
export function transitionId(transition: AnyTransitionDefinition): string {
  const { source, eventType } = transition;
  const candidates: readonly AnyTransitionDefinition[] =
    (eventType === "" ? source.always : source.transitions.get(eventType)) ?? [];
  return `${source.id}|${eventType}|${candidates.indexOf(transition)}`;
}
