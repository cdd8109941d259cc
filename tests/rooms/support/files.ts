/** Somebody who sends and reads files, as a screen does it by HTTP. */
import { createHash, randomUUID } from "node:crypto";
import { PART_BYTES } from "../../../machines/upload-setup.ts";
import type { UploadShown } from "../../../party/protocol/files.ts";

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export interface Answer {
  status: number;
  body: { error?: string; upload?: UploadShown | null } & Record<string, unknown>;
}

/** The smallest that is what it says. */
export const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);
/** A text of exactly so many bytes, all of its parts different. */
export function textOf(bytes: number, seed = "hola"): Buffer {
  const line = (n: number) => `${seed} ${String(n).padStart(10, "0")}\n`;
  const lines = Math.ceil(bytes / line(0).length);
  return Buffer.from(Array.from({ length: lines }, (_, n) => line(n)).join("")).subarray(0, bytes);
}

export class Sender {
  constructor(
    readonly url: string,
    /** What says who they are. */
    readonly headers: Record<string, string>,
    readonly thread: string,
  ) {}

  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.url}/api/files${path}`, {
      method,
      headers: { connection: "close", "content-type": "application/json", ...this.headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Answer["body"] };
  }

  /** Promises a file, and gives its id. */
  async begin(bytes: number, more: Record<string, unknown> = {}): Promise<{ id: string } & Answer> {
    const id = (more["id"] as string | undefined) ?? randomUUID();
    const file = { id, thread: this.thread, kind: "document", name: "notas.txt", type: "text/plain", bytes };
    return { id, ...(await this.ask("POST", "", { ...file, ...more })) };
  }

  async part(id: string, n: number, bytes: Uint8Array, more: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.url}/api/files/${id}/parts/${n}`, {
      method: "PUT",
      body: new Uint8Array(bytes),
      headers: { connection: "close", "x-part-sha256": sha256(bytes), ...this.headers, ...more },
    });
    const text = await response.text();
    return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Answer["body"] };
  }

  async parts(id: string, bytes: Buffer, which?: readonly number[]): Promise<number[]> {
    const all = Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, n) => n);
    const sent = (which ?? all).map((n) => this.part(id, n, partOf(bytes, n)));
    return (await Promise.all(sent)).map(({ status }) => status);
  }

  send(id: string, caption = ""): Promise<Answer> {
    return this.ask("POST", `/${id}/send`, { caption });
  }

  /** From the promise to the line in the thread. */
  async whole(bytes: Buffer, more: Record<string, unknown> = {}, caption = ""): Promise<string> {
    const { id, status, body } = await this.begin(bytes.length, more);
    if (status !== 200) throw new Error(`beginning answered ${status}: ${JSON.stringify(body)}`);
    const parts = await this.parts(id, bytes);
    if (parts.some((one) => one !== 204)) throw new Error(`parts answered ${parts.join()}`);
    const sent = await this.send(id, caption);
    if (sent.body.upload?.state !== "sent") throw new Error(`sending answered ${JSON.stringify(sent)}`);
    return id;
  }

  async addresses(...files: string[]): Promise<{ status: number; addresses: Record<string, string> }> {
    const { status, body } = await this.ask("POST", "/addresses", { thread: this.thread, files });
    return { status, addresses: (body["addresses"] ?? {}) as Record<string, string> };
  }

  async address(id: string): Promise<string> {
    return (await this.addresses(id)).addresses[id]!;
  }
}

export const partOf = (bytes: Buffer, n: number): Buffer => bytes.subarray(n * PART_BYTES, (n + 1) * PART_BYTES);

export async function read(url: string, path: string, headers: Record<string, string> = {}): Promise<Buffer> {
  return Buffer.from(await (await fetch(url + path, { headers })).arrayBuffer());
}
