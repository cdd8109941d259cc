/** What was said, in one line of a list: a file by its kind, and what was written with it. */
import { sharedWords } from "../../../machines/hearing.ts";
import type { FileRow } from "../../../machines/thread.ts";
import type { LastSaid, Message } from "../../../party/protocol/conversation.ts";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { t } from "../words/index.ts";
import type { Conversation } from "./conversation.ts";
import type { Said } from "./said.ts";

/** A voice note has a name that nobody has given it. */
export const fileCalled = ({ voice, name }: { voice?: boolean; name: string }): string =>
  voice === true ? t().files.voice : name;

const timed = (words: string, ms: number | undefined): string =>
  ms === undefined ? words : `${words} (${minutesAndSeconds(ms)})`;

function wordsOf({ kind, text }: Pick<LastSaid, "kind" | "text">, file?: FileRow): string {
  if (kind === "text") return text;
  if (kind === "erased") return t().files.erased;
  // Of a kind that a newer room has.
  const names: Record<string, string | undefined> = { ...t().files.kinds, ...t().saidKinds };
  const known = names[kind] ?? "";
  const called = file?.voice === true ? timed(t().files.voice, file.durationMs) : known;
  return text === "" ? called : `${called}: ${text}`;
}

export function saidWords(said: Said): string {
  if (said.kind === "text") return said.text;
  if (said.kind === "template") return said.template.text;
  if (said.kind === "shared") return wordsOf({ kind: said.shared.type, text: sharedWords(said.shared) });
  const { file, caption } = said;
  return wordsOf({ kind: file.sticker === true ? "sticker" : file.kind, text: caption }, file);
}

/** Of a line that another one answers, or that somebody is about to. */
export function quotedWords(message: Message): string {
  if ("from" in message) return message.kind === "erased" ? t().files.erased : saidWords(message);
  return "text" in message ? message.text : "";
}

/** Empty: nothing has been said yet. */
export function lastWords({ view, messages }: Pick<Conversation, "view" | "messages">): string {
  const last = view()?.last;
  if (!last) return "";
  const row = messages().findLast(({ seq }) => seq === last.seq);
  return wordsOf(last, row?.kind === "file" ? row.file : undefined);
}
