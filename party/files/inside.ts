/**
 * Files for the server's own jobs: one that lies with a provider is fetched into the store, and one of ours is given out to be uploaded
 * there. By the same rooms, the same store and the same inspection as what screens send; only who fetches is another.
 *
 * Whatever is asked for twice, after a kill or by two jobs at once, is one file: its id is made of the key that its caller gives.
 */
import { typeOf } from "../../machines/media-judging.ts";
import type { FileKind, FileRefusal, Found, LimitedChannel } from "../../machines/media-limits.ts";
import type { FileRow } from "../../machines/thread.ts";
import { PART_BYTES, fileOf, type Promised } from "../../machines/upload-setup.ts";
import type { WhyNot } from "../../machines/upload-reasons.ts";
import { hexOf } from "../accounts/tokens.ts";
import type { Event, Outside } from "../engine/definition.ts";
import { callKnown } from "../engine/calls.ts";
import type { Outcome } from "../engine/room.ts";
import { inspect } from "../media/inspect.ts";
import type { UploadShown, UploadState } from "../protocol/files.ts";
import { projectOf } from "../rooms/shared.ts";
import { nameOf, sha256Of, type Said } from "./said.ts";
import { partsIn, type Open } from "./source.ts";
import { Store, type FileId } from "./store.ts";

export interface Received extends Said {
  thread: string;
  channel: LimitedChannel;
  /** Names it at its provider: of one project, the same key is the same file. */
  key: string;
  /** The customer. */
  from: { id: string; name?: string };
  bytes: number;
  voice?: boolean;
  /** The file's own room sends it into the thread, with this. Without it: whoever calls takes it (`file.taken`) within a day. */
  caption?: string;
}

export type Receipt =
  | { kind: "kept"; file: FileRow }
  | { kind: "refused"; reason: WhyNot; refusal: FileRefusal | null }
  /** Its message was erased. */
  | { kind: "gone" };

export interface Opened {
  /** Of a length that is known, as an upload wants it. */
  body: ReadableStream<Uint8Array>;
  bytes: number;
  type: string;
  name: string;
  kind: FileKind;
  found: Found;
}

type Lent = Pick<Outside, "env" | "bindings">;

/** What came was not what its provider says it is. What is there is called off; asked for again, it begins anew. */
class NotAsSaid extends Error {}

/** How often a file may have come damaged, or have been swept half-made, before nobody tries any more. */
const TRIES_MAX = 8;
/** Of these, one begins anew: they are erased, and nobody has read them. */
const isSpent = ({ state, reason }: UploadShown): boolean =>
  state === "cancelled" || (state === "gone" && reason !== "fileErased");

/** The same for the same key: a kill forgets nothing that would have to be known. */
async function idOf(project: string, key: string, attempt: number): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([project, key, attempt]));
  const hex = hexOf(await crypto.subtle.digest("SHA-256", text));
  // RFC 9562, 5.8
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}

/** @throws if the source or the store failed, or what came is not what was said. The same again, later. */
export async function receiveFile(
  outside: Lent & Pick<Outside, "signal">,
  what: Received,
  open: Open,
): Promise<Receipt> {
  const project = projectOf(what.thread);
  for (let attempt = 0; attempt < TRIES_MAX; attempt++) {
    const id = await idOf(project, what.key, attempt);
    const receipt = await new Receiving({ project, id }, outside, what).run(open);
    if (receipt) return receipt;
  }
  return { kind: "refused", reason: "fileDamaged", refusal: null };
}

/** Null: it is not there, or not any more. @throws if the store failed. */
export async function openFile({ env, bindings }: Lent, { project, id }: FileId): Promise<Opened | null> {
  const file = await new UploadRoom({ project, id }).file();
  const isWhole = file !== null && ["kept", "sending", "sent"].includes(file.state);
  if (!isWhole || !file.found) return null;
  const { found, name, bytes, kind } = file;
  const body = await Store.of(env, bindings).readRange({ project, id }, 0, bytes);
  return body && { body, bytes, type: typeOf(found, name), name, kind, found };
}

/** The room of a file, as our own jobs ask and tell it. */
class UploadRoom {
  readonly #at;

  constructor({ project, id }: FileId) {
    this.#at = { party: "upload", room: `${project}_${id}` };
  }

