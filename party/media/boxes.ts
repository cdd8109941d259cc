/** The boxes of which MP4, MOV, 3GP, HEIC and AVIF are made: only their heads are read, so that a table of any length costs nothing. */
import { Broken, type Window } from "./window.ts";

export interface Box {
  name: string;
  /** Where its content begins and ends. */
  from: number;
  to: number;
}

/** More than a real file has in one box; a fragmented one has its `moov` before the rest. */
const BOXES_MAX = 512;

export async function* boxes(file: Window, from: number, to: number): AsyncGenerator<Box> {
  let at = from;
  for (let n = 0; n < BOXES_MAX && at + 8 <= to; n++) {
    const head = await file.at(at, 16);
    const short = head.u32(0);
    const size = short === 1 ? head.u64(8) : short === 0 ? to - at : short;
    const headBytes = short === 1 ? 16 : 8;
    if (size < headBytes) throw new Broken("a box smaller than its head");
    yield { name: head.text(4, 4), from: at + headBytes, to: Math.min(at + size, to) };
    at += size;
  }
}

/** The first box at the end of a path of names. */
export async function boxAt(
  file: Window,
  within: { from: number; to: number },
  ...path: string[]
): Promise<Box | undefined> {
  let inside: { from: number; to: number } | Box = within;
  for (const name of path) {
    let found: Box | undefined;
    for await (const box of boxes(file, inside.from, inside.to)) {
      if (box.name !== name) continue;
      found = box;
      break;
    }
    if (!found) return undefined;
    inside = found;
  }
  return inside as Box;
}
