/**
 * A total truth table, written by hand and compared with the machine: a row for each event (several where guards tell them
 * apart), a column for each state. A cell is the next state, `no: <reason>` for a refusal, `·` for an event that is heard and
 * changes nothing, or `ignored` for one that the machine has no answer to in that state.
 */
import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import { leavesOf, stateOf, take } from "./asked.ts";

export interface TruthTable {
  machine: AnyStateMachine;
  /** An example of each state. */
  states: Record<string, AnyMachineSnapshot>;
  /** Examples of each event, by a label that begins with its type. */
  events: Record<string, { type: string; [field: string]: unknown }>;
}

function cell({ machine }: TruthTable, before: AnyMachineSnapshot, event: object): string {
  const { snapshot, asked, heard, refused } = take(machine, before, event);
  if (!heard) return "ignored";
  if (refused !== undefined) {
    if (snapshot !== before || asked.length > 1) throw new Error(`refused ${refused}, and yet did something`);
    return `no: ${refused}`;
  }
  return snapshot.context === before.context && asked.length === 0 && stateOf(snapshot) === stateOf(before)
    ? "·"
    : stateOf(snapshot);
}

/** What the machine really does, in the form of the hand-written table. */
export function render(table: TruthTable): string {
  const states = Object.entries(table.states);
  const rows = [["event", ...states.map(([state]) => state)]];
  for (const [label, event] of Object.entries(table.events))
    rows.push([label, ...states.map(([, snapshot]) => cell(table, snapshot, event))]);
  return lines(rows.map((row) => row.join(" | ")).join("\n"));
}

/** The same text without what only makes it pleasant to read. */
export const lines = (text: string): string =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((part) => part.trim()))
    .filter((parts) => !parts.every((part) => /^-*$/.test(part)))
    .map((parts) => parts.join(" | "))
    .join("\n");

/** What of the machine the table leaves out, which must be nothing. */
export function omissions({ machine, states, events }: TruthTable): string[] {
  const types = new Set(Object.values(events).map(({ type }) => type));
  return [
    ...leavesOf(machine).filter((leaf) => !(leaf in states)),
    ...Object.entries(states)
      .filter(([name, snapshot]) => stateOf(snapshot) !== name)
      .map(([name]) => `${name} is no example of itself`),
    ...(machine.events as string[]).filter((type) => !types.has(type)),
    ...[...types].filter((type) => !(machine.events as string[]).includes(type)),
    ...Object.entries(events)
      .filter(([label, { type }]) => label !== type && !label.startsWith(`${type} `))
      .map(([label]) => `${label} is mislabelled`),
  ];
}

/** Cells in which a person's command would get no answer. */
export function unanswered(table: TruthTable, commands: readonly string[]): string[] {
  return Object.entries(table.events)
    .filter(([, { type }]) => commands.includes(type))
    .flatMap(([label, event]) =>
      Object.entries(table.states)
        .filter(([, snapshot]) => cell(table, snapshot, event) === "ignored")
        .map(([state]) => `${label} in ${state}`),
    );
}
