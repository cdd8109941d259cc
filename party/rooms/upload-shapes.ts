/** What the room of a file stores and tells, and a thread hears. */
import * as v from "valibot";
import { FILE_REASONS, LIMITED_CHANNELS } from "../../machines/media-limits.ts";
import { UPLOAD_REASONS } from "../../machines/upload-reasons.ts";
import { REASONS } from "../../machines/vocabulary.ts";
import { fileId, fileKind, fileName, fileType } from "../protocol/files.ts";
import { count, word } from "./shared.ts";

export const author = v.object({ role: word, id: word, project: word, name: v.optional(v.string()) });

const size = v.optional(count);
export const fileRow = v.object({
  id: fileId,
  kind: fileKind,
  type: fileType,
  name: fileName,
  bytes: count,
  width: size,
  height: size,
  durationMs: size,
  voice: v.optional(v.boolean()),
});

const codec = v.pipe(v.string(), v.maxLength(64));
/** What was found inside a file; also what the inspection must give. */
export const found = v.object({
  type: fileType,
  bytes: count,
  container: v.optional(codec),
  video: v.optional(v.object({ codec })),
  audio: v.optional(v.object({ codec, channels: count })),
  audioTracks: size,
  bits: size,
  width: size,
  height: size,
  durationMs: size,
  pages: size,
});

const side = v.picklist(["customer", "agent"]);
const channel = v.picklist(LIMITED_CHANNELS);
/** What is said of a file before any of it comes. */
export const promised = {
  thread: word,
  side,
  /** The one that an agent is writing in. */
  conversation: v.optional(v.nullable(count), null),
  channel,
  kind: fileKind,
  name: fileName,
  type: fileType,
  bytes: count,
  voice: v.boolean(),
  received: v.optional(v.boolean(), false),
};

/** Before there were any that the server fetches itself. */
export function toVersion2(saved: { context: { promise: object | null } }): unknown {
  const { promise } = saved.context;
  return { ...saved, context: { ...saved.context, promise: promise && { ...promise, received: false } } };
}

export const savedUpload = v.object({
  project: v.string(),
  id: v.string(),
  promise: v.nullable(v.object(promised)),
  owner: v.nullable(author),
  have: v.array(count),
  found: v.nullable(found),
  caption: v.string(),
  reason: v.nullable(v.picklist([...UPLOAD_REASONS, ...FILE_REASONS, ...REASONS])),
  refusal: v.nullable(v.looseObject({ ok: v.literal(false), reason: v.picklist(FILE_REASONS) })),
  seq: v.nullable(count),
  erasing: count,
});
