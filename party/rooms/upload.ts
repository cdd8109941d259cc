/**
 * The room of a file. Its behaviour is in `machines/upload.ts`. It has no sockets: the entry worker speaks with it, for the person
 * whose file it is, and the room of the thread that it is for.
 */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { PART_BYTES, partsOf, type UploadContext } from "../../machines/upload-setup.ts";
import { uploadMachine } from "../../machines/upload.ts";
import { REASONS } from "../../machines/vocabulary.ts";
import type { Event, RoomDefinition } from "../engine/definition.ts";
import { erase } from "../files/service.ts";
import type { UploadShown, UploadState } from "../protocol/files.ts";
import { count, projectOf, refuse, send, timers, word } from "./shared.ts";
import { found, promised, savedUpload, toVersion2 } from "./upload-shapes.ts";

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as UploadContext;

/** The entry worker has looked whose file it is, and vouches for it. */
const entry = ["entry"];

const begun = v.strictObject({
  type: v.literal("upload.begun"),
  // Apart: what is promised has a type of its own.
  promise: v.strictObject(promised),
  by: v.strictObject({ id: word, name: v.optional(v.string()) }),
});

export const definition: RoomDefinition = {
  party: "upload",
  machine: uploadMachine,
  version: 2,
  // UP10: what its file was called and what was said with it stands there, and is to be erased with it.
  logKept: 1,
  migrations: [{ from: 1, snapshot: toVersion2 }],
  context: savedUpload,
  input: (room) => ({ project: projectOf(room), id: room.slice(projectOf(room).length + 1) }),
  effects: {
    ...timers,
    refuse,
    tellThread: ({ thread, event }: { thread: string; event: Event }) => send("conversation", thread, event),
    erase: ({ again, ...params }: { project: string; id: string; parts: number; again: boolean }) => ({
      kind: "job",
      id: "erase",
      service: "files",
      params,
      event: { type: "erase.settled" },
      again,
    }),
  },
  services: { files: erase },
  messages: {
    conversation: v.variant("type", [
      v.object({ type: v.literal("file.taken"), seq: count }),
      v.object({ type: v.literal("file.declined"), reason: v.picklist(REASONS) }),
      v.object({ type: v.literal("file.erased") }),
    ]),
  },
  commands: {
    "upload.begun": {
      roles: entry,
      schema: begun,
      event: ({ type, by: { id, name = "" }, promise }: v.InferOutput<typeof begun>) => {
        const { side: role, thread } = promise;
        return { type, promise, owner: { role, id, project: projectOf(thread), name } };
      },
    },
    "part.stored": {
      roles: entry,
      schema: v.strictObject({ type: v.literal("part.stored"), n: count, bytes: count }),
    },
    "upload.send": {
      roles: entry,
      schema: v.strictObject({ type: v.literal("upload.send"), found, caption: v.string() }),
    },
    "upload.keep": { roles: entry, schema: v.strictObject({ type: v.literal("upload.keep"), found }) },
    "upload.cancel": { roles: entry, schema: v.strictObject({ type: v.literal("upload.cancel") }) },
  },
  questions: {
    /** As it is shown to `by`, whose file it is, and to nobody else. */
    upload: (snapshot, { by }: { by: string }) => (contextOf(snapshot).owner?.id === by ? shown(snapshot) : null),
    /** To look into it, or to serve it: what was promised, what was found and what became of it; null: nobody has begun. */
    file: (snapshot) => {
      const { promise, found: inside } = contextOf(snapshot);
      return promise && { ...promise, found: inside, state: stateOf(snapshot) };
    },
  },
  topics: {},
  admit: () => [],
  isIdle: (snapshot) => !["uploading", "stored", "kept", "sending"].includes(stateOf(snapshot)),
};

const stateOf = ({ value }: AnyMachineSnapshot) => value as UploadState;

function shown(snapshot: AnyMachineSnapshot): UploadShown {
  const { promise, have, reason, found: inside, refusal } = contextOf(snapshot);
  const { thread, kind, name, bytes } = promise!;
  const parts = { partBytes: PART_BYTES, parts: partsOf(bytes), have };
  return { state: stateOf(snapshot), thread, kind, name, bytes, ...parts, reason, found: inside, refusal };
}
