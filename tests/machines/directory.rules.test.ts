import { expect, test } from "vitest";
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import { directoryMachine, type DirectoryContext, type DirectoryEvent } from "../../machines/directory.ts";
import { take } from "./support/asked.ts";

class Directory {
  snapshot = initialTransition(directoryMachine)[0] as AnyMachineSnapshot;

  take(event: DirectoryEvent): this {
    ({ snapshot: this.snapshot } = take(directoryMachine, this.snapshot, event));
    return this;
  }

  hears(id: string, name = "Tienda", domains: string[] = []): this {
    return this.take({ type: "project.changed", at: 1, id, name, domains });
  }

  get context(): DirectoryContext {
    return this.snapshot.context as DirectoryContext;
  }
}

const ana = { party: "agent", room: "demo_ana" };
const rosa = { party: "conversation", room: "demo_rosa" };

test("DI1 DI4 DI7 of each project is known what its room said last, and of no other anything else", () => {
  const directory = new Directory().hears("demo", "Tienda", ["example.com"]).hears("shop", "Otra");
  directory.hears("demo", "Tienda Grande");
  expect([...directory.context.projects.values()]).toEqual([
    { id: "demo", name: "Tienda Grande", domains: [] },
    { id: "shop", name: "Otra", domains: [] },
  ]);
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

test("DI5 rooms can be remembered before there is any project", () => {
  const directory = new Directory().take({ type: "room.active", room: ana, at: 1 });
  expect([directory.snapshot.value, directory.context.projects.size]).toEqual(["empty", 0]);
  expect(directory.hears("demo").snapshot.value).toBe("described");
  expect(directory.context.awake.size).toBe(1);
});
