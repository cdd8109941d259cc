/** What somebody has said, in words or by a file. */
import type { Message } from "../../../party/protocol/conversation.ts";

export type Said = Extract<Message, { kind: "text" | "file" }>;

export const isSaidBy =
  (who: Said["from"]) =>
  (message: Message): message is Said =>
    (message.kind === "text" || message.kind === "file") && message.from === who;
