/** What was said, in one line of a list: a file by its kind, and what was written with it. */
import type { LastSaid } from "../../../party/protocol/conversation.ts";
import { t } from "../words/index.ts";
import type { Said } from "./said.ts";

export function lastWords({ kind, text }: Pick<LastSaid, "kind" | "text">): string {
  if (kind === "text") return text;
  if (kind === "erased") return t().files.erased;
  // Of a kind that a newer room has.
  const called = (t().files.kinds as Record<string, string | undefined>)[kind] ?? "";
  return text === "" ? called : `${called}: ${text}`;
}

export const saidWords = (said: Said): string =>
  said.kind === "text" ? said.text : lastWords({ kind: said.file.kind, text: said.caption });
