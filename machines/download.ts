/**
 * A file of a customer that lies with a provider, on its way into our store. The thread has written its line already; here it is fetched,
 * as often as it takes while the provider keeps it, and the thread is told once what became of it. Where it is put, in which parts, and
 * whether it may be kept is the affair of the room of the file that it becomes (`machines/upload.ts`).
 */
import { setup } from "xstate";
import type { FileFacts } from "./outside-events.ts";
import type { OutsideChannel } from "./outside.ts";
import type { FileKind } from "./media-limits.ts";
import type { JobOutcome } from "./push.ts";
import type { MissingReason } from "./lines.ts";
import type { Stamp } from "./vocabulary.ts";

const REST_FIRST_MS = 2_000;
const REST_MAX_MS = 10 * 60_000;
/** Providers keep a file for days; somebody waits for it now, and can ask for it again. */
export const FETCHED_FOR_MS = 60 * 60_000;
/** How long one try may take. */
export const FETCH_MAX_MS = 5 * 60_000;

/** What the thread knows of it. */
export interface Expected {
  seq: number;
  source: { inbox: string; channel: OutsideChannel; mediaId: string; sha256?: string; bytes?: number };
  promise: { thread: string; kind: FileKind; type: string; name: string; voice: boolean };
  owner: { id: string; name: string };
}

/** What the service found out. A service that threw, or took too long, is asked again. */
export type FetchAnswer = { kind: "kept"; file: FileFacts } | { kind: "missing"; reason: MissingReason };

interface DownloadContext {
  expected: Expected | null;
  /** Since when it is tried this time, epoch ms. */
  since: number;
  tries: number;
}

type DownloadEvent = Stamp &
  (
    | ({ type: "file.expected" } & Expected)
    | { type: "file.wanted"; seq: number }
    | { type: "file.erased" }
    | { type: "fetch.due" }
    | { type: "fetch.settled"; outcome: JobOutcome }
  );
type Args = { context: DownloadContext; event: DownloadEvent };
type Of<T extends DownloadEvent["type"]> = Extract<DownloadEvent, { type: T }>;

const setupDownload = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: DownloadContext; events: DownloadEvent },
  actions: {
    fetch: (_, _params: { expected: Expected; again: boolean }) => {},
    tellThread: (_, _params: { thread: string; event: { type: string; [field: string]: unknown } }) => {},
    startTimer: (_, _params: { id: string; at: number; event: { type: string } }) => {},
    cancelTimer: (_, _params: { id: string }) => {},
  },
  guards: {
    isKept: ({ event }) => answerOf(event)?.kind === "kept",
    isMissing: ({ event }) => answerOf(event)?.kind === "missing",
    isTooLate: ({ context, event }) => event.at >= context.since + FETCHED_FOR_MS,
  },
});

function answerOf(event: DownloadEvent): FetchAnswer | undefined {
  const { outcome } = event as Of<"fetch.settled">;
  return outcome.kind === "done" ? ((outcome.value as FetchAnswer | null) ?? undefined) : undefined;
}

/** DL1 */
const fetches = [
  setupDownload.assign(({ context }) => ({ tries: context.tries + 1 })),
  {
    type: "fetch" as const,
    params: ({ context }: Args) => ({ expected: context.expected!, again: context.tries > 1 }),
  },
];
const begins = [
  setupDownload.assign(({ event }) => {
    const { type: _, at, ...expected } = event as Of<"file.expected">;
    const { seq, source, promise, owner } = expected;
    return { expected: { seq, source, promise, owner }, since: at, tries: 0 };
  }),
  ...fetches,
];
const beginsAgain = [setupDownload.assign(({ event }) => ({ since: event.at, tries: 0 })), ...fetches];

const tell = (said: (args: Args) => { type: string; [field: string]: unknown }) => ({
  type: "tellThread" as const,
  params: (args: Args) => {
    const { seq, promise } = args.context.expected!;
    return { thread: promise.thread, event: { seq, ...said(args) } };
  },
});
/** DL2: what it is called stands in the line. */
const came = tell(({ event }) => {
  const { file } = answerOf(event) as Extract<FetchAnswer, { kind: "kept" }>;
  return { type: "file.came", file };
});
/** DL4 */
const isMissing = tell(({ event }) => {
  const { reason } = answerOf(event) as Extract<FetchAnswer, { kind: "missing" }>;
  return { type: "file.missing", reason };
});
const isUnavailable = tell(() => ({ type: "file.missing", reason: "mediaUnavailable" }));

/** DL6: what it was called, and whose it was. */
const forgets = setupDownload.assign({ expected: null });
const stopResting = { type: "cancelTimer" as const, params: { id: "fetch" } };

/** DL3 */
const rests = {
  type: "startTimer" as const,
  params: ({ context, event }: Args) => {
    const rest = Math.min(REST_FIRST_MS * 2 ** (context.tries - 1), REST_MAX_MS);
    return { id: "fetch", at: event.at + rest, event: { type: "fetch.due" } };
  },
};

export const downloadMachine = setupDownload.createMachine({
  id: "download",
  description: "A file of a customer that lies with a provider, on its way into our store.",
  context: { expected: null, since: 0, tries: 0 },
  initial: "none",
  states: {
    none: {
      description: "Nobody has asked for it.",
      on: {
        "file.expected": {
          description: "DL1: fetched as soon as its line is written.",
          target: "fetching",
          actions: begins,
        },
      },
    },
    fetching: {
      description: "Its provider is asked for it.",
      on: {
        "fetch.settled": [
          {
            description: "DL2: all of it is there: its line is told once what it is.",
            guard: "isKept",
            target: "over",
            actions: [came, forgets],
          },
          {
            description: "DL4: the provider has it no more, or it may not be kept.",
            guard: "isMissing",
            target: "missing",
            actions: isMissing,
          },
          {
            description: "DL4: it could not be had for an hour.",
            guard: "isTooLate",
            target: "missing",
            actions: isUnavailable,
          },
          { description: "DL3: tried again later.", target: "resting", actions: rests },
        ],
        "file.erased": { description: "DL6: it is not tried again.", target: "unwanted" },
      },
    },
    unwanted: {
      description:
        "Its message was erased while it was on its way: what comes all the same is told, so that it is erased too.",
      on: {
        "fetch.settled": [
          {
            description: "DL6: it comes all the same, and is erased when it does.",
            guard: "isKept",
            target: "over",
            actions: [came, forgets],
          },
          { description: "DL6: it did not come.", target: "over", actions: forgets },
        ],
      },
    },
    resting: {
      description: "It could not be had just now.",
      on: {
        "fetch.due": { description: "DL3: tried again.", target: "fetching", actions: fetches },
        "file.wanted": {
          description: "DL5: asked for again, at once, and for another hour.",
          target: "fetching",
          actions: [stopResting, ...beginsAgain],
        },
        "file.erased": {
          description: "DL6: it is not tried again.",
          target: "over",
          actions: [stopResting, forgets],
        },
      },
    },
    missing: {
      description: "DL5: it may be asked for again; whether that is of use is the thread's affair.",
      on: {
        "file.wanted": {
          description: "DL5: asked for again, at once, and for another hour.",
          target: "fetching",
          actions: beginsAgain,
        },
        "file.erased": { description: "DL6: nobody can ask for it again.", target: "over", actions: forgets },
      },
    },
    over: { description: "It has a room of its own now, or nobody wants it any more." },
  },
});
