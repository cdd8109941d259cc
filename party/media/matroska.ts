/** Matroska and WebM: its kind, its tracks, its length. What was recorded by a browser often does not know its own length. */
import type { Found } from "../../machines/media-limits.ts";
import { addSound } from "./tracks.ts";
import type { Piece, Window } from "./window.ts";

const EBML = 0x1a45dfa3;
const DOC_TYPE = 0x4282;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TIMESTAMP_SCALE = 0x2ad7b1;
const DURATION = 0x4489;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_TYPE = 0x83;
const CODEC = 0x86;
const VIDEO = 0xe0;
const WIDTH = 0xb0;
const HEIGHT = 0xba;
const AUDIO = 0xe1;
const CHANNELS = 0x9f;

const ELEMENTS_MAX = 512;

const CODECS: [RegExp, string][] = [
  [/^V_VP8/, "vp8"],
  [/^V_VP9/, "vp9"],
  [/^V_AV1/, "av1"],
  [/^V_MPEG4\/ISO\/AVC/, "avc"],
  [/^V_MPEGH\/ISO\/HEVC/, "hevc"],
  [/^V_MPEG4/, "mpeg4"],
  [/^A_OPUS/, "opus"],
  [/^A_VORBIS/, "vorbis"],
  [/^A_AAC/, "aac"],
  [/^A_MPEG\/L3/, "mp3"],
  [/^A_FLAC/, "flac"],
  [/^A_AC3/, "ac3"],
  [/^A_EAC3/, "eac3"],
  [/^A_PCM\/INT\/LIT/, "pcm-s16"],
];
const codecOf = (id: string): string =>
  CODECS.find(([known]) => known.test(id))?.[1] ?? (id.replaceAll(/[^\w./-]/g, "").toLowerCase() || "unknown");

interface Element {
  id: number;
  from: number;
  to: number;
}

async function* elements(file: Window, from: number, to: number): AsyncGenerator<Element> {
  let at = from;
  for (let n = 0; n < ELEMENTS_MAX && at < to; n++) {
    const head = await file.at(at, 12);
    const idBytes = Math.clz32(head.u8(0)) - 23;
    if (idBytes > 4) return;
    const sizeBytes = Math.clz32(head.u8(idBytes)) - 23;
    if (sizeBytes > 8) return;
    const id = number(head, 0, idBytes);
    const known = sized(head, idBytes, sizeBytes);
    const begin = at + idBytes + sizeBytes;
    // All ones: made while it was recorded, and as long as what holds it.
    const end = known === 2 ** (7 * sizeBytes) - 1 ? to : Math.min(to, begin + known);
    yield { id, from: begin, to: end };
    at = end;
  }
}

function number(piece: Piece, from: number, bytes: number): number {
  let value = 0;
  for (let i = 0; i < bytes; i++) value = value * 256 + piece.u8(from + i);
  return value;
}

/** Without the bit that says how many bytes it has: with it, a small size in eight bytes would be rounded. */
const sized = (head: Piece, at: number, bytes: number): number =>
  (head.u8(at) & (0xff >> bytes)) * 256 ** (bytes - 1) + number(head, at + 1, bytes - 1);

const value = async (file: Window, { from, to }: Element): Promise<number> =>
  number(await file.at(from, 8), 0, Math.min(8, to - from));

export async function lookIntoMatroska(file: Window, found: Found): Promise<void> {
  for await (const top of elements(file, 0, file.size)) {
    if (top.id === EBML) await kind(file, top, found);
    if (top.id !== SEGMENT) continue;
    for await (const part of elements(file, top.from, top.to)) {
      if (part.id === INFO) await length(file, part, found);
      if (part.id !== TRACKS) continue;
      for await (const track of elements(file, part.from, part.to)) {
        if (track.id === TRACK) await lookIntoTrack(file, track, found);
      }
    }
    return;
  }
}

async function kind(file: Window, head: Element, found: Found): Promise<void> {
  for await (const { id, from, to } of elements(file, head.from, head.to)) {
    if (id !== DOC_TYPE) continue;
    const name = (await file.at(from, Math.min(16, to - from))).text(0, 16).replace(/\0.*$/s, "");
    found.container = name === "webm" ? "webm" : "matroska";
    found.type = name === "webm" ? "video/webm" : "video/x-matroska";
  }
}

async function length(file: Window, info: Element, found: Found): Promise<void> {
  let scale = 1_000_000;
  let units = 0;
  for await (const element of elements(file, info.from, info.to)) {
    if (element.id === TIMESTAMP_SCALE) scale = await value(file, element);
    if (element.id !== DURATION) continue;
    const raw = await file.at(element.from, 8);
    units = element.to - element.from === 4 ? raw.f32(0) : raw.f64(0);
  }
  const ms = Math.round((units * scale) / 1_000_000);
  if (ms > 0 && Number.isSafeInteger(ms)) found.durationMs = ms;
}

async function lookIntoTrack(file: Window, track: Element, found: Found): Promise<void> {
  let type = 0;
  let codec = "unknown";
  let channels = 1;
  let size: { width?: number; height?: number } = {};
  for await (const element of elements(file, track.from, track.to)) {
    if (element.id === TRACK_TYPE) type = await value(file, element);
    if (element.id === CODEC) {
      const id = await file.at(element.from, Math.min(64, element.to - element.from));
      codec = codecOf(id.text(0, 64));
    }
    if (element.id === AUDIO) {
      for await (const one of elements(file, element.from, element.to)) {
        if (one.id === CHANNELS) channels = await value(file, one);
      }
    }
    if (element.id === VIDEO) {
      for await (const one of elements(file, element.from, element.to)) {
        if (one.id === WIDTH) size = { ...size, width: await value(file, one) };
        if (one.id === HEIGHT) size = { ...size, height: await value(file, one) };
      }
    }
  }
  if (type === 1 && !found.video) Object.assign(found, { video: { codec } }, size);
  if (type === 2) addSound(found, { codec, channels });
}
