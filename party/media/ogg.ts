/** OGG: which codecs its streams begin with, and how long, by the place that its last page gives. */
import type { Found } from "../../machines/media-limits.ts";
import { addSound } from "./tracks.ts";
import type { Piece, Window } from "./window.ts";

const FIRST_PAGES_MAX = 8;
/** A page is 65,307 bytes at most, so that the last one begins within this. */
const TAIL_BYTES = 66 * 1024;
const NO_PLACE = 2 ** 64;

interface Stream {
  serial: number;
  rate: number;
  skip: number;
}

export async function lookIntoOgg(file: Window, found: Found): Promise<void> {
  let at = 0;
  let timed: Stream | undefined;
  for (let n = 0; n < FIRST_PAGES_MAX; n++) {
    const page = await file.at(at, 27 + 255 + 64);
    if (page.text(0, 4) !== "OggS" || (page.u8(5) & 2) === 0) break;
    const segments = page.u8(26);
    const packet = page.sub(27 + segments);
    timed = begin(packet, page.le32(14), found) ?? timed;
    at += 27 + segments;
    for (let i = 0; i < segments; i++) at += page.u8(27 + i);
  }
  if (!timed) return;
  const ms = Math.round(((await end(file, timed)) / timed.rate) * 1000);
  if (ms > 0) found.durationMs = ms;
}

/** What the first packet of a stream says it is; the stream itself where its places are counted in samples. */
function begin(packet: Piece, serial: number, found: Found): Stream | undefined {
  if (packet.text(0, 8) === "OpusHead") {
    addSound(found, { codec: "opus", channels: packet.u8(9) });
    return { serial, rate: 48_000, skip: packet.le16(10) };
  }
  if (packet.text(0, 7) === "\u0001vorbis") {
    addSound(found, { codec: "vorbis", channels: packet.u8(11) });
    return { serial, rate: packet.le32(12), skip: 0 };
  }
  if (packet.text(0, 8) === "Speex   ") {
    addSound(found, { codec: "speex", channels: packet.le32(48) });
    return { serial, rate: packet.le32(36), skip: 0 };
  }
  if (packet.text(0, 5) === "\u007fFLAC") addSound(found, { codec: "flac", channels: ((packet.u8(29) >> 1) & 7) + 1 });
  if (packet.text(0, 7) === "\u0080theora") found.video ??= { codec: "theora" };
  return undefined;
}

async function end(file: Window, { serial, skip }: Stream): Promise<number> {
  const tail = await file.at(Math.max(0, file.size - TAIL_BYTES), TAIL_BYTES);
  for (let at = tail.lastIndexOf("OggS"); at >= 0; at = tail.lastIndexOf("OggS", at - 1)) {
    if (at + 18 > tail.length || tail.le32(at + 14) !== serial) continue;
    const place = tail.le64(at + 6);
    if (place < NO_PLACE) return place - skip;
  }
  return 0;
}
