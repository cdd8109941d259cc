/** The line that somebody's words, file or template become, whatever event they came by. */
import { PREVIEW_CHARS, previewOf, spokenLine } from "./hearing.ts";
import type { OutsideLine } from "./lines.ts";
import { answeredBy } from "./reaching.ts";
import { line, type Args, type Message, type Of } from "./thread.ts";

export type Saying = Of<
  | "customer.wrote"
  | "customer.sentFile"
  | "outside.said"
  | "agent.wrote"
  | "agent.replied"
  | "agent.sentFile"
  | "agent.sentTemplate"
>;

/** CH7: what goes out by another channel waits for that. */
function wayOf({ context, event }: Args, from: "customer" | "agent"): OutsideLine {
  if (from === "customer" || !context.outside) return {};
  const answered = event.type === "agent.replied" ? answeredBy(event) : undefined;
  return { delivery: { state: "waiting", at: event.at }, ...(answered && { replyTo: answered.seq }) };
}

export function said(args: Args, from: "customer" | "agent", ahead = 0): Message {
  const event = args.event as Saying;
  if (event.type === "outside.said") return spokenLine(args, ahead);
  const { id: authorId, name: authorName = "" } = event.by;
  const who = { from, authorId, authorName, ...wayOf(args, from) };
  if ("file" in event) {
    const { caption, file } = event;
    return line(args, { kind: "file" as const, ...who, commandId: file.id, caption, file }, ahead);
  }
  const { commandId } = event;
  if ("template" in event)
    return line(args, { kind: "template" as const, ...who, template: event.template, commandId }, ahead);
  return line(args, { kind: "text" as const, ...who, text: event.text, commandId }, ahead);
}

/** What a list of conversations says of it. */
export function shortly(event: Saying) {
  const { kind, text } = wordsOf(event);
  return { kind, text: text.slice(0, PREVIEW_CHARS) };
}

function wordsOf(event: Saying) {
  if (event.type === "outside.said") return previewOf(event);
  if ("file" in event) return { kind: event.file.kind, text: event.caption };
  if ("template" in event) return { kind: "template" as const, text: event.template.text };
  return { kind: "text" as const, text: event.text };
}
