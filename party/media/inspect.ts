/**
 * What a file is, by what is in it. The same in a browser before it is sent and on the server after it came; what is found is plain
 * data, and `machines/media-limits.ts` judges it.
 *
 * A file may be broken, cut, or made to harm whoever looks: then what was found before that stands, and nothing is thrown. It is
 * read by ranges, of which there are few and never more than a bound, and no number in it decides how much is done with it.
 */
import { fileTypeFromBuffer } from "file-type";
import type { Found } from "../../machines/media-limits.ts";
import { lookIntoArchive } from "./archive.ts";
import { lookIntoCompound } from "./compound.ts";
import { lookIntoHeif } from "./heif.ts";
import { lookIntoMatroska } from "./matroska.ts";
import { lookIntoMp4 } from "./mp4.ts";
import { lookIntoOgg } from "./ogg.ts";
import { lookIntoPicture } from "./pictures.ts";
import { lookIntoAmr, lookIntoFrames, lookIntoWav } from "./sound.ts";
import { textOf, typeOfText } from "./text.ts";
import { type Piece, type Read, ReadFailed, Window } from "./window.ts";

const NOBODY_KNOWS = "application/octet-stream";
const HEAD_BYTES = 4100;
const TEXT_SAMPLE_BYTES = 16 * 1024;
/** A day of sound: what says it is longer is mistaken. */
const DURATION_MAX_MS = 86_400_000;
const SIDE_MAX = 1_000_000;
const CHANNELS_MAX = 255;

/** `name` only decides between kinds of text; what a file is called proves nothing. Throws what `read` throws, and else nothing. */
export async function inspect(read: Read, bytes: number, name: string): Promise<Found> {
  const found: Found = { type: NOBODY_KNOWS, bytes };
  try {
    await lookInto(new Window(read, bytes), name, found);
  } catch (reason) {
    if (reason instanceof ReadFailed) throw reason.cause ?? reason;
    // Broken or hostile: what was found before that stands.
  }
  return tidied(found);
}

async function lookInto(file: Window, name: string, found: Found): Promise<void> {
  const head = await file.at(0, HEAD_BYTES);
  if (head.length === 0) return;
  if (ARCHIVE.has(head.text(0, 4))) return lookIntoArchive(file, found);
  if (head.text(0, 4) === "\u00d0\u00cf\u0011\u00e0") return lookIntoCompound(file, found);
  if (head.text(4, 4) === "ftyp") return lookIntoBoxes(file, head, found);
  const known = head.text(0, 3) === "ID3" ? "audio/mpeg" : isUtf16(head) ? undefined : await magic(head);
  if (known === undefined || known === "application/xml") return lookIntoText(file, name, known, found);
  found.type = known;
  if (known.startsWith("image/")) return lookIntoPicture(file, found);
  return LOOKS[known]?.(file, found);
}

/** With something in it, and empty. */
const ARCHIVE = new Set(["PK\u0003\u0004", "PK\u0005\u0006"]);

/** The mark of such a text is also that of a sound that nobody makes any more. */
const isUtf16 = (head: Piece): boolean => /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(head.text(0, 2));

type Look = (file: Window, found: Found) => Promise<void>;

const within =
  (container: string, look: Look): Look =>
  (file, found) => {
    found.container = container;
    return look(file, found);
  };

async function frames(file: Window, found: Found): Promise<void> {
  // By a tag or one mark alone it is not yet sound.
  if (!(await lookIntoFrames(file, found))) found.type = NOBODY_KNOWS;
}

async function ogg(file: Window, found: Found): Promise<void> {
  found.type = "application/ogg";
  await lookIntoOgg(file, found);
  if (found.video ?? found.audio) found.type = found.video ? "video/ogg" : "audio/ogg";
}

