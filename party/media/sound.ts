/** Sound without a container to speak of: MP3, AAC as it is streamed, AMR, WAV. Lengths of the first three are often estimates. */
import type { Found } from "../../machines/media-limits.ts";
import { Broken, type Piece, type Window } from "./window.ts";

/** Frames are looked for in so much, and an average taken of as many as it holds. */
const SAMPLE_BYTES = 32 * 1024;
const TAGS_MAX = 4;

/** Where sound begins after the tags that players put in front: a cover may be megabytes of them. */
async function afterTags(file: Window): Promise<number> {
  let at = 0;
  for (let n = 0; n < TAGS_MAX; n++) {
    const tag = await file.at(at, 10);
    if (tag.text(0, 3) !== "ID3" || tag.length < 10) break;
    const size = (tag.u8(6) << 21) | (tag.u8(7) << 14) | (tag.u8(8) << 7) | tag.u8(9);
    at += 10 + size + (tag.u8(5) & 0x10 ? 10 : 0);
  }
  return at;
}

interface Frame {
  bytes: number;
  samples: number;
  rate: number;
  channels: number;
}

const V1_KBITS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const V2_KBITS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const MP3_RATES = [44_100, 48_000, 32_000];

/** Layer III alone: what goes by the name of MP3. */
function mp3Frame(piece: Piece, at: number): Frame | undefined {
  if (at + 4 > piece.length) return undefined;
  const head = piece.u32(at);
  const version = (head >> 19) & 3;
  const isLayer3 = ((head >> 17) & 3) === 1;
  const rate = MP3_RATES[(head >> 10) & 3];
  const isFirst = version === 3;
  const kbits = (isFirst ? V1_KBITS : V2_KBITS)[(head >> 12) & 15];
  if (head >>> 21 !== 0x7ff || version === 1 || !isLayer3 || !rate || !kbits) return undefined;
  const real = rate / (isFirst ? 1 : version === 2 ? 2 : 4);
  const bytes = Math.floor(((isFirst ? 144 : 72) * kbits * 1000) / real) + ((head >> 9) & 1);
  const channels = ((head >> 6) & 3) === 3 ? 1 : 2;
  return { bytes, samples: isFirst ? 1152 : 576, rate: real, channels };
}

const AAC_RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350];
const AAC_CHANNELS = [2, 1, 2, 3, 4, 5, 6, 8];

function aacFrame(piece: Piece, at: number): Frame | undefined {
  if (at + 7 > piece.length || (piece.u16(at) & 0xfff6) !== 0xfff0) return undefined;
  const rate = AAC_RATES[(piece.u8(at + 2) >> 2) & 15];
  const channels = AAC_CHANNELS[((piece.u8(at + 2) & 1) << 2) | (piece.u8(at + 3) >> 6)]!;
  const bytes = ((piece.u8(at + 3) & 3) << 11) | (piece.u8(at + 4) << 3) | (piece.u8(at + 5) >> 5);
  return rate && bytes >= 7 ? { bytes, samples: 1024, rate, channels } : undefined;
}

type Kind = "mp3" | "aac";
const FRAMES = { mp3: mp3Frame, aac: aacFrame };

/** Two of them, one after the other and alike: one alone may be anything. */
function firstFrame(piece: Piece, kind: Kind): { at: number; frame: Frame } | undefined {
  const read = FRAMES[kind];
  const last = kind === "mp3" ? Math.min(4096, piece.length - 4) : 0;
  for (let at = 0; at <= last; at++) {
    const frame = read(piece, at);
    const next = frame && read(piece, at + frame.bytes);
    if (frame && (next ? next.rate === frame.rate : at + frame.bytes === piece.length)) return { at, frame };
  }
  return undefined;
}

