/**
 * What our drivers of `unstorage` understand beyond its own interface: bodies that are streams of a known length with a checksum which
 * the store itself verifies, keys that are written once, and ranges.
 */
export interface PutOptions {
  /** In hexadecimal. The store refuses what does not have it. */
  sha256: string;
}

export interface GetOptions {
  /** Bytes, `to` not among them. */
  from: number;
  to: number;
}

export interface Kept {
  size: number;
  /** In hexadecimal, as the store has it. */
  sha256: string | null;
}

/** What came is not what its checksum says: nothing was kept. */
export class Damaged extends Error {}

/** There is something under this key already, and it stays. */
export class Taken extends Error {}

/** The store did not do it, or nobody knows. */
export class StoreFailed extends Error {}

/** `unstorage` separates by colons; a store shows folders where there are slashes. */
export const pathOf = (key: string): string => key.replaceAll(":", "/");

export const base64Of = (hex: string): string =>
  btoa(String.fromCharCode(...hex.match(/../g)!.map((pair) => Number.parseInt(pair, 16))));

/** What `unstorage` wants of every driver, and nobody asks of ours: parts are bytes, and who has a file knows their names. */
export const unlisted = {
  getItem: () => null,
  getKeys: (): never => {
    throw new StoreFailed("files are not listed");
  },
};
