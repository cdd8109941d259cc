/** What the room of a file remembers, hears and asks for: the words of `machines/upload.ts`. */
import { setup } from "xstate";
import { judge, judgeCaption, judgePromise, typeOf } from "./media-judging.ts";
import {
  type FileJudgement,
  type FileKind,
  type FileRefusal,
  type Found,
  type LimitedChannel,
} from "./media-limits.ts";
import type { JobOutcome } from "./push.ts";
import { judgeReceived, judgeReceivedPromise, kindOfReceived } from "./received.ts";
import type { FileRow } from "./thread.ts";
import type { WhyNot } from "./upload-reasons.ts";
import type { Author, Reason, Stamp } from "./vocabulary.ts";

/** A file is kept, and travels, in parts of so many bytes; the last one has the rest. */
export const PART_BYTES = 4 * 1024 * 1024;
/** For how long a file that nobody has sent is kept. */
export const UNSENT_MAX_MS = 24 * 60 * 60 * 1000;
/** When erasing is tried again; each time after twice as long. */
const ERASE_RETRY_FIRST_MS = 60_000;
const ERASE_RETRY_MAX_MS = 6 * 60 * 60 * 1000;
/** How much later it is erased once more: a part may have been on its way into the store. */
const ERASE_ONCE_MORE_MS = 60 * 60 * 1000;

export type Side = "customer" | "agent";

/** What whoever sends it says of it. */
export interface Promised {
  thread: string;
  side: Side;
  /** The conversation that an agent was writing in; null: whichever is open. */
  conversation: number | null;
  channel: LimitedChannel;
  kind: FileKind;
  name: string;
  type: string;
  bytes: number;
  /** Recorded here, as a voice note. */
  voice: boolean;
  /** UP12: the server has fetched it from another channel, where it was sent already. */
  received: boolean;
}

export interface UploadContext {
  project: string;
  id: string;
  /** Null: nobody has begun. */
  promise: Promised | null;
  owner: Author | null;
  /** The parts that are there, in order. */
  have: number[];
  found: Found | null;
  caption: string;
  /** Why it failed, is gone, or why the thread would not have it. */
  reason: WhyNot | null;
  refusal: FileRefusal | null;
  /** Of the line in the thread; null: none. */
  seq: number | null;
  /** How often erasing it was asked for. */
  erasing: number;
}

/** Of a person's, that it is theirs has been looked at before: nobody but our own entry worker sends these. */
export type UploadEvent = Stamp &
  (
    | { type: "file.inspected"; promise: Promised; owner: Author; found: Found }
    | { type: "upload.begun"; promise: Promised; owner: Author }
    | { type: "part.stored"; n: number; bytes: number; by: Author }
    | { type: "upload.send"; found: Found; caption: string; by: Author }
    | { type: "upload.keep"; found: Found; by: Author }
    | { type: "upload.cancel"; by: Author }
    | { type: "sweep.due" }
    | { type: "erase.due" }
    | { type: "erase.settled"; outcome: JobOutcome }
    | { type: "file.taken"; seq: number }
    | { type: "file.declined"; reason: Reason }
    | { type: "file.erased" }
  );
export type Args = { context: UploadContext; event: UploadEvent };
export type Of<T extends UploadEvent["type"]> = Extract<UploadEvent, { type: T }>;

export const partsOf = (bytes: number): number => Math.ceil(bytes / PART_BYTES);
export const bytesOfPart = (bytes: number, n: number): number => Math.min(PART_BYTES, bytes - n * PART_BYTES);

/** The promise as far as it was said for this file; there is one wherever this is asked. */
const promiseOf = ({ context, event }: Args): Promised =>
  event.type === "upload.begun" || event.type === "file.inspected" ? event.promise : context.promise!;

const judgedPromise = (args: Args) => {
  const promise = promiseOf(args);
  return promise.received ? judgeReceivedPromise(promise) : judgePromise(promise.channel, promise.kind, promise);
};
const judgedCaption = (args: Args) => {
  const { channel, kind, received } = promiseOf(args);
  return received ? { ok: true as const } : judgeCaption(channel, kind, (args.event as Of<"upload.send">).caption);
};
/** UP3: by what was found, and only as the file that was promised. */
function judged(args: Args): FileJudgement | { ok: false; reason: "fileDamaged" } {
  const { channel, kind, name, voice, bytes, received } = promiseOf(args);
  const { found } = args.event as Of<"upload.send" | "upload.keep">;
  if (found.bytes !== bytes) return { ok: false, reason: "fileDamaged" };
  return received ? judgeReceived({ name, found }) : judge(channel, kind, { name, found, voice });
}

function isSame({ context, event }: Args): boolean {
  const { promise, owner } = event as Of<"upload.begun">;
  const before = context.promise;
  if (before === null || owner.id !== context.owner?.id) return false;
  return (Object.keys(promise) as (keyof Promised)[]).every((field) => promise[field] === before[field]);
}

const has = ({ context, event }: Args): boolean => context.have.includes((event as Of<"part.stored">).n);

