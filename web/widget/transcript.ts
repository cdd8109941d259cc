/** The conversation as a text file that anybody can read, made in the browser. */
import type { Message } from "../../party/protocol/conversation.ts";
import { eventLine, isSpoken, spokenWords } from "./lines.ts";
import type { Words } from "./words/index.ts";

export function transcriptOf(rows: readonly Message[], title: string, words: Words, locale: string): string {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "full" });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
  const lines = [title];
  let today = "";
  for (const row of rows) {
    const said = isSpoken(row) ? spokenWords(row, words) : eventLine(row, words);
    if (said === "") continue;
    const date = day.format(row.at);
    if (date !== today) lines.push("", date, "");
    today = date;
    const author = !isSpoken(row) ? "—" : row.from === "customer" ? `${words.you}:` : `${row.authorName}:`;
    lines.push(`[${time.format(row.at)}] ${author} ${said.replaceAll("\n", "\n    ")}`);
  }
  return `${lines.join("\n")}\n`;
}

export function saveText(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = `${name}-${new Date().toISOString().slice(0, 10)}.txt`;
  link.click();
  // Not at once: the browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
