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

const begunBefore = [
  { description: "UP1: what is begun twice in the same way is one file.", guard: "isSame" as const },
  { description: "UP1: two files never have one id.", actions: refuse("fileTaken") },
];
const isOver = { description: "UP7: it is over.", actions: refuse("uploadOver") };
const isSent = {
  description: "UP7: what is being sent, or has been, is not taken back.",
  actions: refuse("uploadSent"),
};
const unexpected = {
  description: "UP4: no part that was promised, or not of its size.",
  guard: "isUnexpected" as const,
  actions: refuse("unexpectedPart"),
};
const onceMore = [unexpected, { description: "UP4: each part is taken once." }];
const cancelled = {
  description: "UP9: called off; what there is of it is erased.",
  target: "cancelled" as const,
  actions: erase,
};
const swept = {
  description: "UP8: a day after it was begun, or declined, and not sent.",
  target: "gone" as const,
  actions: [because("uploadExpired"), ...erase],
};
const badFile = {
  description: "UP3, UP9: by what is inside it may not be sent; what was found is told, and it is erased.",
  guard: "isBadFile" as const,
  target: "failed" as const,
  actions: [fail, ...erase],
};
const erasedWithLine = {
  description: "UP10: its message was erased.",
  target: "gone" as const,
  actions: [because("fileErased"), forget, ...erase],
};

/** Of what is over: erasing goes on until it is done. */
const erasing = {
  "upload.begun": begunBefore,
  // One may take longer than anybody would think, on purpose.
  "part.stored": { description: "UP9: a part that comes late is erased, too.", actions: eraseOnceMore },
  "upload.send": isOver,
  "upload.keep": isOver,
  "upload.cancel": { description: "UP7: it is over already." },
  "erase.settled": [
    { description: "UP9: nothing of it is there.", guard: "isErased" as const },
    { description: "UP9: tried again, each time twice as late.", actions: eraseLater },
  ],
  "erase.due": { description: "UP9: erased once more.", actions: eraseNow },
  "file.erased": { description: "UP9: it is erased already." },
};

const keepSeq = setupUpload.assign(({ event }) => ({ seq: (event as Of<"file.taken">).seq }));

const begins = [
  badPromise,
  {
    description: "UP1: begun; its parts may come.",
    target: "uploading" as const,
    actions: [begin, startSweep],
  },
];
/** Nothing of it is anywhere but on the screen. */
const notBegun = {
  "part.stored": { description: "UP4: nothing was promised.", actions: refuse("uploadOver") },
  "upload.send": { description: "UP5: nothing of it is there.", actions: refuse("uploadOver") },
  "upload.keep": { description: "UP13: nothing of it is there.", actions: refuse("uploadOver") },
  "upload.cancel": { description: "UP9: called off; there is nothing to erase.", target: "cancelled" as const },
};

export const uploadMachine = setupUpload.createMachine({
  id: "upload",
  description: "A file on its way from one screen to the other, and what becomes of it.",
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
    chosen: {
      description: "Somebody has picked it; nobody has looked into it.",
      on: {
        "file.inspected": [
          {
            description: "UP3: a browser says at once what could not be sent.",
            guard: "isBadFile",
            target: "failed",
            actions: [begin, fail],
          },
          { description: "UP3: it is what its name says.", target: "checked", actions: [begin, inspect] },
        ],
        "upload.begun": begins,
        ...notBegun,
      },
    },
    checked: {
      description: "It is what it should be, as far as the browser can tell.",
      on: { "upload.begun": begins, ...notBegun },
    },
    uploading: {
      description: "Its parts come.",
      on: {
        "upload.begun": begunBefore,
        "part.stored": [
          unexpected,
          { description: "UP4: each part is taken once.", guard: "has" },
          { description: "UP4: the last one.", guard: "isLastPart", target: "stored", actions: keepPart },
          { description: "UP4: in any order.", actions: keepPart },
        ],
        "upload.send": { description: "UP5: not before all of it is there.", actions: refuse("partsMissing") },
        "upload.keep": { description: "UP13: not before all of it is there.", actions: refuse("partsMissing") },
        "upload.cancel": cancelled,
        "sweep.due": swept,
      },
    },
    stored: {
      description: "All of it is there. Whether the thread wants it is asked when whoever sends it says so.",
      on: {
        "upload.begun": begunBefore,
        "part.stored": onceMore,
        "upload.send": [
          badFile,
          badCaption,
          { description: "UP5: its own room sends it.", target: "sending", actions: send },
        ],
        "upload.keep": [
          { description: "UP13: only what was fetched is kept.", guard: "isOurs", actions: refuse("uploadOver") },
          badFile,
          {
            description: "UP13: kept for the room that had it fetched.",
            target: "kept",
            actions: inspect,
          },
        ],
        "upload.cancel": cancelled,
        "sweep.due": swept,
      },
    },
    kept: {
      description: "UP13: it is what may be kept, and the room that had it fetched writes its line itself.",
      on: {
        "upload.begun": begunBefore,
        "part.stored": onceMore,
        "upload.send": { description: "UP13: its line is the other room's to write." },
        "upload.keep": { description: "UP13: it is kept already." },
        "upload.cancel": cancelled,
        "sweep.due": swept,
        "file.taken": { description: "UP13: a line has it.", target: "sent", actions: [keepSeq, stopSweep] },
        "file.erased": erasedWithLine,
      },
    },
    sending: {
      description: "The thread has been told; it always answers. Nothing sweeps it meanwhile.",
      on: {
        "upload.begun": begunBefore,
        "part.stored": onceMore,
        "upload.send": { description: "UP7: nothing is sent twice." },
        "upload.keep": { description: "UP7: it is being sent." },
        "upload.cancel": isSent,
        "file.taken": { description: "UP5: a line has it.", target: "sent", actions: keepSeq },
        "file.declined": {
          description: "UP5: it stays stored, says why, and may be sent again.",
          target: "stored",
          actions: [setupUpload.assign(({ event }) => ({ reason: (event as Of<"file.declined">).reason })), startSweep],
        },
      },
    },
    sent: {
      description: "A line of the thread is of it.",
      on: {
        "upload.begun": begunBefore,
        "part.stored": onceMore,
        "upload.send": { description: "UP7: nothing is sent twice." },
        "upload.keep": { description: "UP7: it is sent." },
        "upload.cancel": isSent,
        "file.erased": erasedWithLine,
      },
    },
    failed: { description: "It is not what it should be.", on: erasing },
    cancelled: { description: "Who sends it has called it off.", on: { ...erasing } },
    gone: {
      description: "Erased, or about to be: nobody sent it in time, or its message was erased.",
      on: erasing,
    },
  },
});
