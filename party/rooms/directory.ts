/** The directory: projects, people, and which rooms must be woken. Its behaviour is in `machines/directory.ts`. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { directoryMachine, type DirectoryContext } from "../../machines/directory.ts";
import type { RoomDefinition } from "../engine/definition.ts";
import { capacity, count, department, send, word } from "./shared.ts";

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as DirectoryContext;

const project = {
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/)),
  name: v.string(),
  timeZone: v.string(),
  departments: v.pipe(v.array(department), v.minLength(1)),
};
const person = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}_[a-z0-9-]{1,64}$/)),
  project: word,
  name: v.string(),
  departments: v.array(department),
  capacity: v.nullable(capacity),
});
const watched = v.variant("type", [
  v.object({ type: v.literal("room.active"), room: v.object({ party: word, room: word }) }),
  v.object({ type: v.literal("room.idle"), room: v.object({ party: word, room: word }) }),
]);

export const definition: RoomDefinition = {
  party: "directory",
  machine: directoryMachine,
  version: 1,
  migrations: [],
  context: v.object({}),
  tables: {
    projects: v.object({ ...project, capacity: count, graceMs: count }),
    people: person,
    awake: v.literal(true),
  },
  input: () => undefined,
  effects: {
    introduceAgent: ({ agentId, profile }: { agentId: string; profile: object }) =>
      send("agent", agentId, { type: "profile.changed", ...profile }),
    configureQueue: ({ project: id, settings }: { project: string; settings: object }) =>
      send("queue", id, { type: "settings.changed", ...settings }),
  },
  messages: { conversation: watched, agent: watched, queue: watched, project: watched },
  commands: {
    "project.describe": {
      roles: ["entry"],
      schema: v.object({
        type: v.literal("project.describe"),
        project: v.object({ ...project, capacity: v.optional(capacity), graceMs: v.optional(count) }),
        people: v.array(person),
      }),
      event: ({ project: described, people }: { project: object; people: object[] }) => ({
        type: "project.described",
        project: described,
        people,
      }),
    },
  },
  questions: {
    person: (snapshot, { id }: { id: string }) => contextOf(snapshot).people.get(id) ?? null,
    people: (snapshot, { project: id }: { project: string }) =>
      [...contextOf(snapshot).people.values()].filter((one) => one.project === id),
    project: (snapshot, { id }: { id: string }) => contextOf(snapshot).projects.get(id) ?? null,
    awake: (snapshot) => [...contextOf(snapshot).awake.keys()],
  },
  topics: {},
  keepsAlarm: true,
  admit: () => [],
};
