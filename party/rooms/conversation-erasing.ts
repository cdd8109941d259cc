/** What the room of a thread lends to the engine, to erase what a line of it says wherever that is kept. */
import type { Erasing, Message } from "../../machines/thread.ts";
import type { Stamped } from "../engine/definition.ts";

/** Of a line that is to be erased, for the machine to judge: nothing of what it says, for the question is logged. */
export function toldOf(row: Message): Erasing {
  const { kind, at, conversation } = row;
  return {
    kind,
    at,
    conversation,
    authorId: "authorId" in row ? row.authorId : "",
    from: "from" in row ? row.from : "agent",
    commandId: "commandId" in row ? row.commandId : "",
    file: row.kind === "file" ? row.file.id : "",
  };
}

/** What stands for words: blank ones would be refused when the log is replayed. */
const NO_WORDS = "…";

/** The event that made this line, as the log may keep it; undefined: it was another one. */
export function wordless(event: Stamped, row: Message): Stamped | undefined {
  if (!("commandId" in row)) return undefined;
  if (row.kind !== "file") return event.commandId === row.commandId ? { ...event, text: NO_WORDS } : undefined;
  const file = event.file as { id: string } | undefined;
  return file?.id === row.file.id ? { ...event, caption: "", file: { ...file, name: NO_WORDS } } : undefined;
}
