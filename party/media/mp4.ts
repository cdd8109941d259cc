/**
 * MP4, MOV and 3GP: what the tracks are, how large, how long. Only heads and descriptions are read, never the tables of samples:
 * a table that says it has four thousand million entries is what a library that builds it falls over.
 */
import type { Found } from "../../machines/media-limits.ts";
import { type Box, boxAt, boxes } from "./boxes.ts";
import { addSound } from "./tracks.ts";
import type { Piece, Window } from "./window.ts";

const TRACKS_MAX = 32;
const DESCRIPTION_BYTES = 4096;

/** By sample entry; what is not here keeps its four letters. */
const CODECS: Record<string, string> = {
  avc1: "avc",
  avc3: "avc",
  hvc1: "hevc",
  hev1: "hevc",
  dvh1: "hevc",
  dvhe: "hevc",
  vp08: "vp8",
  vp09: "vp9",
  av01: "av1",
  mp4v: "mpeg4",
  s263: "h263",
  samr: "amr",
  sawb: "amr-wb",
  opus: "opus",
  flac: "flac",
  "ac-3": "ac3",
  "ec-3": "eac3",
  ".mp3": "mp3",
  sowt: "pcm-s16",
};
/** What `mp4a` and `mp4v` hold, by the object type of their stream. */
const OBJECT_TYPES: Record<number, string> = {
  0x20: "mpeg4",
  0x21: "avc",
  0x40: "aac",
  0x66: "aac",
  0x67: "aac",
  0x68: "aac",
  0x69: "mp3",
  0x6b: "mp3",
  0xdd: "vorbis",
};

export async function lookIntoMp4(file: Window, found: Found): Promise<void> {
  const moov = await boxAt(file, { from: 0, to: file.size }, "moov");
  if (!moov) return;
  let tracks = 0;
  for await (const box of boxes(file, moov.from, moov.to)) {
    if (box.name === "mvhd") duration(await file.at(box.from, 32), found);
    if (box.name === "trak" && ++tracks <= TRACKS_MAX) await lookIntoTrack(file, box, found);
  }
  if (found.durationMs === undefined) await lookIntoFragments(file, moov, found);
}

/** Of a movie or of its fragments all together: versions 0 and 1 differ in how many bytes a time has. */
function duration(head: Piece, found: Found): void {
  const isLong = head.u8(0) === 1;
  const timescale = head.u32(isLong ? 20 : 12);
  const units = isLong ? head.u64(24) : head.u32(16);
  const isUnknown = units === 0 || timescale === 0 || units >= (isLong ? 2 ** 53 : 0xffffffff);
  if (!isUnknown) found.durationMs = Math.round((units / timescale) * 1000);
}

/** Made while it was recorded: its head says 0, and a box for those who follow may say the rest. */
async function lookIntoFragments(file: Window, moov: Box, found: Found): Promise<void> {
  const whole = await boxAt(file, moov, "mvex", "mehd");
  const head = await boxAt(file, moov, "mvhd");
  if (!whole || !head) return;
  const [length, times] = [await file.at(whole.from, 12), await file.at(head.from, 24)];
  const units = length.u8(0) === 1 ? length.u64(4) : length.u32(4);
  const timescale = times.u32(times.u8(0) === 1 ? 20 : 12);
  if (timescale > 0 && units > 0 && units < 2 ** 53) found.durationMs = Math.round((units / timescale) * 1000);
}

async function lookIntoTrack(file: Window, track: Box, found: Found): Promise<void> {
  const handler = await boxAt(file, track, "mdia", "hdlr");
  const description = await boxAt(file, track, "mdia", "minf", "stbl", "stsd");
  if (!handler || !description) return;
  const what = (await file.at(handler.from, 12)).text(8, 4);
  // After version, flags and a count: its size, its four letters.
  const entry = (await file.at(description.from, DESCRIPTION_BYTES)).sub(8);
  const letters = entry.text(4, 4);
  if (what === "vide" && !found.video) {
    found.video = { codec: codecOf(letters, entry) };
    await size(file, track, entry, found);
  }
  if (what !== "soun") return;
  const sound = aacChannels(entry) ?? channelsOf(entry);
  addSound(found, { codec: codecOf(letters, entry), channels: sound });
}

const MPEG_4 = new Set(["mp4a", "mp4v"]);
function codecOf(letters: string, entry: Piece): string {
  const known = CODECS[letters.toLowerCase()];
  const stream = MPEG_4.has(letters) ? streamOf(entry) : undefined;
  // The letters come from the file and are shown: only such as can be read.
  return (
    (stream && OBJECT_TYPES[stream.objectType]) ??
    known ??
    (letters.replaceAll(/[^\w.-]/g, "").toLowerCase() || "unknown")
  );
}

/** Version 2 of QuickTime's description says the channels in another place. */
const channelsOf = (entry: Piece): number => (entry.u16(16) === 2 ? entry.u32(48) : entry.u16(24));

/** The description of an MPEG-4 stream: descriptors, each a tag, a length of one to four bytes, and content. */
function streamOf(entry: Piece): { objectType: number; special: Piece } | undefined {
  const esds = entry.indexOf("esds");
  if (esds < 0) return undefined;
  let at = esds + 8;
  const next = (): { tag: number; length: number } => {
    const tag = entry.u8(at++);
    let length = 0;
    for (let n = 0; n < 4; n++) {
      const byte = entry.u8(at++);
      length = (length << 7) | (byte & 0x7f);
      if ((byte & 0x80) === 0) break;
    }
    return { tag, length };
  };
  if (next().tag !== 0x03) return undefined;
  const flags = entry.u8(at + 2);
  at += 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x40 ? 1 + entry.u8(at + 3) : 0) + (flags & 0x20 ? 2 : 0);
  if (next().tag !== 0x04) return undefined;
  const objectType = entry.u8(at);
  at += 13;
  const special = at < entry.length && next().tag === 0x05 ? entry.sub(at) : entry.sub(entry.length);
  return { objectType, special };
}

const CHANNELS_BY_CONFIGURATION = [undefined, 1, 2, 3, 4, 5, 6, 8];
/** What the stream says of itself: encoders often write 2 into the description of a mono one. */
function aacChannels(entry: Piece): number | undefined {
  const stream = entry.text(4, 4) === "mp4a" ? streamOf(entry) : undefined;
  if (!stream || stream.special.length < 2 || OBJECT_TYPES[stream.objectType] !== "aac") return undefined;
  const bits = stream.special.u16(0);
  const hasOwnRate = ((bits >> 7) & 0xf) === 0xf;
  if (hasOwnRate || bits >> 11 === 31) return undefined;
  return CHANNELS_BY_CONFIGURATION[(bits >> 3) & 0xf];
}

/** As it is shown: a phone held upright records a lying picture and says to turn it. */
async function size(file: Window, track: Box, entry: Piece, found: Found): Promise<void> {
  const box = await boxAt(file, track, "tkhd");
  const head = box && (await file.at(box.from, 96));
  const matrix = head?.u8(0) === 1 ? 52 : 40;
  const shown = head ? [head.u16(matrix + 36), head.u16(matrix + 40)] : [0, 0];
  const [width, height] = shown[0]! > 0 && shown[1]! > 0 ? shown : [entry.u16(32), entry.u16(34)];
  const isTurned = head !== undefined && head.u32(matrix) === 0 && head.u32(matrix + 16) === 0;
  found.width = isTurned ? height! : width!;
  found.height = isTurned ? width! : height!;
}