export const setupUpload = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: UploadContext; events: UploadEvent; input: { project: string; id: string } },
  actions: {
    tellThread: (_, _params: { thread: string; event: { type: string; [field: string]: unknown } }) => {},
    erase: (_, _params: { project: string; id: string; parts: number; again: boolean }) => {},
    startTimer: (_, _params: { id: string; at: number; event: { type: string } }) => {},
    cancelTimer: (_, _params: { id: string }) => {},
    refuse: (_, _params: { reason: WhyNot }) => {},
  },
  guards: {
    isBadPromise: (args) => !judgedPromise(args).ok,
    isBadCaption: (args) => !judgedCaption(args).ok,
    isBadFile: (args) => !judged(args).ok,
    isSame,
    has,
    isUnexpected: ({ context: { promise }, event }) => {
      const { n, bytes } = event as Of<"part.stored">;
      return n >= partsOf(promise!.bytes) || bytes !== bytesOfPart(promise!.bytes, n);
    },
    isLastPart: ({ context: { promise, have } }) => have.length + 1 === partsOf(promise!.bytes),
    isOurs: ({ context: { promise } }) => !promise!.received,
    isErased: ({ event }) => (event as Of<"erase.settled">).outcome.kind === "done",
  },
});

export const refuse = (reason: WhyNot) => ({ type: "refuse" as const, params: { reason } });
const refuseBy = (said: (args: Args) => { ok: true } | FileRefusal) => ({
  type: "refuse" as const,
  params: (args: Args) => ({ reason: (said(args) as FileRefusal).reason as WhyNot }),
});

export const badPromise = {
  description: "UP2: empty, larger than its kind may be, or with a name that could not be shown.",
  guard: "isBadPromise" as const,
  actions: refuseBy(judgedPromise),
};
export const badCaption = {
  description: "UP6: as long as the channel allows.",
  guard: "isBadCaption" as const,
  actions: refuseBy(judgedCaption),
};

/** UP8 */
export const startSweep = {
  type: "startTimer" as const,
  params: ({ event }: Args) => ({ id: "sweep", at: event.at + UNSENT_MAX_MS, event: { type: "sweep.due" } }),
};
export const stopSweep = { type: "cancelTimer" as const, params: { id: "sweep" } };

export const begin = setupUpload.assign(({ event }) => {
  const { promise, owner } = event as Of<"upload.begun">;
  return { promise, owner };
});
export const inspect = setupUpload.assign(({ event }) => ({
  found: (event as Of<"file.inspected" | "upload.keep">).found,
}));

export const keepPart = setupUpload.assign(({ context, event }) => ({
  have: [...context.have, (event as Of<"part.stored">).n].sort((a, b) => a - b),
}));

/** What was found is told with the refusal, and kept. */
export const fail = setupUpload.assign((args) => {
  const said = judged(args) as Exclude<ReturnType<typeof judged>, { ok: true }>;
  const { found } = args.event as Of<"upload.send" | "upload.keep">;
  return { found, reason: said.reason, refusal: said.reason === "fileDamaged" ? null : said };
});

export const because = (reason: WhyNot | null) => setupUpload.assign({ reason });

/** UP5: everything that a screen must know before it loads the file goes with the row. */
export function fileOf({ id, promise, found }: Pick<UploadContext, "id" | "promise" | "found">): FileRow {
  const { kind, name, bytes, voice, received } = promise!;
  const { width, height, durationMs } = found!;
  const type = typeOf(found!, name);
  return {
    id,
    kind: received ? kindOfReceived(kind, type) : kind,
    type,
    name,
    bytes,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(voice ? { voice } : {}),
  };
}

export const send = [
  setupUpload.assign(({ event }) => {
    const { found, caption } = event as Of<"upload.send">;
    return { found, caption, reason: null };
  }),
  stopSweep,
  {
    type: "tellThread" as const,
    params: ({ context }: Args) => {
      const { thread, side, conversation } = context.promise!;
      const { caption, owner } = context;
      const said = { side, owner: owner!, conversation, caption, file: fileOf(context) };
      return { thread, event: { type: "file.arrived", ...said } };
    },
  },
];

/** UP10: nothing of what was said. The parts are still to be counted. */
export const forget = setupUpload.assign(({ context }) => ({
  promise: { ...context.promise!, name: "" },
  caption: "",
}));

const eraseAgain = (again: boolean) => ({
  type: "erase" as const,
  params: ({ context: { project, id, promise } }: Args) => ({
    project,
    id,
    parts: partsOf(promise?.bytes ?? 0),
    again,
  }),
});
export const eraseOnceMore = {
  type: "startTimer" as const,
  params: ({ event }: Args) => ({ id: "late", at: event.at + ERASE_ONCE_MORE_MS, event: { type: "erase.due" } }),
};
/** UP9: whatever of it is there, and later what came after that. */
export const erase = [stopSweep, setupUpload.assign({ erasing: 1 }), eraseAgain(false), eraseOnceMore];
export const eraseLater = {
  type: "startTimer" as const,
  params: ({ context, event }: Args) => {
    const rest = Math.min(ERASE_RETRY_FIRST_MS * 2 ** (context.erasing - 1), ERASE_RETRY_MAX_MS);
    return { id: "erase", at: event.at + rest, event: { type: "erase.due" } };
  },
};
export const eraseNow = [setupUpload.assign(({ context }) => ({ erasing: context.erasing + 1 })), eraseAgain(true)];
