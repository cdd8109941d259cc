/** What the holder of a conversation does besides answering: private notes, labels, the reason for finishing. */
import { line, type Args, type Message, type Of, type ThreadContext } from "./thread.ts";
import { LABELS_MAX } from "./vocabulary.ts";

/** CV18: a row like any other, but for those who see it (`customerSees`). */
export function noteLine(args: Args): Message {
  const { by, text, commandId } = args.event as Of<"note.written">;
  const { id: authorId, name: authorName = "" } = by;
  return line(args, { kind: "note" as const, authorId, authorName, text, commandId });
}

const chosen = ({ event }: Args): string[] => [...new Set((event as Of<"labels.chosen">).labels)];

export const hasTooManyLabels = (args: Args): boolean => chosen(args).length > LABELS_MAX;
export const labelled = (args: Args): Pick<ThreadContext, "labels"> => ({ labels: chosen(args) });

/** CV20: where the project asks for a reason, finishing without one is refused. */
export const lacksWrapUp = ({ context, event }: Args): boolean =>
  context.wrapUp === "required" && (event as Of<"close.requested">).wrapUp === undefined;

/** The project's rules as they came with an assignment; without any, those from before go on. */
export function rulesFrom({ context, event }: Args): Pick<ThreadContext, "wrapUp" | "reopenMs"> {
  const { wrapUp, reopenMs } = (event as Of<"conversation.assigned">).rules ?? context;
  return { wrapUp, reopenMs };
}
