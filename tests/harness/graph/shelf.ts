/** Files that the stand-in keeps: uploads of the business, and what its customers have sent. */
import { createHash, randomUUID } from "node:crypto";
import { GraphError, noSuchObject } from "./errors.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MB = 1024 * 1024;
export const URL_LIVES_MS = 5 * MINUTE_MS;

export interface KeptMedia {
  id: string;
  bytes: Buffer;
  type: string;
  name: string;
  until: number;
}

/** By what a type begins with; WhatsApp takes nothing else. */
const LIMITS: readonly [RegExp, number][] = [
  [/^image\/webp$/, MB / 2],
  [/^image\/(jpeg|png)$/, 5 * MB],
  [/^(video\/(mp4|3gpp)|audio\/(aac|amr|mpeg|mp4|ogg)(; ?codecs=opus)?)$/, 16 * MB],
  [/^(text\/plain|application\/(pdf|msword|vnd\.[\w.-]+))$/, 100 * MB],
];

export class MediaShelf {
  readonly #kept = new Map<string, KeptMedia>();
  /** Addresses that were given out. */
  readonly #urls = new Map<string, { id: string; until: number }>();
  #next = 1_037_543_291_543_600;

  constructor(private readonly now: () => number) {}

  get all(): KeptMedia[] {
    return [...this.#kept.values()];
  }

  get(id: string): KeptMedia | undefined {
    const kept = this.#kept.get(id);
    return kept && kept.until > this.now() ? kept : undefined;
  }

  #keep(bytes: Buffer, type: string, name: string, days: number): KeptMedia {
    const kept = { id: String(this.#next++), bytes, type, name, until: this.now() + days * DAY_MS };
    this.#kept.set(kept.id, kept);
    return kept;
  }

  /** As a message of a customer names it: in a webhook the checksum is in base64. */
  receive(bytes: Buffer, type: string): { id: string; mime_type: string; sha256: string } {
    const { id } = this.#keep(bytes, type, "", 7);
    return { id, mime_type: type, sha256: createHash("sha256").update(bytes).digest("base64") };
  }

  forget(id: string): void {
    this.#kept.delete(id);
  }

  /** @throws GraphError */
  upload(contentType: string, body: Buffer): string {
    const [, boundary] = /^multipart\/form-data; boundary=(\S+)$/.exec(contentType) ?? [];
    if (boundary === undefined) throw new GraphError(100, "(#100) The parameter file is required.");
    const parts = partsOf(body, boundary);
    if (parts.get("messaging_product")?.bytes.toString() !== "whatsapp")
      throw new GraphError(100, "(#100) The parameter messaging_product is required.");
    const file = parts.get("file");
    if (file?.name === undefined) throw new GraphError(100, "(#100) The parameter file is required.");
    const type = parts.get("type")?.bytes.toString() ?? file.type;
    const max = LIMITS.find(([types]) => types.test(type))?.[1];
    if (max === undefined)
      throw new GraphError(
        100,
        `(#100) Param file must be a file with one of the following types: … Received ${type}.`,
      );
    if (file.bytes.length > max || file.bytes.length === 0)
      throw new GraphError(131053, "(#131053) Media upload error", {
        details: `${file.bytes.length} bytes of ${type}`,
      });
    return this.#keep(file.bytes, type.split(";")[0]!, file.name, 30).id;
  }

  /** @throws GraphError */
  describe(id: string, root: string): object {
    const kept = this.get(id);
    if (!kept) throw noSuchObject(id, "GET");
    const hash = randomUUID();
    this.#urls.set(hash, { id, until: this.now() + URL_LIVES_MS });
    return {
      messaging_product: "whatsapp",
      url: `${root}/whatsapp_business/attachments/?mid=${id}&hash=${hash}`,
      mime_type: kept.type,
      sha256: createHash("sha256").update(kept.bytes).digest("hex"),
      file_size: kept.bytes.length,
      id,
    };
  }

  /** Undefined: too old, or never given. */
  at(hash: string): KeptMedia | undefined {
    const url = this.#urls.get(hash);
    return url && url.until > this.now() ? this.get(url.id) : undefined;
  }
}

interface Part {
  name: string | undefined;
  type: string;
  bytes: Buffer;
}

/** Strict: between two boundaries, and nothing behind the last. */
function partsOf(body: Buffer, boundary: string): Map<string, Part> {
  const broken = new GraphError(100, "(#100) Invalid multipart body");
  const parts = new Map<string, Part>();
  const opening = Buffer.from(`--${boundary}\r\n`);
  const next = Buffer.from(`\r\n--${boundary}`);
  if (!body.subarray(0, opening.length).equals(opening)) throw broken;
  let at = opening.length;
  for (;;) {
    const head = body.indexOf("\r\n\r\n", at);
    const end = body.indexOf(next, head + 2);
    if (head < 0 || end < 0) throw broken;
    const headers = body.subarray(at, head).toString();
    const [, field] = /\bname="([^"]*)"/.exec(headers) ?? [];
    const [, name] = /\bfilename="([^"]*)"/.exec(headers) ?? [];
    const [, type = "text/plain"] = /^content-type: *(.+)$/im.exec(headers) ?? [];
    if (field === undefined) throw broken;
    parts.set(field, { name, type: type.trim(), bytes: body.subarray(head + 4, end) });
    at = end + next.length;
    const tail = body.subarray(at).toString("latin1", 0, 4);
    if (tail === "--\r\n") return parts;
    if (!tail.startsWith("\r\n")) throw broken;
    at += 2;
  }
}
