import type { Conversation } from "../state/conversation.ts";
import { reasonWords, t } from "../words/index.ts";

/** Why no file can be sent now, in words: what the machine says to a text, it says to a file. */
export function whyNoFile(conversation: Conversation): string | undefined {
  if (conversation.mode() === "note") return t().files.notNote;
  const may = conversation.view()?.allowed["message.send"] ?? "notNow";
  return may === true ? undefined : reasonWords(may);
}
