/** What the customer reads of a thread: which rows have words, how far their own words have come, what is still unread. */
import type { CustomerThreadView, Message } from "../../party/protocol/conversation.ts";
import type { Words } from "./words/index.ts";

type Text = Extract<Message, { kind: "text" }>;

/** What happened, in a sentence; empty where the customer is not concerned. */
export function eventLine(row: Exclude<Message, Text>, words: Words): string {
  switch (row.kind) {
    case "assigned":
      return words.joined(row.agentName);
    case "transferred":
      return words.transferred(row.fromName, row.agentName);
    case "closed":
      return row.by === "customer" ? words.closedByYou : words.closedByAgent(row.authorName);
    case "returned":
      return words.agentGone(row.agentName);
    case "opened":
  }
  return "";
}

export type Tick = "sending" | "sent" | "read";

export const tickOf = (seq: number, agentRead: number): Tick => (seq <= agentRead ? "read" : "sent");

/** What stands above the composer about waiting, most important first. */
export function waitingLines(
  view: Pick<CustomerThreadView, "state" | "position" | "attended"> | undefined,
  words: Words,
): string[] {
  if (!view || view.state === "assigned") return [];
  const away = view.attended === false;
  if (view.state === "quiet") return away ? [words.away] : [];
  const place = view.position === null ? words.looking : words.position(view.position);
  return away ? [place, words.awayWaiting] : [place];
}

const fromAgent = (row: Message): row is Text => row.kind === "text" && row.from === "agent";

/** Where the agent's last text stands; nothing else needs a mark. */
export const lastFromAgent = (rows: readonly Message[]): number => rows.findLast(fromAgent)?.seq ?? 0;

export const unreadOf = (rows: readonly Message[], read: number): number =>
  rows.filter((row) => fromAgent(row) && row.seq > read).length;
