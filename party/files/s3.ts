/** Keeps files in a store that speaks S3. (The driver of `unstorage` sends no headers of ours, so neither checksums nor ranges.) */
import { AwsClient } from "aws4fetch";
import { defineDriver, type StorageMeta, type TransactionOptions as Options } from "unstorage";
import { base64Of, Damaged, pathOf, StoreFailed, Taken, unlisted } from "./driver.ts";
import type { GetOptions, Kept, PutOptions } from "./driver.ts";
import type { S3 } from "./settings.ts";

/** What stores call a body that has not the checksum that came with it. */
const DAMAGED = /<Code>(?:BadDigest|XAmzContentSHA256Mismatch|XAmzContentChecksumMismatch|InvalidDigest)<\/Code>/;
const ANSWER_MAX_CHARS = 300;

export const s3Driver = defineDriver(({ url, region, keyId, secret }: S3) => {
  const client = new AwsClient({ service: "s3", region, accessKeyId: keyId, secretAccessKey: secret });

  async function send(method: string, key: string, init: RequestInit = {}): Promise<Response> {
    try {
      return await fetch(await client.sign(`${url}/${pathOf(key)}`, { method, ...init }));
    } catch (error) {
      throw new StoreFailed(String(error));
    }
  }

  async function failed(response: Response): Promise<Error> {
    const text = await response.text();
    if (response.status === 400 && DAMAGED.test(text)) return new Damaged();
    return new StoreFailed(`the store answered ${response.status}: ${text.slice(0, ANSWER_MAX_CHARS)}`);
  }

  async function head(key: string): Promise<(Kept & StorageMeta) | null> {
    const { status, headers } = await send("HEAD", key);
    if (status === 404) return null;
    if (status !== 200) throw new StoreFailed(`the store answered ${status}`);
    return { size: Number(headers.get("content-length")), sha256: headers.get("x-amz-meta-sha256") };
  }

  return {
    name: "s3",
    ...unlisted,
    async setItemRaw(key: string, body: ReadableStream | Uint8Array<ArrayBuffer>, options: Options) {
      const { sha256 } = options as PutOptions;
      const headers = {
        // Part of what is signed: a store has to look whether this is what came.
        "x-amz-content-sha256": sha256,
        // Kept with it, and looked at by stores that do not look at the other one.
        "x-amz-checksum-sha256": base64Of(sha256),
        // Not every store tells a checksum again; this they all do.
        "x-amz-meta-sha256": sha256,
        "if-none-match": "*",
      };
      const response = await send("PUT", key, { headers, body });
      if (response.status === 412) throw new Taken();
      if (!response.ok) throw await failed(response);
    },
    async getItemRaw(key: string, options: Options) {
      const { from, to } = options as GetOptions;
      const response = await send("GET", key, { headers: { range: `bytes=${from}-${to - 1}` } });
      if (response.status === 404) return null;
      // A whole body for an answer would be another piece than was asked for.
      if (response.status !== 206) throw await failed(response);
      return response.body;
    },
    getMeta: head,
    hasItem: async (key: string) => (await head(key)) !== null,
    async removeItem(key: string) {
      const response = await send("DELETE", key);
      if (!response.ok && response.status !== 404) throw await failed(response);
    },
  };
});
