/** What is fetched, cut into the parts in which a file is kept: one of them in memory at a time, of however much there is. */
import { PART_BYTES, bytesOfPart, partsOf } from "../../machines/upload-setup.ts";

export interface Source {
  body: ReadableStream<Uint8Array>;
  /** At which byte it begins. */
  from: number;
}

/** Gives all of it, or what is behind so many bytes. Called only where something is missing. */
export type Open = (from: number) => Promise<Source>;

/** Of a request that may have asked for `range: bytes=<from>-`: not every server looks at that. @throws if it is no answer. */
export function bodyOf(response: Response): Source {
  const { ok, status, body, headers } = response;
  if (!ok || !body) throw new Error(`the source answered ${status}`);
  if (status !== 206) return { body, from: 0 };
  const [, from] = /^bytes (\d+)-/.exec(headers.get("content-range") ?? "") ?? [];
  if (from === undefined) throw new Error("the source does not say which range it gives");
  return { body, from: Number(from) };
}

/**
 * Whole parts of a file of so many bytes, from the first that begins in this source. The last one is given when nothing has come behind
 * it: what is longer than was said must not look whole. @throws if it ends early, or does not end.
 */
export async function* partsIn(
  { body, from }: Source,
  bytes: number,
): AsyncGenerator<{ n: number; part: Uint8Array<ArrayBuffer> }> {
  const reader = body.getReader();
  const last = partsOf(bytes) - 1;
  let n = Math.ceil(from / PART_BYTES);
  let skip = n * PART_BYTES - from;
  let part = new Uint8Array(Math.max(0, bytesOfPart(bytes, n)));
  let filled = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      let rest = value.subarray(Math.min(skip, value.length));
      skip -= value.length - rest.length;
      while (rest.length > 0) {
        if (filled === part.length) throw new Error("more has come than was said");
        const taken = rest.subarray(0, part.length - filled);
        part.set(taken, filled);
        filled += taken.length;
        rest = rest.subarray(taken.length);
        if (filled < part.length || n === last) continue;
        yield { n, part };
        n += 1;
        filled = 0;
        part = new Uint8Array(bytesOfPart(bytes, n));
      }
    }
    if (n < last || filled < part.length) throw new Error("it has ended before its end");
    yield { n, part };
  } finally {
    await reader.cancel().catch(() => {});
  }
}
