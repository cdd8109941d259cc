/** The room of a file that is fetched from a provider. Its behaviour is in `machines/download.ts`; only the thread's room speaks with it. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { FETCH_MAX_MS, downloadMachine, type Expected } from "../../machines/download.ts";
import { FILE_KINDS } from "../../machines/media-limits.ts";
import { OUTSIDE_CHANNELS } from "../../machines/outside.ts";
import { fetchFile } from "../channels/fetching.ts";
import type { Address, Event, RoomDefinition } from "../engine/definition.ts";
import { count, send, timers, word } from "./shared.ts";

const expected = {
  seq: count,
  source: v.object({
    inbox: word,
    channel: v.picklist(OUTSIDE_CHANNELS),
    mediaId: v.string(),
    sha256: v.optional(v.string()),
    bytes: v.optional(count),
  }),
  promise: v.object({
    thread: word,
    kind: v.picklist(FILE_KINDS),
    type: v.string(),
    name: v.string(),
    voice: v.boolean(),
  }),
  owner: v.object({ id: word, name: v.string() }),
};

export const definition: RoomDefinition = {
  party: "download",
  machine: downloadMachine,
  version: 1,
  migrations: [],
  context: v.object({ expected: v.nullable(v.object(expected)), since: count, tries: count }),
  input: () => undefined,
  effects: {
    ...timers,
    tellThread: ({ thread, event }: { thread: string; event: Event }) => send("conversation", thread, event),
    fetch: ({ expected: file, again }: { expected: Expected; again: boolean }, { room }: Address) => ({
      kind: "job",
      id: "fetch",
      service: "fetch",
      params: { key: room, ...file },
      event: { type: "fetch.settled" },
      again,
      maxMs: FETCH_MAX_MS,
    }),
  },
  services: { fetch: fetchFile },
  messages: {
    conversation: v.variant("type", [
      v.object({ type: v.literal("file.expected"), ...expected }),
      v.object({ type: v.literal("file.wanted"), seq: count }),
      v.object({ type: v.literal("file.erased") }),
    ]),
  },
  commands: {},
  topics: {},
  admit: () => [],
  isIdle: ({ value }: AnyMachineSnapshot) => value !== "fetching" && value !== "resting" && value !== "unwanted",
  // What the file was called stands there.
  logKept: 1,
};
