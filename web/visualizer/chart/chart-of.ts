/** Takes the chart from a machine: from the nodes that XState itself runs, so that it cannot disagree with what happens. */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition, StateNode } from "xstate";
import { transitionId } from "../../../party/engine/transition-id.ts";
import type { Chart, ChartState, ChartTransition } from "./model.ts";

export function chartOf(machine: AnyStateMachine): Chart {
  const nodes = [...withinOf(machine.root)];
  return {
    id: machine.root.id,
    description: machine.root.description ?? "",
    states: nodes.map(stateOf),
    transitions: nodes.flatMap(transitionsOf),
  };
}

/** Outer ones before what they hold, in the order in which they are written. */
function* withinOf(node: AnyStateNode): Generator<AnyStateNode> {
  yield node;
  for (const child of Object.values(node.states)) yield* withinOf(child);
}

function stateOf(node: AnyStateNode): ChartState {
  if (node.invoke.length > 0) throw new Error(`A chart cannot show that ${node.id} invokes an actor.`);
  return {
    id: node.id,
    key: node.key,
    parent: node.parent?.id ?? null,
    kind: node.type,
    initial: node.type === "compound" ? (node.initial.target[0]?.id ?? null) : null,
    description: node.description ?? "",
    // As written: on the node are XState's own as well, which keep the time of `after`.
    entry: actionsOf(node.config.entry).map(nameOf),
    exit: actionsOf(node.config.exit).map(nameOf),
  };
}

function transitionsOf(node: AnyStateNode): ChartTransition[] {
  const candidates = [...node.transitions.values(), node.always ?? []];
  return candidates.flatMap((some) => some.map((one, place) => transitionOf(node, one, place)));
}

function transitionOf(node: StateNode, one: AnyTransitionDefinition, place: number): ChartTransition {
  const actions = actionsOf(one.actions);
  const description: unknown = one.description;
  return {
    id: transitionId(one),
    source: node.id,
    event: one.eventType,
    place,
    guard: one.guard === undefined ? null : guardName(one.guard),
    targets: (one.target ?? []).map(({ id }) => id),
    reenter: one.reenter,
    actions: actions.map(nameOf),
    refuses: actions.flatMap(reasonOf),
    description: typeof description === "string" ? description : "",
  };
}

/** XState takes lists within lists. */
const actionsOf = (actions: unknown): unknown[] =>
  Array.isArray(actions) ? actions.flatMap(actionsOf) : actions === undefined ? [] : [actions];

/** XState's own (`assign`, `enqueueActions`) are functions that say so by their type. */
const nameOf = (action: unknown): string => typeOf(action).replace(/^xstate\./, "");

function typeOf(named: unknown): string {
  if (typeof named === "string") return named;
  const { type } = named as { type?: unknown };
  if (typeof type === "string") return type;
  const { name } = named as { name?: unknown };
  if (typeof name === "string" && name !== "") return name;
  throw new Error("An action or a guard has no name.");
}

/** What is computed when it happens is not known here; the recorded runs of the tests know. */
function reasonOf(action: unknown): string[] {
  const { type, params } = action as { type?: unknown; params?: { reason?: unknown } };
  return type === "refuse" && typeof params?.reason === "string" ? [params.reason] : [];
}

type Guard = { check?: unknown; guards?: readonly unknown[]; stateValue?: unknown; name?: string };

/** Composed ones as one would say them: `isOpen and not isTooLate`. */
function guardName(guard: unknown, inner = false): string {
  const { check, guards, stateValue, name } = guard as Guard;
  if (typeof guard !== "function" || check === undefined) return typeOf(guard);
  if (name === "not") return `not ${guardName(guards![0], true)}`;
  if (name === "stateIn") return `in ${typeof stateValue === "string" ? stateValue : JSON.stringify(stateValue)}`;
  const text = guards!.map((one) => guardName(one, true)).join(` ${name} `);
  return inner ? `(${text})` : text;
}
