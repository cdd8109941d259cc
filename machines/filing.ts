/** Files and erased lines of a thread: what the rooms of the files are told, and what is left of a line. */
import { setupThread } from "./conversation-setup.ts";
import { fileTold } from "./hearing.ts";
import { noted } from "./noting.ts";
import type { LineTold } from "./outside-events.ts";
import type { Args, Erasable, Erasing, Message, Of } from "./thread.ts";
import type { Reason } from "./vocabulary.ts";

const fileOf = ({ event }: Args): string => (event as Of<"customer.sentFile">).file.id;

/** CV30: after the line has been counted. */
export const takesFile = {
  type: "tellUpload" as const,
  params: (args: Args) => ({ id: fileOf(args), event: { type: "file.taken", seq: args.context.seq } }),
};

export const declineFile = (reason: Reason) => ({
  type: "tellUpload" as const,
  params: (args: Args) => ({ id: fileOf(args), event: { type: "file.declined", reason } }),
});

/** What is to be erased, and by whom: somebody here said so, or the customer has taken it back. */
function erasingOf({ context, event }: Args) {
  if (event.type === "erase.requested") return { seq: event.seq, row: event.row as Erasing, by: event.by };
  const row = (event as Of<"outside.revoked">).rows[0] as LineTold;
  return { seq: row.seq, row, by: context.customer };
}

function erasedLine(args: Args): Message {
  const { seq, row, by: author } = erasingOf(args);
  const { kind, at, conversation, from, authorId, commandId, outsideId, sentAt, delivery } = row;
  const { id: by, name: byName = "" } = author;
  const was = kind as Erasable;
  return {
    kind: "erased",
    was,
    seq,
    at,
    conversation,
    from,
    authorId,
    commandId,
    by,
    byName,
    erasedAt: args.event.at,
    ...(outsideId === undefined ? {} : { outsideId }),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(delivery === undefined ? {} : { delivery }),
  };
}

/** Of a line that has not left, or of which nobody knows. */
const isInOutbox = ({ delivery }: Erasing): boolean => delivery?.state === "waiting" || delivery?.state === "unclear";

/** CV31: the line, its file, and the preview; an erased text is none that waits to be seen. */
const becomesErased = [
  { type: "replace" as const, params: (args: Args) => ({ message: erasedLine(args) }) },
  setupThread.enqueueActions(({ context, event, enqueue }) => {
    const { seq, row } = erasingOf({ context, event });
    const { file: id, coming = false } = row;
    const type = coming ? "tellDownload" : "tellUpload";
    if (id !== "") enqueue({ type, params: { id, event: { type: "file.erased" } } });
    // CH7
    if (isInOutbox(row)) enqueue({ type: "tellOutbox", params: { event: { type: "entry.erased", seq } } });
  }),
  setupThread.assign((args) => {
    const { seq } = erasingOf(args);
    const { last, unread } = args.context;
    return {
      unread: unread.filter((one) => one !== seq),
      last: last?.seq === seq ? { ...last, kind: "erased" as const, text: "" } : last,
    };
  }),
];

export const erases = [
  ...becomesErased,
  // CV32
  setupThread.enqueueActions(({ context, event, enqueue }) => {
    const { row, by, at } = event as Of<"erase.requested">;
    enqueue(noted(context, by, "erased", at, `#${(row as Erasing).conversation}`));
  }),
];
/** CH4 */
export const revokes = becomesErased;

/** CH2: what its room knows of it now stands beside what the provider said of it. */
export const fileCame = [
  {
    type: "amend" as const,
    params: (args: Args) => {
      const { seq, file: came } = fileTold(args) as Of<"file.came">;
      return { seq, set: { came, missing: undefined } };
    },
  },
  setupThread.assign(({ context, event }) => {
    const { seq, file } = event as Of<"file.came">;
    const { last } = context;
    const kind = last?.kind === "sticker" ? last.kind : file.kind;
    return { last: last?.seq === seq && last.kind !== "erased" ? { ...last, kind } : last };
  }),
  {
    type: "tellUpload" as const,
    params: (args: Args) => {
      const { seq, file } = fileTold(args) as Of<"file.came">;
      return { id: file.id, event: { type: "file.taken", seq } };
    },
  },
];
/** Its line was taken back while it was fetched. */
export const fileCameLate = {
  type: "tellUpload" as const,
  params: ({ event }: Args) => ({ id: (event as Of<"file.came">).file.id, event: { type: "file.erased" } }),
};
export const fileIsMissing = {
  type: "amend" as const,
  params: (args: Args) => {
    const { seq, reason: missing } = fileTold(args) as Of<"file.missing">;
    return { seq, set: { missing } };
  },
};
/** CH9 */
export const wantsFileAgain = [
  {
    type: "amend" as const,
    params: ({ event }: Args) => ({ seq: (event as Of<"retry.requested">).seq, set: { missing: undefined } }),
  },
  {
    type: "tellDownload" as const,
    params: ({ event }: Args) => {
      const { seq, row } = event as Of<"retry.requested">;
      return { id: row!.file, event: { type: "file.wanted", seq } };
    },
  },
];