  /** The reason of a refusal, if it was one. @throws if the room failed. */
  async tell(command: Event): Promise<string | undefined> {
    const by = { role: "entry", id: "inside", project: "" };
    const outcome = (await callKnown(this.#at, { kind: "command", by, command })) as Outcome | { kind: "malformed" };
    if (outcome.kind === "done") return undefined;
    if (outcome.kind === "refused") return outcome.reason;
    throw new Error(`the file's room answered ${outcome.kind} to ${command.type}`);
  }

  async shown(by: string): Promise<UploadShown> {
    return (await callKnown(this.#at, { kind: "ask", question: { type: "upload", by } })) as UploadShown;
  }

  async file(): Promise<(Promised & { found: Found | null; state: UploadState }) | null> {
    return (await callKnown(this.#at, { kind: "ask", question: { type: "file" } })) as never;
  }
}

class Receiving {
  readonly #room: UploadRoom;
  readonly #store: Store;
  readonly #promise;

  constructor(
    private readonly id: FileId,
    private readonly outside: Lent & Pick<Outside, "signal">,
    private readonly what: Received,
  ) {
    this.#room = new UploadRoom(id);
    this.#store = Store.of(outside.env, outside.bindings);
    const { thread, channel, kind, type, bytes, voice = false } = what;
    const name = nameOf(what);
    this.#promise = { thread, side: "customer", channel, kind, name, type, bytes, voice, received: true };
  }

  /** Undefined: under this id nothing comes of it any more. */
  async run(open: Open): Promise<Receipt | undefined> {
    const refused = await this.#room.tell({ type: "upload.begun", by: this.what.from, promise: this.#promise });
    if (refused === "fileTaken") throw new Error(`another file has the key ${this.what.key}`);
    if (refused !== undefined) return { kind: "refused", reason: refused as WhyNot, refusal: null };
    let upload = await this.#shown();
    if (isSpent(upload)) return undefined;
    if (upload.state === "uploading") {
      await this.#fetch(upload, open);
      upload = await this.#shown();
    }
    if (upload.state === "stored") {
      await this.#keep();
      upload = await this.#shown();
    }
    return this.#receipt(upload);
  }

  #shown(): Promise<UploadShown> {
    return this.#room.shown(this.what.from.id);
  }

  async #receipt({ state, reason, refusal }: UploadShown): Promise<Receipt> {
    if (state === "gone") return { kind: "gone" };
    if (state === "failed") return { kind: "refused", reason: reason!, refusal };
    const { found, ...promise } = (await this.#room.file())!;
    if (!found) throw new NotAsSaid(`the file is ${state}`);
    return { kind: "kept", file: fileOf({ id: this.id.id, promise, found }) };
  }

  /** What is missing, part by part: the next one comes while one is written. */
  async #fetch({ parts, have, bytes }: UploadShown, open: Open): Promise<void> {
    const missing = Array.from({ length: parts }, (_, n) => n).filter((n) => !have.includes(n));
    const source = await open(missing[0]! * PART_BYTES);
    let writing: Promise<void> = Promise.resolve();
    try {
      for await (const { n, part } of partsIn(source, bytes)) {
        await writing;
        this.outside.signal.throwIfAborted();
        if (!missing.includes(n)) continue;
        writing = this.#write(n, part);
        // Looked at in its turn: until then its failure is nobody's.
        writing.catch(() => {});
      }
    } finally {
      await writing;
    }
  }

  async #write(n: number, part: Uint8Array<ArrayBuffer>): Promise<void> {
    const sha256 = hexOf(await crypto.subtle.digest("SHA-256", part));
    const put = await this.#store.putPart(this.id, n, part, { sha256 });
    // There was something else before: one of the two is not what is with the provider.
    if (put !== "stored" && put !== "same") return this.#callOff(`part ${n} is ${put}`);
    await this.#room.tell({ type: "part.stored", n, bytes: part.length });
  }

  async #callOff(why: string): Promise<never> {
    await this.#room.tell({ type: "upload.cancel" });
    throw new NotAsSaid(why);
  }

  async #keep(): Promise<void> {
    const { bytes, sha256, caption } = this.what;
    if (sha256 !== undefined && (await this.#checksum()) !== sha256Of(sha256)) await this.#callOff("another checksum");
    const read = (from: number, to: number) => this.#store.readBytes(this.id, from, to);
    const found = await inspect(read, bytes, this.#promise.name);
    const sent = caption === undefined ? { type: "upload.keep" } : { type: "upload.send", caption };
    await this.#room.tell({ ...sent, found });
  }

  /** Of what lies in the store, whoever has put it there and however often it was begun. */
  async #checksum(): Promise<string> {
    const whole = await this.#store.readRange(this.id, 0, this.what.bytes);
    if (!whole) throw new Error("a part is not there");
    const digest = new crypto.DigestStream("SHA-256");
    await whole.pipeTo(digest);
    return hexOf(await digest.digest);
  }
}
