/** What the room of a thread lends to the engine and to screens of its lines: what is told of one, what is shown, what must be erased. */
import type { Erasing, Message } from "../../machines/lines.ts";
import type { FileFacts } from "../../machines/outside-events.ts";
import type { Said } from "../../machines/outside.ts";
import type { Row, Stamped } from "../engine/definition.ts";

/** As it is stored: what became of a file that came from outside stands beside what was said of it then. */
export type StoredMessage = Message & { came?: FileFacts; missing?: Erasing["missing"] };

/** As everybody sees it. */
export function shown(stored: StoredMessage): Message {
  if (stored.kind !== "file" || stored.file.coming !== true) return stored;
  const { came, missing, ...row } = stored;
  const { coming: _, ...file } = row.file;
  if (came) return { ...row, file: { ...file, ...came } };
  return missing === undefined ? row : { ...row, file: { ...file, missing } };
}

const KEPT = ["outsideId", "sentAt", "editedAt", "reactions", "reactedAt", "delivery", "missing"] as const;

/** Of a line that something is about, for the machine to judge: nothing of what it says, for the question is logged. */
export function toldOf(stored: StoredMessage): Erasing & Row {
  const row = shown(stored);
  const { seq, kind, at, conversation } = row;
  const isComing = stored.kind === "file" && stored.file.coming === true && stored.came === undefined;
  const known = stored as Partial<Record<(typeof KEPT)[number], unknown>>;
  return {
    seq,
    kind,
    at,
    conversation,
    authorId: "authorId" in row ? row.authorId : "",
    from: "from" in row ? row.from : "agent",
    commandId: "commandId" in row ? row.commandId : "",
    file: row.kind === "file" ? row.file.id : "",
    ...(isComing ? { coming: true as const } : {}),
    ...Object.fromEntries(KEPT.flatMap((field) => (known[field] === undefined ? [] : [[field, known[field]]]))),
  };
}

/** What stands for words: blank ones would be refused when the log is replayed. */
const NO_WORDS = "…";

/** What was said from outside, as the log may keep it: that something was, and of what kind. */
function wordlessSaid(said: Said): Said {
  if (said.kind === "text" || said.kind === "edited") return { ...said, text: NO_WORDS };
  if (said.kind === "shared") return { kind: "shared", shared: { type: "unsupported", what: NO_WORDS } };
  return said.kind === "file" ? { ...said, caption: "", file: { ...said.file, name: NO_WORDS } } : said;
}

/** The event that gave this line its words, as the log may keep it; undefined: it was another one. */
export function wordless(event: Stamped, row: Message): Stamped | undefined {
  if (!("commandId" in row)) return undefined;
  const received = event.received as { id: string; said: Said; about?: unknown } | undefined;
  if (received) {
    const { about: _, ...kept } = received;
    const { id, said } = received;
    const outsideId = "outsideId" in row ? row.outsideId : undefined;
    const isIts = id === row.commandId || (said.kind === "edited" && said.of === outsideId);
    return isIts ? { ...event, received: { ...kept, said: wordlessSaid(said) } } : undefined;
  }
  if (row.kind === "file") {
    const file = event.file as { id: string } | undefined;
    return file?.id === row.file.id ? { ...event, caption: "", file: { ...file, name: NO_WORDS } } : undefined;
  }
  if (event.commandId !== row.commandId) return undefined;
  const template = event.template as object | undefined;
  return template
    ? { ...event, template: { ...template, parameters: [], text: NO_WORDS } }
    : { ...event, text: NO_WORDS };
}
