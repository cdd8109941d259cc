/**
 * A file on its way from one screen to the other, and what becomes of it.
 *
 * On the server it begins with `upload.begun`; in a browser it is looked into before (`chosen`, `checked`), by the same rules. Its
 * parts are objects of a store; that they are there is said here. Once all of them are, what is inside is judged, and the room of
 * the file sends it itself: the thread is told, durably and once, and answers whether it has taken it. So no line of a thread is of
 * a file that is not there, and nothing is swept that may become one.
 */
import {
  badCaption,
  badPromise,
  because,
  begin,
  erase,
  eraseLater,
  eraseNow,
  eraseOnceMore,
  fail,
  forget,
  inspect,
  keepPart,
  refuse,
  send,
  setupUpload,
  startSweep,
  stopSweep,
} from "./upload-setup.ts";
import type { Of } from "./upload-setup.ts";

/** UP1: said twice it is one file, and two files never have one id. */
const begunBefore = [{ guard: "isSame" as const }, { actions: refuse("fileTaken") }];

/** Of what is over: erasing goes on until it is done. */
const erasing = {
  "upload.begun": begunBefore,
  // UP9: one may take longer than anybody would think, on purpose.
  "part.stored": { actions: eraseOnceMore },
  "upload.send": { actions: refuse("uploadOver") },
  "upload.keep": { actions: refuse("uploadOver") },
  "upload.cancel": {},
  "erase.settled": [{ guard: "isErased" as const }, { actions: eraseLater }],
  "erase.due": { actions: eraseNow },
  "file.erased": {},
};

const keepSeq = setupUpload.assign(({ event }) => ({ seq: (event as Of<"file.taken">).seq }));

const begins = [badPromise, { target: "uploading" as const, actions: [begin, startSweep] }];

export const uploadMachine = setupUpload.createMachine({
  id: "upload",
  context: ({ input }) => ({
    project: input.project,
    id: input.id,
    promise: null,
    owner: null,
    have: [],
    found: null,
    caption: "",
    reason: null,
    refusal: null,
    seq: null,
    erasing: 0,
  }),
  initial: "chosen",
  states: {
    /** Somebody has picked it; nobody has looked into it. */
    chosen: {
      on: {
        "file.inspected": [
          { guard: "isBadFile", target: "failed", actions: [begin, fail] },
          { target: "checked", actions: [begin, inspect] },
        ],
        "upload.begun": begins,
        "part.stored": { actions: refuse("uploadOver") },
        "upload.send": { actions: refuse("uploadOver") },
        "upload.keep": { actions: refuse("uploadOver") },
        "upload.cancel": { target: "cancelled" },
      },
    },
    /** It is what it should be, as far as the browser can tell. */
    checked: {
      on: {
        "upload.begun": begins,
        "part.stored": { actions: refuse("uploadOver") },
        "upload.send": { actions: refuse("uploadOver") },
        "upload.keep": { actions: refuse("uploadOver") },
        "upload.cancel": { target: "cancelled" },
      },
    },
    uploading: {
      on: {
        "upload.begun": begunBefore,
        "part.stored": [
          { guard: "isUnexpected", actions: refuse("unexpectedPart") },
          { guard: "has" },
          { guard: "isLastPart", target: "stored", actions: keepPart },
          { actions: keepPart },
        ],
        "upload.send": { actions: refuse("partsMissing") },
        "upload.keep": { actions: refuse("partsMissing") },
        "upload.cancel": { target: "cancelled", actions: erase },
        "sweep.due": { target: "gone", actions: [because("uploadExpired"), ...erase] },
      },
    },
    /** All of it is there. Whether the thread wants it is asked when whoever sends it says so. */
    stored: {
      on: {
        "upload.begun": begunBefore,
        "part.stored": [{ guard: "isUnexpected", actions: refuse("unexpectedPart") }, {}],
        "upload.send": [
          { guard: "isBadFile", target: "failed", actions: [fail, ...erase] },
          badCaption,
          { target: "sending", actions: send },
        ],
        // UP13
        "upload.keep": [
          { guard: "isOurs", actions: refuse("uploadOver") },
          { guard: "isBadFile", target: "failed", actions: [fail, ...erase] },
          { target: "kept", actions: inspect },
        ],
        "upload.cancel": { target: "cancelled", actions: erase },
        "sweep.due": { target: "gone", actions: [because("uploadExpired"), ...erase] },
      },
    },
    /** UP13: it is what may be kept, and the room that had it fetched writes its line itself. */
    kept: {
      on: {
        "upload.begun": begunBefore,
        "part.stored": [{ guard: "isUnexpected", actions: refuse("unexpectedPart") }, {}],
        "upload.send": {},
        "upload.keep": {},
        "upload.cancel": { target: "cancelled", actions: erase },
        "sweep.due": { target: "gone", actions: [because("uploadExpired"), ...erase] },
        "file.taken": { target: "sent", actions: [keepSeq, stopSweep] },
        // UP10: its message was taken back while it came.
        "file.erased": { target: "gone", actions: [because("fileErased"), forget, ...erase] },
      },
    },
    /** The thread has been told; it always answers. Nothing sweeps it meanwhile. */
    sending: {
      on: {
        "upload.begun": begunBefore,
        "part.stored": [{ guard: "isUnexpected", actions: refuse("unexpectedPart") }, {}],
        "upload.send": {},
        "upload.keep": {},
        "upload.cancel": { actions: refuse("uploadSent") },
        "file.taken": { target: "sent", actions: keepSeq },
        "file.declined": {
          target: "stored",
          actions: [setupUpload.assign(({ event }) => ({ reason: (event as Of<"file.declined">).reason })), startSweep],
        },
      },
    },
    /** A line of the thread is of it. */
    sent: {
      on: {
        "upload.begun": begunBefore,
        "part.stored": [{ guard: "isUnexpected", actions: refuse("unexpectedPart") }, {}],
        "upload.send": {},
        "upload.keep": {},
        "upload.cancel": { actions: refuse("uploadSent") },
        // UP10
        "file.erased": { target: "gone", actions: [because("fileErased"), forget, ...erase] },
      },
    },
    /** It is not what it should be. */
    failed: { on: erasing },
    cancelled: { on: { ...erasing } },
    /** Erased, or about to be: nobody sent it in time, or its message was erased. */
    gone: { on: erasing },
  },
});
