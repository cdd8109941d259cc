/** Which pieces of which parts a range of a file is. */
import { PART_BYTES } from "../../machines/upload-setup.ts";

export interface Piece {
  /** Of the part. */
  n: number;
  /** Bytes within the part, `to` not among them. */
  from: number;
  to: number;
}

/** @param to Not part of it. */
export function piecesOf(from: number, to: number, partBytes = PART_BYTES): Piece[] {
  const pieces: Piece[] = [];
  for (let n = Math.floor(from / partBytes); n * partBytes < to; n++) {
    const start = n * partBytes;
    pieces.push({ n, from: Math.max(0, from - start), to: Math.min(partBytes, to - start) });
  }
  return pieces;
}
