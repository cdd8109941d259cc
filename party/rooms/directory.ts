/** The directory: which projects there are, and which rooms must be woken. Its behaviour is in `machines/directory.ts`. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { directoryMachine, type DirectoryContext, type Project } from "../../machines/directory.ts";
import type { RoomDefinition } from "../engine/definition.ts";
import { word, words } from "./shared.ts";

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as DirectoryContext;

const project = { id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/)), name: v.string(), domains: words };
const watched = v.variant("type", [
  v.object({ type: v.literal("room.active"), room: v.object({ party: word, room: word }) }),
  v.object({ type: v.literal("room.idle"), room: v.object({ party: word, room: word }) }),
]);

/**
 * Until version 2 it said who works where. That is the project's room's now, which the entry worker describes once more when it
 * finds it without people (`party/boot.ts`).
 */
const projectToVersion3 = ({ id, name, domains = [] }: Omit<Project, "domains"> & Partial<Project>): unknown => ({
  id,
  name,
  domains,
});

export const definition: RoomDefinition = {
  party: "directory",
  machine: directoryMachine,
  version: 3,
  migrations: [{ from: 1 }, { from: 2, rows: { projects: projectToVersion3 } }],
  context: v.object({}),
  tables: { projects: v.object(project), awake: v.literal(true) },
  input: () => undefined,
  effects: {},
  messages: {
    account: watched,
    conversation: watched,
    agent: watched,
    queue: watched,
    download: watched,
    inbox: watched,
    outbox: watched,
    upload: watched,
    project: v.variant("type", [...watched.options, v.object({ type: v.literal("project.changed"), ...project })]),
  },
  commands: {},
  questions: {
    project: (snapshot, { id }: { id: string }) => contextOf(snapshot).projects.get(id) ?? null,
    /** Whether there is any project: the first one is made by whoever has the set-up code. */
    isEmpty: (snapshot) => contextOf(snapshot).projects.size === 0,
    projects: (snapshot) => [...contextOf(snapshot).projects.keys()],
    awake: (snapshot) => [...contextOf(snapshot).awake.keys()],
  },
  topics: {},
  keepsAlarm: true,
  admit: () => [],
};