/** Whether it is sound of frames, and which. */
export async function lookIntoFrames(file: Window, found: Found): Promise<boolean> {
  const start = await afterTags(file);
  const piece = await file.at(start, SAMPLE_BYTES);
  for (const kind of ["aac", "mp3"] as const) {
    const first = firstFrame(piece, kind);
    if (!first) continue;
    const { frame, at } = first;
    found.type = kind === "mp3" ? "audio/mpeg" : "audio/aac";
    found.container = kind === "mp3" ? "mp3" : "adts";
    found.audio = { codec: kind, channels: frame.channels };
    const rest = file.size - start - at;
    const frames =
      (kind === "mp3" && countedFrames(piece.sub(at), frame)) || estimatedFrames(piece.sub(at), kind, rest);
    found.durationMs = Math.round((frames * frame.samples * 1000) / frame.rate);
    return true;
  }
  return false;
}

/** Encoders of changing rates put the number of frames into the first one. */
function countedFrames(piece: Piece, frame: Frame): number {
  const isFirst = frame.samples === 1152;
  const side = isFirst ? (frame.channels === 1 ? 17 : 32) : frame.channels === 1 ? 9 : 17;
  const mark = piece.text(4 + side, 4);
  if (mark === "Xing" || mark === "Info") return (piece.u32(8 + side) & 1) === 1 ? piece.u32(12 + side) : 0;
  return piece.text(36, 4) === "VBRI" ? piece.u32(50) : 0;
}

function estimatedFrames(piece: Piece, kind: Kind, bytes: number): number {
  let [at, count] = [0, 0];
  for (let frame = FRAMES[kind](piece, 0); frame; frame = FRAMES[kind](piece, at)) {
    at += frame.bytes;
    count++;
  }
  return count === 0 || at === 0 ? 0 : Math.round((bytes * count) / at);
}

const AMR_BYTES = [13, 14, 16, 18, 20, 21, 27, 32, 6];
const AMR_WB_BYTES = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6];

/** RFC 4867, 5: what has more channels than one says how many, in 32 bits behind its magic. */
const AMR_MAGIC = /^#!AMR(-WB)?(_MC1\.0)?\n/;

export async function lookIntoAmr(file: Window, found: Found): Promise<void> {
  const piece = await file.at(0, SAMPLE_BYTES);
  const [magic, isWide, isMulti] = AMR_MAGIC.exec(piece.text(0, 16)) ?? [];
  if (magic === undefined) throw new Broken("no such AMR");
  if (isWide) found.type = "audio/amr-wb";
  found.audio = { codec: isWide ? "amr-wb" : "amr", channels: isMulti ? piece.u32(magic.length) & 15 : 1 };
  // A frame of each channel in turn: how long all of them are is not worth more of a reader.
  if (isMulti) return;
  const start = magic.length;
  let [at, count] = [start, 0];
  while (at < piece.length) {
    at += (isWide ? AMR_WB_BYTES : AMR_BYTES)[(piece.u8(at) >> 3) & 15] ?? 1;
    count++;
  }
  const frames = at >= file.size ? count : (count * (file.size - start)) / (at - start);
  found.durationMs = Math.round(frames * 20);
}

const WAV_CODECS: Record<number, string> = { 6: "alaw", 7: "ulaw", 0x55: "mp3" };
const CHUNKS_MAX = 64;

export async function lookIntoWav(file: Window, found: Found): Promise<void> {
  let at = 12;
  let bytesPerSecond = 0;
  for (let n = 0; n < CHUNKS_MAX && at + 8 <= file.size; n++) {
    const chunk = await file.at(at, 40);
    const [name, size] = [chunk.text(0, 4), chunk.le32(4)];
    if (name === "fmt ") {
      const said = chunk.le16(8);
      // "Extensible": the real one follows.
      const tag = said === 0xfffe ? chunk.le16(32) : said;
      const bits = chunk.le16(22);
      const pcm = tag === 1 ? `pcm-${bits === 8 ? "u" : "s"}${bits}` : tag === 3 ? `pcm-f${bits}` : undefined;
      found.audio = { codec: pcm ?? WAV_CODECS[tag] ?? `wav-${tag}`, channels: chunk.le16(10) };
      bytesPerSecond = chunk.le32(16);
    }
    if (name === "data") {
      const bytes = Math.min(size, file.size - at - 8);
      if (bytesPerSecond > 0) found.durationMs = Math.round((bytes / bytesPerSecond) * 1000);
      return;
    }
    at += 8 + size + (size % 2);
  }
}
