/** What the machines say of themselves, held against what their tests show. */
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from "xstate";
import { transitionId } from "../../party/engine/transition-id.ts";
import { rulesIn } from "./merged.ts";
import { knownRules, readEvidence } from "./reporter.ts";
import { describes } from "./taken.ts";

const folder = new URL("../../machines/", import.meta.url);
const exported = await Promise.all(
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map(async (name) => (await import(new URL(name, folder).href)) as Record<string, unknown>),
);
const isMachine = (value: unknown): value is AnyStateMachine =>
  typeof value === "object" && value !== null && "getTransitionData" in value;
const machines = exported.flatMap((names) => Object.values(names).filter(isMachine));
const within = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(within)];
const states = machines.flatMap(({ root }) => within(root));
const transitions: AnyTransitionDefinition[] = states.flatMap((state) => [
  ...[...state.transitions.values()].flat(),
  ...(state.always ?? []),
]);
const described = transitions.map((one) => ({ id: transitionId(one), description: describes(one) }));
const shown = new Map(Object.values(readEvidence()).flatMap((machine) => Object.entries(machine)));
const rules = knownRules();

test("the machines were found", () => {
  expect(machines.map(({ id }) => id)).toEqual(expect.arrayContaining(["conversation", "queue", "agent", "voiceNote"]));
  expect([machines.length, transitions.length > 500, rules.size > 100]).toEqual([13, true, true]);
});

test("every transition of every machine is taken by a test", () => {
  expect(described.filter(({ id }) => !shown.has(id)).map(({ id }) => id)).toEqual([]);
});

test("what the tests take is there", () => {
  const ids = new Set(described.map(({ id }) => id));
  expect([...shown.keys()].filter((id) => !ids.has(id))).toEqual([]);
});

test("every state and every transition says what it is for", () => {
  expect(states.filter(({ description }) => !description?.trim()).map(({ id }) => id)).toEqual([]);
  expect(described.filter(({ description }) => description.trim() === "").map(({ id }) => id)).toEqual([]);
});

test("every rule that a description names exists", () => {
  const named = [...states.map(({ description }) => description ?? ""), ...described.map((one) => one.description)];
  const ids = named.flatMap((text) => text.match(/\b[A-Z]{2}\d+\b/g) ?? []);
  expect(ids.length).toBeGreaterThan(500);
  expect(ids.filter((id) => !rules.has(id))).toEqual([]);
});

test("of every rule that a transition's description names a test takes that transition", () => {
  const without = described.flatMap(({ id, description }) =>
    rulesIn(description, rules)
      .filter((rule) => !shown.get(id)?.rules.includes(rule))
      .map((rule) => `no test of ${rule} takes ${id}`),
  );
  expect(without).toEqual([]);
});
