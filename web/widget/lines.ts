/** What the customer reads of a thread: which rows have words, how far their own words have come, what is still unread. */
import type { CustomerThreadView, Message } from "../../party/protocol/conversation.ts";
import type { Said } from "./frame-talk.ts";
import type { Words } from "./words/index.ts";

type Spoken = Extract<Message, { kind: "text" | "file" }>;
export const isSpoken = (row: Message): row is Spoken => row.kind === "text" || row.kind === "file";

/** What was said, in words: a file by its kind, and what was said with it or what it is called. */
export function spokenWords(row: Spoken, { files }: Pick<Words, "files">): string {
  if (row.kind === "text") return row.text;
  const { kind, voice, name } = row.file;
  return [files[voice ? "voice" : kind], row.caption || (voice ? "" : name)].filter((part) => part !== "").join(": ");
}

/** A file's is what was said with it. */
export const textOf = (row: Spoken): string => (row.kind === "text" ? row.text : row.caption);

/** What happened, in a sentence; empty where the customer is not concerned. */
export function eventLine(row: Exclude<Message, Spoken>, words: Words): string {
  switch (row.kind) {
    case "assigned":
      return words.joined(row.agentName);
    case "transferred":
      return words.transferred(row.fromName, row.agentName);
    case "closed":
      return row.by === "customer" ? words.closedByYou : words.closedByAgent(row.authorName);
    case "returned":
      return words.agentGone(row.agentName);
    case "moved":
      return words.moved(row.fromName);
    case "undone":
      return words.joined(row.agentName);
    case "reopened":
      return words.reopened(row.agentName);
    case "rated":
      return words.rated(row.score);
    case "erased":
      return words.erased;
    default:
      return "";
  }
}

export type Tick = "sending" | "sent" | "read";

export const tickOf = (seq: number, agentRead: number): Tick => (seq <= agentRead ? "read" : "sent");

export const isFromAgent = (row: Message): row is Spoken => isSpoken(row) && row.from === "agent";

/** Where the agent's last words stand; nothing else needs a mark. */
export const lastFromAgent = (rows: readonly Message[]): number => rows.findLast(isFromAgent)?.seq ?? 0;

export const unreadOf = (rows: readonly Message[], read: number): number =>
  rows.filter((row) => isFromAgent(row) && row.seq > read).length;

/** A row as the site hears of it; null where nobody says anything. */
export function saidOf(row: Message | undefined, words: Pick<Words, "files">): Said | null {
  if (!row || !isSpoken(row)) return null;
  const { seq, from, authorName: author, at } = row;
  return { seq, from, author, text: spokenWords(row, words), at };
}

/** Whether the customer may say now what they think of the last conversation. */
export const mayRate = (view: Pick<CustomerThreadView, "state" | "rating"> | undefined, now: number): boolean =>
  view?.state === "quiet" && view.rating?.score === null && now < view.rating.until;

export type Part = { text: string } | { link: string };

/** Words and addresses. Only `http` and `https`: whatever else looks like an address stays text. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(/\bhttps?:\/\/[^\s<>"']+/gi)) {
    // What ends a sentence does not belong to the address, nor does a bracket that was opened before it.
    const link = found.replace(/[.,;:!?¿¡)\]}]+$/, (end) => (end.startsWith(")") && found.includes("(") ? ")" : ""));
    if (!URL.canParse(link)) continue;
    if (index > at) parts.push({ text: text.slice(at, index) });
    parts.push({ link });
    at = index + link.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}
