/**
 * What is kept of the files that customers send by other channels: everything but what is too large to be kept and what runs when it
 * is opened (`running.ts`). The limits of what is sent are about what a channel would deliver; these files have been delivered.
 */
import { isListed, judgeName, refused, runsWhenOpened, typeOf } from "./media-judging.ts";
import { MB, type FileJudgement, type FileKind, type FileRefusal, type Found } from "./media-limits.ts";

export const RECEIVED_BYTES_MAX = 100 * MB;

export function judgeReceivedPromise(file: { name: string; bytes: number }): { ok: true } | FileRefusal {
  return judgeName(file, RECEIVED_BYTES_MAX);
}

export function judgeReceived({ name, found }: { name: string; found: Found }): FileJudgement {
  const type = typeOf(found, name);
  return runsWhenOpened(type, name) ? refused("fileRuns", { type }) : { ok: true, type };
}

/** As what it is shown: a picture that browsers do not show is a document, and a document is what was sent as one. */
export const kindOfReceived = (kind: FileKind, type: string): FileKind => (isListed(type, kind) ? kind : "document");
