/**
 * What there is: the projects, each as its own room says, and the rooms that must be woken after a boot. It is asked, not obeyed.
 */
import { setup } from "xstate";
import { Ordered } from "./ordered.ts";
import type { Stamp } from "./vocabulary.ts";

export interface Project {
  id: string;
  name: string;
  /** DI7: the sites on which its chat may stand; none: everywhere. */
  domains: readonly string[];
}

export interface DirectoryContext {
  projects: Ordered<Project>;
  /** `party/room` of every room that must be woken after a boot that lost its alarms. */
  awake: Ordered<true>;
}

type Room = { party: string; room: string };
export type DirectoryEvent = Stamp &
  (({ type: "project.changed" } & Project) | { type: "room.active"; room: Room } | { type: "room.idle"; room: Room });
type Of<T extends DirectoryEvent["type"]> = Extract<DirectoryEvent, { type: T }>;

const key = ({ party, room }: Room): string => `${party}/${room}`;

const setupDirectory = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: DirectoryContext; events: DirectoryEvent },
});

export const directoryMachine = setupDirectory.createMachine({
  id: "directory",
  description: "The projects that there are, and the rooms that must be woken after a boot.",
  context: { projects: Ordered.empty(), awake: Ordered.empty() },
  initial: "empty",
  on: {
    "room.active": {
      description: "DI2: it has something to wake up for.",
      actions: setupDirectory.assign({
        awake: ({ context, event }) => context.awake.set(key((event as Of<"room.active">).room), true),
      }),
    },
    "room.idle": {
      description: "DI3: it has nothing left to wake up for.",
      actions: setupDirectory.assign({
        awake: ({ context, event }) => context.awake.delete(key((event as Of<"room.idle">).room)),
      }),
    },
    "project.changed": {
      description: "DI1: what the project's own room says.",
      target: ".described",
      actions: setupDirectory.assign({
        projects: ({ context, event }) => {
          const { id, name, domains } = event as Of<"project.changed">;
          return context.projects.set(id, { id, name, domains });
        },
      }),
    },
  },
  states: {
    empty: { description: "No project yet: nobody can sign in." },
    described: { description: "DI5: there is a project, and always will be." },
  },
});
