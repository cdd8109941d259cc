/** Keeps files in a bucket that the platform lends. */
import type * as Party from "partykit/server";
import { defineDriver, type StorageMeta, type TransactionOptions as Options } from "unstorage";
import { hexOf } from "../accounts/tokens.ts";
import {
  Damaged,
  pathOf,
  StoreFailed,
  Taken,
  unlisted,
  type GetOptions,
  type Kept,
  type PutOptions,
} from "./driver.ts";

type Bucket = Party.FetchLobby["bindings"]["r2"][string];

/** R2's number for a checksum that is not that of what came, in the only place where it says it. */
const DAMAGED = /\(10037\)/;

async function asked<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const text = String(error);
    throw DAMAGED.test(text) ? new Damaged() : new StoreFailed(text);
  }
}

export const r2Driver = defineDriver((bucket: Bucket) => ({
  name: "r2",
  ...unlisted,
  async setItemRaw(key: string, body: unknown, options: Options) {
    const { sha256 } = options as PutOptions;
    // As a header: of the two forms of this condition the only one that the runtime of `partykit dev` knows.
    const onlyIf = new Headers({ "if-none-match": "*" }) as never;
    if ((await asked(bucket.put(pathOf(key), body as never, { sha256, onlyIf }))) === null) throw new Taken();
  },
  async getItemRaw(key: string, options: Options) {
    const { from, to } = options as GetOptions;
    const object = await asked(bucket.get(pathOf(key), { range: { offset: from, length: to - from } }));
    return object?.body ?? null;
  },
  async getMeta(key: string): Promise<(Kept & StorageMeta) | null> {
    const object = await asked(bucket.head(pathOf(key)));
    const { sha256 } = object?.checksums ?? {};
    return object && { size: object.size, sha256: sha256 ? hexOf(sha256) : null };
  },
  hasItem: async (key: string) => (await asked(bucket.head(pathOf(key)))) !== null,
  removeItem: (key: string) => asked(bucket.delete(pathOf(key))),
}));
