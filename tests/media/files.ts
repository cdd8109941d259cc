/** The files of `tests/fixtures/media`, read as the server reads: by ranges, each of them counted. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Found } from "../../machines/media-limits.ts";
import { inspect } from "../../party/media/inspect.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/media", import.meta.url));

export const fileNames = (): string[] => readdirSync(FOLDER).filter((name) => !name.endsWith(".md"));
export const fileOf = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(`${FOLDER}/${name}`));

/** What is not of the file, by place: a file of any size, of which only so much is real. */
export interface Sparse {
  bytes: number;
  parts: readonly { at: number; bytes: Uint8Array }[];
}

export interface Looked {
  found: Found;
  bytesRead: number;
}

export async function look(file: Uint8Array | Sparse, name: string): Promise<Looked> {
  const { bytes, parts } = file instanceof Uint8Array ? { bytes: file.length, parts: [{ at: 0, bytes: file }] } : file;
  let bytesRead = 0;
  const found = await inspect(
    async (from, to) => {
      bytesRead += to - from;
      const range = new Uint8Array(to - from);
      for (const part of parts) {
        const [first, last] = [Math.max(from, part.at), Math.min(to, part.at + part.bytes.length)];
        if (first < last) range.set(part.bytes.subarray(first - part.at, last - part.at), first - from);
      }
      return range;
    },
    bytes,
    name,
  );
  return { found, bytesRead };
}