const LOOKS: Record<string, Look> = {
  "audio/mpeg": frames,
  "audio/aac": frames,
  "audio/amr": within("amr", lookIntoAmr),
  "audio/wav": within("wav", lookIntoWav),
  "audio/ogg": within("ogg", ogg),
  "audio/ogg; codecs=opus": within("ogg", ogg),
  "video/ogg": within("ogg", ogg),
  "application/ogg": within("ogg", ogg),
  "video/webm": within("matroska", matroska),
  "video/matroska": within("matroska", matroska),
  "video/x-matroska": within("matroska", matroska),
  "video/quicktime": within("mov", lookIntoMp4),
};

async function matroska(file: Window, found: Found): Promise<void> {
  await lookIntoMatroska(file, found);
  onlySound(found);
}

/** Containers for both that have no picture are sound. */
function onlySound(found: Found): void {
  if (found.audio && !found.video) found.type = found.type.replace("video/", "audio/");
}

const PICTURES: [brand: RegExp, type: string][] = [
  [/^avi[fs]/, "image/avif"],
  [/^he(?:ic|ix|im|is|vc|vx)/, "image/heic"],
  [/^(?:mif1|msf1)/, "image/heif"],
];

async function lookIntoBoxes(file: Window, head: Piece, found: Found): Promise<void> {
  const brands = [head.text(8, 4)];
  for (let at = 16; at + 4 <= Math.min(head.u32(0), 256, head.length); at += 4) brands.push(head.text(at, 4));
  const picture = PICTURES.find(([brand]) => brand.test(brands[0]!));
  if (picture) {
    // "Some picture" first, and which behind it.
    const exact = PICTURES.slice(0, 2).find(([brand]) => brands.some((one) => brand.test(one)));
    found.type = (exact ?? picture)[1];
    found.container = "heif";
    return lookIntoHeif(file, found);
  }
  const [main] = brands as [string];
  if (main === "crx ") {
    found.type = "image/x-canon-cr3";
    return;
  }
  const kind = main === "qt  " ? "mov" : main.startsWith("3g2") ? "3g2" : main.startsWith("3g") ? "3gp" : "mp4";
  found.container = kind;
  found.type = { mov: "video/quicktime", "3g2": "video/3gpp2", "3gp": "video/3gpp", mp4: "video/mp4" }[kind];
  await lookIntoMp4(file, found);
  if (kind !== "mov") onlySound(found);
}

/** It looks no further than the head that it is given, so that nothing in the file can send it on. */
const magic = async (head: Piece): Promise<string | undefined> =>
  // It keeps what it is given and cuts it up: a copy.
  (await fileTypeFromBuffer(head.bytes.slice()).catch(() => undefined))?.mime;

async function lookIntoText(file: Window, name: string, known: string | undefined, found: Found): Promise<void> {
  const { size } = file;
  const others = [size / 2, size - TEXT_SAMPLE_BYTES].filter((start) => start >= TEXT_SAMPLE_BYTES / 2);
  const samples: Uint8Array[] = [];
  for (const start of [0, ...others]) {
    // Letters of UTF-16 begin at even places.
    samples.push((await file.at(Math.floor(start / 2) * 2, TEXT_SAMPLE_BYTES)).bytes);
  }
  const text = textOf(samples);
  if (text !== undefined) found.type = typeOfText(text, name);
  else if (known) found.type = known;
  // Readers of PDF take one that does not begin at the first byte; so do we, where nothing but emptiness is before it.
  const begin = (await file.at(0, 1024)).text(0, 1024);
  if (/^(?:\u00ef\u00bb\u00bf)?\s*%PDF-\d/.test(begin)) found.type = "application/pdf";
}

/** Numbers that a machine, a screen and a stored row can rely on: whole, and of a size that is possible. */
function tidied(found: Found): Found {
  const { width = 0, height = 0, durationMs = -1, audio } = found;
  const isSide = (side: number): boolean => Number.isInteger(side) && side > 0 && side <= SIDE_MAX;
  if (!isSide(width) || !isSide(height)) {
    delete found.width;
    delete found.height;
  }
  if (!Number.isInteger(durationMs) || durationMs <= 0 || durationMs > DURATION_MAX_MS) delete found.durationMs;
  if (audio) audio.channels = Math.max(1, Math.min(CHANNELS_MAX, audio.channels || 1));
  return found;
}
