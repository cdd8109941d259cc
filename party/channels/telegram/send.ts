/** Sending by the Bot API. */
import * as v from "valibot";
import { formOf } from "../multipart.ts";
import type { Line, Outgoing, OutgoingFile, Sent, World } from "../port.ts";
import { ask, refusalOf, type Answer } from "./calls.ts";
import { wordsOfThrown } from "../wording.ts";

const Message = v.object({ message_id: v.number() });

/** What each kind is sent with, and what its file is called there. */
function wayOf({ kind, type, voice }: OutgoingFile): { method: string; field: string } {
  if (kind === "image") return { method: "sendPhoto", field: "photo" };
  if (kind === "video") return { method: "sendVideo", field: "video" };
  // A voice note is what Telegram shows with a wave: OGG alone can be one.
  if (kind === "audio" && type === "audio/ogg")
    return voice ? { method: "sendVoice", field: "voice" } : { method: "sendDocument", field: "document" };
  if (kind === "audio") return { method: "sendAudio", field: "audio" };
  return { method: "sendDocument", field: "document" };
}

/** Without what Telegram has none of. */
type What = Exclude<Outgoing["what"], { kind: "template" }>;

function call(what: What, { to, replyTo }: Outgoing, line: Line, world: World): Promise<Answer> {
  const chat_id = to.chat!;
  // What it answers may have been deleted there: it is said all the same.
  const answered =
    replyTo === undefined ? undefined : { message_id: Number(replyTo), allow_sending_without_reply: true };
  if (what.kind === "text")
    return ask("sendMessage", line, world, {
      chat_id,
      text: what.text,
      ...(answered ? { reply_parameters: answered } : {}),
    });
  if (what.kind === "reaction") {
    const reaction = what.emoji === "" ? [] : [{ type: "emoji", emoji: what.emoji }];
    return ask("setMessageReaction", line, world, { chat_id, message_id: Number(what.of), reaction });
  }
  const { method, field } = wayOf(what.file);
  const fields = {
    chat_id,
    ...(what.caption === "" ? {} : { caption: what.caption }),
    ...(answered ? { reply_parameters: JSON.stringify(answered) } : {}),
  };
  return ask(method, line, world, formOf(fields, field, what.file));
}

/** What is refused is known; what was answered in another way, or not at all, may have been sent. */
export async function send(outgoing: Outgoing, line: Line, world: World): Promise<Sent> {
  const refused = { kind: "notSent" as const, retry: false };
  if (outgoing.to.chat === undefined) return { ...refused, reason: "recipientUnreachable", words: "no chat is known" };
  const { what } = outgoing;
  if (what.kind === "template") return { ...refused, reason: "notAllowed", words: "Telegram has no templates" };
  try {
    const answer = await call(what, outgoing, line, world);
    if (!answer.ok) return refusalOf(answer) ?? { kind: "unknown", words: answer.description };
    if (what.kind === "reaction") return { kind: "sent", id: `r${what.of}` };
    const message = v.safeParse(Message, answer.result);
    return message.success
      ? { kind: "sent", id: String(message.output.message_id) }
      : { kind: "unknown", words: "it named no message" };
  } catch (error) {
    return { kind: "unknown", words: wordsOfThrown(error, line) };
  }
}
