/** The size of a picture as it is shown, and how deep its colours are, out of its head. */
import type { Found } from "../../machines/media-limits.ts";
import { Broken, type Piece, type Window } from "./window.ts";

type Size = Pick<Found, "width" | "height" | "bits">;

const gif = (head: Piece): Size => ({ width: head.le16(6), height: head.le16(8) });
const png = (head: Piece): Size => ({ width: head.u32(16), height: head.u32(20), bits: head.u8(24) });
/** A negative height: drawn from the top. */
const bmp = (head: Piece): Size => ({ width: head.le32(18), height: Math.abs(head.le32(22) | 0) });

function webp(head: Piece): Size {
  const form = head.text(12, 4);
  if (form === "VP8X") return { width: head.le24(24) + 1, height: head.le24(27) + 1 };
  if (form === "VP8L") {
    const bits = head.le32(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (form !== "VP8 ") throw new Broken("no such WebP");
  return { width: head.le16(26) & 0x3fff, height: head.le16(28) & 0x3fff };
}

const BY_TYPE: Record<string, (head: Piece) => Size> = {
  "image/png": png,
  "image/apng": png,
  "image/gif": gif,
  "image/webp": webp,
  "image/bmp": bmp,
};

export async function lookIntoPicture(file: Window, found: Found): Promise<void> {
  if (found.type === "image/jpeg") return lookIntoJpeg(file, found);
  Object.assign(found, BY_TYPE[found.type]?.(await file.at(0, 64)));
}

/** Cameras and editors put hundreds of segments before the picture: previews, profiles, histories. */
const SEGMENTS_MAX = 512;
const EXIF_BYTES = 4096;
const START_OF_SCAN = 0xda;
/** Start of frame, in all its kinds; between them are tables (C4, CC) and something reserved (C8). */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

async function lookIntoJpeg(file: Window, found: Found): Promise<void> {
  let at = 2;
  let isTurned = false;
  for (let n = 0; n < SEGMENTS_MAX; n++) {
    const head = await file.at(at, 10);
    const marker = head.u8(1);
    if (head.u8(0) !== 0xff || marker === START_OF_SCAN) return;
    if (marker === 0xff) {
      // Filling, of which there may be any amount.
      at += 1;
      continue;
    }
    if (isFrame(marker)) {
      const [bits, height, width] = [head.u8(4), head.u16(5), head.u16(7)];
      Object.assign(found, { bits }, isTurned ? { width: height, height: width } : { width, height });
      return;
    }
    if (marker === 0xe1) isTurned ||= turns(await file.at(at + 4, Math.min(EXIF_BYTES, head.u16(2))));
    at += 2 + head.u16(2);
  }
}

const ORIENTATION = 0x0112;
/** 5 to 8 lie on their side. */
function turns(exif: Piece): boolean {
  if (exif.text(0, 6) !== "Exif\0\0") return false;
  const tiff = exif.sub(6);
  const isLittle = tiff.text(0, 2) === "II";
  const u16 = isLittle ? tiff.le16 : tiff.u16;
  const u32 = isLittle ? tiff.le32 : tiff.u32;
  try {
    const directory = u32(4);
    const count = u16(directory);
    for (let n = 0; n < count; n++) {
      const at = directory + 2 + n * 12;
      if (u16(at) === ORIENTATION) return u16(at + 8) >= 5 && u16(at + 8) <= 8;
    }
  } catch {
    // Past what was read of it: what it says of its maker is broken, and the picture need not be.
  }
  return false;
}
