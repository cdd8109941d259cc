/** Files and erased lines of a thread: what the rooms of the files are told, and what is left of a line. */
import { setupThread } from "./conversation-setup.ts";
import { noted } from "./noting.ts";
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

function erasedLine({ event }: Args): Message {
  const { seq, row, by: author, at: erasedAt } = event as Of<"erase.requested">;
  const { kind, at, conversation, from, authorId, commandId } = row as Erasing & { kind: Erasable };
  const { id: by, name: byName = "" } = author;
  return { seq, at, conversation, kind: "erased", was: kind, from, authorId, commandId, by, byName, erasedAt };
}

/** CV31: the line, its file, and the preview; an erased text is none that waits to be seen. */
export const erases = [
  { type: "replace" as const, params: (args: Args) => ({ message: erasedLine(args) }) },
  setupThread.enqueueActions(({ context, event, enqueue }) => {
    const { row, by, at } = event as Of<"erase.requested">;
    const { file: id, conversation } = row as Erasing;
    if (id !== "") enqueue({ type: "tellUpload", params: { id, event: { type: "file.erased" } } });
    // CV32
    enqueue(noted(context, by, "erased", at, `#${conversation}`));
  }),
  setupThread.assign(({ context, event }) => {
    const { seq } = event as Of<"erase.requested">;
    const { last, unread } = context;
    return {
      unread: unread.filter((one) => one !== seq),
      last: last?.seq === seq ? { ...last, kind: "erased" as const, text: "" } : last,
    };
  }),
];
