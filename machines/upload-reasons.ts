/**
 * Why the room of a file says no, or why a file has come to nothing. Apart from the reasons of the inbox: they are for who is
 * sending one. What is wrong with the file itself is in `media-limits.ts`; what the thread says is one of `REASONS`.
 */
import type { FileReason } from "./media-limits.ts";
import type { Reason } from "./vocabulary.ts";

export const UPLOAD_REASONS = [
  /** Its id is another file's. */
  "fileTaken",
  "partsMissing",
  "unexpectedPart",
  /** What is there is not what was promised. */
  "fileDamaged",
  /** It is being sent, or has been: too late to take it back. */
  "uploadSent",
  /** It has failed, was called off, or is gone. */
  "uploadOver",
  /** Not sent within a day. */
  "uploadExpired",
  /** The message was erased. */
  "fileErased",
] as const;
export type UploadReason = (typeof UPLOAD_REASONS)[number];

/** What may have become of a file. */
export type WhyNot = UploadReason | FileReason | Reason;
