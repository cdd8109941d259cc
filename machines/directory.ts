/**
 * Who and what there is: the project with its settings, the people who work in it, and the rooms that must be woken after a
 * boot. It introduces each agent to their own room and the settings to the queue, and is otherwise asked, not obeyed.
 */
import { setup } from "xstate";
import { Ordered } from "./ordered.ts";
import { DEFAULT_CAPACITY, GRACE_MS, type Stamp } from "./vocabulary.ts";

export interface Project {
  id: string;
  name: string;
  /** IANA name: where a day begins and ends for the figures. */
  timeZone: string;
  departments: readonly string[];
  capacity: number;
  graceMs: number;
}

export interface Person {
  id: string;
  project: string;
  name: string;
  departments: readonly string[];
  /** Overrides the project's. */
  capacity: number | null;
}

export interface DirectoryContext {
  projects: Ordered<Project>;
  people: Ordered<Person>;
  /** `party/room` of every room that must be woken after a boot that lost its alarms. */
  awake: Ordered<true>;
}

type Room = { party: string; room: string };
export type DirectoryEvent = Stamp &
  (
    | { type: "project.described"; project: Omit<Project, "capacity" | "graceMs"> & Partial<Project>; people: Person[] }
    | { type: "room.active"; room: Room }
    | { type: "room.idle"; room: Room }
  );
type Of<T extends DirectoryEvent["type"]> = Extract<DirectoryEvent, { type: T }>;

const key = ({ party, room }: Room): string => `${party}/${room}`;

const setupDirectory = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: DirectoryContext; events: DirectoryEvent },
  actions: {
    introduceAgent: (
      _,
      _params: {
        agentId: string;
        profile: Pick<Person, "name" | "departments"> & Pick<Project, "capacity" | "graceMs">;
      },
    ) => {},
    configureQueue: (_, _params: { project: string; settings: Pick<Project, "timeZone" | "departments"> }) => {},
  },
});

const describe = setupDirectory.enqueueActions(({ context, event, enqueue }) => {
  const { project: given, people: added } = event as Of<"project.described">;
  const project: Project = { capacity: DEFAULT_CAPACITY, graceMs: GRACE_MS, ...given };
  let { people } = context;
  const { timeZone, departments, graceMs } = project;
  enqueue({ type: "configureQueue", params: { project: project.id, settings: { timeZone, departments } } });
  for (const person of added) people = people.set(person.id, person);
  const before = context.projects.get(project.id);
  const concernsAll = before?.capacity !== project.capacity || before.graceMs !== graceMs;
  for (const person of concernsAll ? people.values() : added) {
    if (person.project !== project.id) continue;
    const profile = {
      name: person.name,
      departments: person.departments,
      capacity: person.capacity ?? project.capacity,
      graceMs,
    };
    enqueue({ type: "introduceAgent", params: { agentId: person.id, profile } });
  }
  enqueue.assign({ people, projects: context.projects.set(project.id, project) });
});

export const directoryMachine = setupDirectory.createMachine({
  id: "directory",
  context: { projects: Ordered.empty(), people: Ordered.empty(), awake: Ordered.empty() },
  initial: "empty",
  on: {
    // DI2, DI3: which rooms have something to wake up for.
    "room.active": {
      actions: setupDirectory.assign({
        awake: ({ context, event }) => context.awake.set(key((event as Of<"room.active">).room), true),
      }),
    },
    "room.idle": {
      actions: setupDirectory.assign({
        awake: ({ context, event }) => context.awake.delete(key((event as Of<"room.idle">).room)),
      }),
    },
    // DI1: describing a project again changes it and tells everyone whom it concerns.
    "project.described": { target: ".described", actions: describe },
  },
  states: {
    /** No project yet: nobody can sign in. */
    empty: {},
    described: {},
  },
});
