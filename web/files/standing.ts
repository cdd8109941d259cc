/** Where a file is on its way, in words. */
import type { UploadView } from "./upload.ts";
import type { FileWords } from "./words/es.ts";

type Size = (bytes: number) => string;

/** Before anybody has said that it is to be sent. */
export function standsBefore(one: UploadView, converting: boolean, words: FileWords, size: Size): string {
  const { state, away, sent, bytes } = one;
  if (converting) return words.converting;
  if (state === "chosen") return words.checking;
  if (away) return words.pending.away[away];
  return state === "stored" ? words.ready : words.uploading(size(sent), size(bytes));
}

/** From then on. */
export function stands({ state, away, sent, bytes }: UploadView, { pending }: FileWords, size: Size): string {
  if (away) return pending.away[away];
  if (state === "sending" || state === "sent") return pending.sending;
  return state === "stored" ? pending.waiting : pending.of(size(sent), size(bytes));
}
