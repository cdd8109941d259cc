import { expect, test } from "vitest";
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import { directoryMachine, type DirectoryEvent } from "../../machines/directory.ts";
import { take } from "./support/asked.ts";
import { lines, omissions, render, type TruthTable } from "./support/truth-table.ts";

const at = 60_000;
const changed = { type: "project.changed", id: "demo", name: "Tienda", domains: [], at } satisfies DirectoryEvent;
const room = { party: "agent", room: "demo_ana" };
const empty = initialTransition(directoryMachine)[0] as AnyMachineSnapshot;

const states = { empty, described: take(directoryMachine, empty, changed).snapshot };
const events = {
  "project.changed": changed,
  "room.active": { type: "room.active", room, at },
  "room.idle": { type: "room.idle", room, at },
} satisfies Record<string, DirectoryEvent>;

const table: TruthTable = { machine: directoryMachine, states, events };

const TABLE = `
event           | empty     | described
project.changed | described | described
room.active     | empty     | described
room.idle       | empty     | described
`;

test("the directory does in both its states with every event what the table says", () => {
  expect(render(table)).toBe(lines(TABLE));
});

test("the table of the directory leaves out no state and no event", () => {
  expect(omissions(table)).toEqual([]);
});
