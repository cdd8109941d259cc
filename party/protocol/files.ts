/**
 * Files by HTTP: what a panel (by its cookie) and a widget (by its token) ask, and how a file on its way is shown to whoever sends
 * it. What may become of it is in `machines/upload.ts`, what it must be in `machines/media-limits.ts`.
 */
import * as v from "valibot";
import {
  FILE_KINDS,
  FILE_NAME_MAX_CHARS,
  type FileKind,
  type FileRefusal,
  type Found,
} from "../../machines/media-limits.ts";
import type { WhyNot } from "../../machines/upload-reasons.ts";
import { ROOM_ID } from "./frames.ts";

/** Of a file: a UUID that the screen chooses, so that a request asked twice is one file. */
export const fileId = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
export const fileKind = v.picklist(FILE_KINDS);
/** Longer ones are cut by nobody: the machine says what a name must be like. */
export const fileName = v.pipe(v.string(), v.maxLength(4 * FILE_NAME_MAX_CHARS));
/** As a browser calls it, or not at all. */
export const fileType = v.pipe(v.string(), v.maxLength(200));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const room = v.pipe(v.string(), v.regex(ROOM_ID));

/** Most files whose addresses are asked for at once. */
const ADDRESSES_MAX = 100;

export const fileBodies = {
  /** `POST /api/files`. `conversation`: the one that an agent is writing in; without it the file goes to whichever is open. */
  begin: v.strictObject({
    id: fileId,
    thread: room,
    kind: fileKind,
    name: fileName,
    type: fileType,
    bytes: count,
    voice: v.optional(v.boolean(), false),
    conversation: v.optional(count),
  }),
  /** `POST /api/files/:id/send`. Its length is judged by the machine. */
  send: v.strictObject({ caption: v.pipe(v.string(), v.maxLength(8_000)) }),
  /** `POST /api/files/addresses` */
  addresses: v.strictObject({
    thread: room,
    files: v.pipe(v.array(fileId), v.minLength(1), v.maxLength(ADDRESSES_MAX)),
  }),
};

export type UploadState =
  | "chosen"
  | "checked"
  | "uploading"
  | "stored"
  | "kept"
  | "sending"
  | "sent"
  | "failed"
  | "cancelled"
  | "gone";

/** The `upload` of the answers. */
export interface UploadShown {
  state: UploadState;
  thread: string;
  kind: FileKind;
  name: string;
  /** Every part but the last has so many bytes. */
  partBytes: number;
  parts: number;
  /** Numbers of the parts that are there, from 0. */
  have: number[];
  bytes: number;
  /** Why it failed or is gone, or why the thread would not have it. */
  reason: WhyNot | null;
  /** What was found inside, once that was looked at, and what is wrong with it. */
  found: Found | null;
  refusal: FileRefusal | null;
}
