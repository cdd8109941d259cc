/**
 * Where files are: in parts, each under a key of its own, so that nothing is ever whole in memory. A part is written once. Who may read
 * or write one is not asked here.
 */
import { createStorage, type Storage } from "unstorage";
import type { Bindings, Settings } from "../engine/definition.ts";
import { Damaged, Taken, StoreFailed, type GetOptions, type Kept, type PutOptions } from "./driver.ts";
import { piecesOf, type Piece } from "./pieces.ts";
import { r2Driver } from "./r2.ts";
import { s3Driver } from "./s3.ts";
import { placeOf } from "./settings.ts";

export interface FileId {
  project: string;
  id: string;
}

/** Of the parts of one file. */
const ERASED_ABREAST = 16;
/** Who looks into a file looks at its beginning, its end and its tables, and never at this much at once. */
const LOOK_MAX_BYTES = 16 * 1024 * 1024;

/** `same`: it was there already, and was this one. `other`: it was not. */
export type Put = "stored" | "same" | "other" | "damaged";

export class Store {
  readonly #storage: Storage;

  private constructor(driver: ReturnType<typeof r2Driver> | ReturnType<typeof s3Driver>) {
    this.#storage = createStorage({ driver });
  }

  /** @throws {WrongSetting} */
  static of(settings: Settings, bindings: Bindings): Store {
    const place = placeOf(settings, bindings);
    return new Store(place.via === "s3" ? s3Driver(place) : r2Driver(place.bucket as never));
  }

  /** @param body If it is a stream, of a length that is known, as a request's is. @throws {StoreFailed} */
  async putPart(file: FileId, n: number, body: ReadableStream | Uint8Array, { sha256 }: PutOptions): Promise<Put> {
    const key = keyOf(file, n);
    try {
      await this.#storage.setItemRaw(key, body, { sha256 });
      return "stored";
    } catch (error) {
      if (error instanceof Damaged) return "damaged";
      if (!(error instanceof Taken)) throw error;
    }
    // As after a kill between this write and the room's: it is asked for again, and nothing must be sent that is there.
    const kept = (await this.#storage.getMeta(key, { nativeOnly: true })) as unknown as Kept;
    return kept.sha256 === sha256 ? "same" : "other";
  }

  /** Bytes `from` to before `to`, as a stream whose length is known; null: they are not there. One part ahead is opened, no more. */
  async readRange(file: FileId, from: number, to: number): Promise<ReadableStream<Uint8Array> | null> {
    const [piece, ...more] = piecesOf(from, to);
    const first = piece && (await this.#open(file, piece));
    if (!first || more.length === 0) return first ?? null;
    const { readable, writable } = new FixedLengthStream(to - from);
    // Whoever has gone away stops it; who still reads is told by the stream's length that it has ended too early.
    this.#pump(file, first, more, writable).catch(() => {});
    return readable;
  }

  async readBytes(file: FileId, from: number, to: number): Promise<Uint8Array> {
    if (to - from > LOOK_MAX_BYTES) throw new RangeError(`${to - from} bytes at once`);
    const parts = piecesOf(from, to).map((piece) => this.#open(file, piece));
    const bytes = new Uint8Array(to - from);
    let at = 0;
    for (const part of await Promise.all(parts)) {
      if (!part) throw new StoreFailed("a part is not there");
      const read = new Uint8Array(await new Response(part).arrayBuffer());
      bytes.set(read, at);
      at += read.length;
    }
    return bytes;
  }

  /** Also what is not there: it may be asked for again. */
  async erase(file: FileId, parts: number): Promise<void> {
    const rest = Array.from({ length: parts }, (_, n) => n).values();
    const eraseSome = async (): Promise<void> => {
      for (const n of rest) await this.#storage.removeItem(keyOf(file, n));
    };
    await Promise.all(Array.from({ length: ERASED_ABREAST }, eraseSome));
  }

  #open(file: FileId, { n, from, to }: Piece): Promise<ReadableStream<Uint8Array> | null> {
    return this.#storage.getItemRaw(keyOf(file, n), { from, to } satisfies GetOptions);
  }

  async #pump(
    file: FileId,
    first: ReadableStream<Uint8Array>,
    more: readonly Piece[],
    writable: WritableStream<Uint8Array>,
  ): Promise<void> {
    let next: Promise<ReadableStream<Uint8Array> | null> = Promise.resolve(first);
    try {
      for (let n = 0; n <= more.length; n++) {
        const part = await next;
        if (!part) throw new StoreFailed("a part is not there");
        const following = more[n];
        next = following ? this.#open(file, following) : Promise.resolve(null);
        // Looked at in its turn: until then its failure is nobody's.
        next.catch(() => {});
        await part.pipeTo(writable, { preventClose: true });
      }
      await writable.close();
    } catch (error) {
      await next.then((opened) => opened?.cancel()).catch(() => {});
      await writable.abort(error).catch(() => {});
      throw error;
    }
  }
}

const keyOf = ({ project, id }: FileId, n: number): string => `files/${project}/${id}/${n}`;
