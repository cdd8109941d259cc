/**
 * A file looked at through a window: ranges in, bytes out, never more than a bound of them, whatever the file says of itself.
 * Every reader of this folder sees a file through one of these, so that none of them can be made to read for ever.
 */

/** Content that is not what it set out to be. Told to nobody: what was found before it stands. */
export class Broken extends Error {}
/** The store or the disk, and not the content: the one thing that `inspect` throws. */
export class ReadFailed extends Error {}

export type Read = (from: number, to: number) => Promise<Uint8Array>;

/** Big enough that most files are judged with one or two reads of the store, where each is a round trip. */
const BLOCK_BYTES = 32 * 1024;
/** 2 MiB of a file of any size. What is looked for lies at the beginning, at the end, or where one of these points to. */
const BLOCKS_MAX = 64;
/** Beyond this a store is too slow to go on looking; what was found by then is told. */
const PATIENCE_MS = 15_000;
/** Pieces asked for: more than the blocks, because most come from one that is already here. A loop ends here at the latest. */
const PIECES_MAX = 20_000;

export class Window {
  readonly #read: Read;
  readonly #blocks = new Map<number, Uint8Array>();
  readonly #until = Date.now() + PATIENCE_MS;
  #pieces = 0;
  readonly size: number;

  constructor(read: Read, size: number) {
    this.#read = read;
    this.size = size;
  }

  /** Shorter where the file ends before it; `length` must be a bound of ours, never a number out of the file. */
  async at(from: number, length: number): Promise<Piece> {
    if (!Number.isSafeInteger(from) || from < 0 || ++this.#pieces > PIECES_MAX) throw new Broken("out of bounds");
    const to = Math.min(this.size, from + length);
    if (to <= from) return new Piece(new Uint8Array(0));
    const first = Math.floor(from / BLOCK_BYTES);
    const last = Math.floor((to - 1) / BLOCK_BYTES);
    if (first === last) {
      const start = first * BLOCK_BYTES;
      return new Piece((await this.#block(first)).subarray(from - start, to - start));
    }
    const bytes = new Uint8Array(to - from);
    for (let n = first; n <= last; n++) {
      const block = await this.#block(n);
      const start = n * BLOCK_BYTES;
      const skip = Math.max(0, from - start);
      bytes.set(block.subarray(skip, to - start), start + skip - from);
    }
    return new Piece(bytes);
  }

  async #block(n: number): Promise<Uint8Array> {
    const known = this.#blocks.get(n);
    if (known) return known;
    if (this.#blocks.size >= BLOCKS_MAX || Date.now() > this.#until) throw new Broken("enough read");
    const from = n * BLOCK_BYTES;
    const to = Math.min(this.size, from + BLOCK_BYTES);
    const block = await this.#read(from, to).catch((cause: unknown) => {
      throw new ReadFailed("the file could not be read", { cause });
    });
    if (block.length !== to - from) throw new ReadFailed(`asked for ${to - from} bytes, got ${block.length}`);
    this.#blocks.set(n, block);
    return block;
  }
}

/** Numbers and letters out of bytes. Past its end every one of them throws, and `inspect` takes that as "broken". */
export class Piece {
  readonly #view: DataView;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8 = (at: number): number => this.#view.getUint8(at);
  u16 = (at: number): number => this.#view.getUint16(at);
  u32 = (at: number): number => this.#view.getUint32(at);
  /** Sizes and times: beyond 2^53 nothing is true of them anyhow. */
  u64 = (at: number): number => Number(this.#view.getBigUint64(at));
  le16 = (at: number): number => this.#view.getUint16(at, true);
  le24 = (at: number): number => this.le16(at) | (this.u8(at + 2) << 16);
  le32 = (at: number): number => this.#view.getUint32(at, true);
  le64 = (at: number): number => Number(this.#view.getBigUint64(at, true));
  f32 = (at: number): number => this.#view.getFloat32(at);
  f64 = (at: number): number => this.#view.getFloat64(at);

  /** As Latin-1: one letter a byte. */
  text(from: number, length: number): string {
    return String.fromCharCode(...this.bytes.subarray(from, from + Math.min(length, 4096)));
  }

  indexOf(text: string, from = 0): number {
    const wanted = Array.from(text, (letter) => letter.charCodeAt(0));
    for (let i = from; i <= this.length - wanted.length; i++) {
      if (wanted.every((byte, n) => this.bytes[i + n] === byte)) return i;
    }
    return -1;
  }

  lastIndexOf(text: string, from = this.length): number {
    for (let i = Math.min(from, this.length - text.length); i >= 0; i--)
      if (this.text(i, text.length) === text) return i;
    return -1;
  }

  sub = (from: number, to?: number): Piece => new Piece(this.bytes.subarray(from, to));
}
