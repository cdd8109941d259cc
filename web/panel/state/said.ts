/** What somebody has said: in words, by a file, or by what else a channel has. */
import type { Message } from "../../../party/protocol/conversation.ts";

export type Said = Extract<Message, { kind: "text" | "file" | "shared" | "template" }>;

export const isSaidBy =
  (who: Said["from"]) =>
  (message: Message): message is Said =>
    "from" in message && message.kind !== "erased" && message.from === who;
