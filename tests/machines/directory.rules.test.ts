import { expect, test } from "vitest";
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import { directoryMachine, type DirectoryContext, type DirectoryEvent, type Person } from "../../machines/directory.ts";
import { take, type Asked } from "./support/asked.ts";

const person = (id: string, capacity: number | null = null): Person => ({
  id: `demo_${id}`,
  project: "demo",
  name: id,
  departments: ["general"],
  capacity,
});

class Directory {
  snapshot = initialTransition(directoryMachine)[0] as AnyMachineSnapshot;
  asked: Asked[] = [];

  take(event: DirectoryEvent): this {
    ({ snapshot: this.snapshot, asked: this.asked } = take(directoryMachine, this.snapshot, event));
    return this;
  }

  describe(people: Person[], project: { id?: string; capacity?: number; graceMs?: number; timeZone?: string } = {}) {
    const { id = "demo", timeZone = "Europe/Madrid", ...rest } = project;
    return this.take({
      type: "project.described",
      at: 1,
      people,
      project: {
        id,
        name: "Tienda",
        timeZone,
        departments: ["general"],
        ...rest,
      },
    });
  }

  get context(): DirectoryContext {
    return this.snapshot.context as DirectoryContext;
  }

  /** Who has just been introduced, with which capacity. */
  get introduced(): [unknown, unknown][] {
    return this.asked
      .filter(({ type }) => type === "introduceAgent")
      .map(({ params }) => [params.agentId, (params.profile as { capacity: number }).capacity]);
  }
}

const ana = { party: "agent", room: "demo_ana" };
const rosa = { party: "conversation", room: "demo_rosa" };

test("DI1 describing a project tells its queue the settings and each person who they are", () => {
  const directory = new Directory().describe([person("ana")]);
  expect(directory.asked).toEqual([
    {
      type: "configureQueue",
      params: { project: "demo", settings: { timeZone: "Europe/Madrid", departments: ["general"] } },
    },
    {
      type: "introduceAgent",
      params: {
        agentId: "demo_ana",
        profile: { name: "ana", departments: ["general"], capacity: 6, graceMs: 45_000 },
      },
    },
  ]);
});

test("DI1 a project's new settings reach the people who were described before", () => {
  const directory = new Directory().describe([person("ana"), person("luis")]).describe([], { capacity: 3 });
  expect(directory.introduced).toEqual([
    ["demo_ana", 3],
    ["demo_luis", 3],
  ]);
  expect(directory.context.projects.get("demo")).toMatchObject({ capacity: 3 });
});

test("DI1 a project that changes leaves the people of the others alone", () => {
  const other: Person = { ...person("zoe"), id: "shop_zoe", project: "shop" };
  const directory = new Directory().describe([other], { id: "shop" }).describe([person("ana")]);
  expect(directory.introduced).toEqual([["demo_ana", 6]]);
  expect(directory.context.people.size).toBe(2);
});

test("DI2 a room that has something to wake up for is remembered once", () => {
  const directory = new Directory();
  for (const room of [ana, rosa, ana]) directory.take({ type: "room.active", room, at: 1 });
  expect([...directory.context.awake.keys()]).toEqual(["agent/demo_ana", "conversation/demo_rosa"]);
});

test("DI3 a room that has nothing to wake up for is forgotten, and the others are not", () => {
  const directory = new Directory();
  for (const room of [ana, rosa]) directory.take({ type: "room.active", room, at: 1 });
  for (const room of [ana, ana]) directory.take({ type: "room.idle", room, at: 2 });
  expect([...directory.context.awake.keys()]).toEqual(["conversation/demo_rosa"]);
});

test("DI4 a person's own capacity comes before the project's, and the project's before six", () => {
  const people = [person("ana", 2), person("luis")];
  expect(new Directory().describe(people).introduced).toEqual([
    ["demo_ana", 2],
    ["demo_luis", 6],
  ]);
  expect(new Directory().describe(people, { capacity: 9 }).introduced).toEqual([
    ["demo_ana", 2],
    ["demo_luis", 9],
  ]);
});

test("DI4 an own capacity of nothing is one too", () => {
  expect(new Directory().describe([person("ana", 0)]).introduced).toEqual([["demo_ana", 0]]);
});

test("DI5 rooms can be remembered before any project is described", () => {
  const directory = new Directory().take({ type: "room.active", room: ana, at: 1 });
  expect([directory.snapshot.value, directory.context.people.size]).toEqual(["empty", 0]);
  expect(directory.describe([]).snapshot.value).toBe("described");
  expect(directory.context.awake.size).toBe(1);
});
