import { expect, test } from "vitest";
import { ADTS, BufferSource, Input, MATROSKA, MP3, MP4, OGG, QTFF, WAVE, WEBM } from "mediabunny";
import type { Found } from "../../machines/media-limits.ts";
import { fileNames, fileOf, look } from "./files.ts";

const OFFICE = "application/vnd.openxmlformats-officedocument";
const mono = (codec: string): { codec: string; channels: number } => ({ codec, channels: 1 });
const shown = { width: 160, height: 120 };
const film = { durationMs: 2024, ...shown, video: { codec: "avc" }, audio: mono("aac") };

const FACTS: Record<string, Omit<Found, "bytes">> = {
  "archive.zip": { type: "application/zip", container: "zip" },
  "document.doc": { type: "application/msword", container: "cfb" },
  "document.docx": { type: `${OFFICE}.wordprocessingml.document`, container: "zip" },
  "document.odt": { type: "application/vnd.oasis.opendocument.text", container: "zip" },
  "document.pdf": { type: "application/pdf" },
  "heic-named.jpg": { type: "image/heic", container: "heif", width: 120, height: 320 },
  "html-named.pdf": { type: "text/html" },
  "moving.webp": { type: "image/webp", width: 64, height: 48 },
  "notes-old.txt": { type: "text/plain" },
  "notes.txt": { type: "text/plain" },
  "picture.avif": { type: "image/avif", container: "heif", width: 320, height: 120 },
  "picture.bmp": { type: "image/bmp", width: 64, height: 24 },
  "picture.gif": { type: "image/gif", width: 96, height: 64 },
  "picture.heic": { type: "image/heic", container: "heif", width: 120, height: 320 },
  "picture.jpg": { type: "image/jpeg", bits: 8, width: 320, height: 120 },
  "picture.png": { type: "image/png", bits: 8, width: 320, height: 120 },
  "picture.webp": { type: "image/webp", width: 320, height: 120 },
  "program-named.pdf": { type: "application/x-msdownload" },
  "script-named.txt": { type: "text/javascript" },
  "see-through.png": { type: "image/png", bits: 8, width: 64, height: 48 },
  "sheet.xls": { type: "application/vnd.ms-excel", container: "cfb" },
  "sheet.xlsx": { type: `${OFFICE}.spreadsheetml.sheet`, container: "zip" },
  "sound-stereo.ogg": { type: "audio/ogg", container: "ogg", audio: { codec: "opus", channels: 2 }, durationMs: 2000 },
  "sound-tagged.mp3": {
    type: "audio/mpeg",
    container: "mp3",
    audio: { codec: "mp3", channels: 2 },
    durationMs: 2038,
  },
  "sound-vorbis.ogg": { type: "audio/ogg", container: "ogg", audio: mono("vorbis"), durationMs: 2000 },
  "sound.aac": { type: "audio/aac", container: "adts", audio: mono("aac"), durationMs: 2043 },
  "sound.amr": { type: "audio/amr", container: "amr", audio: mono("amr"), durationMs: 2020 },
  "sound.m4a": { type: "audio/mp4", container: "mp4", audio: { codec: "aac", channels: 2 }, durationMs: 2024 },
  "sound.mp3": { type: "audio/mpeg", container: "mp3", audio: mono("mp3"), durationMs: 2038 },
  "sound.wav": { type: "audio/wav", container: "wav", audio: mono("pcm-s16"), durationMs: 2000 },
  "svg-named.pdf": { type: "image/svg+xml" },
  "turned.jpg": { type: "image/jpeg", bits: 8, width: 120, height: 320 },
  "video-faststart.mp4": { type: "video/mp4", container: "mp4", ...film },
  "video-fragmented.mp4": { type: "video/mp4", container: "mp4", ...shown, video: { codec: "avc" } },
  "video-hevc.mp4": { type: "video/mp4", container: "mp4", ...film, video: { codec: "hevc" } },
  "video-mpeg4.mp4": { type: "video/mp4", container: "mp4", ...film, video: { codec: "mpeg4" } },
  "video-truncated.mp4": { type: "video/mp4", container: "mp4" },
  "video-vp8-vorbis.webm": {
    type: "video/webm",
    container: "webm",
    durationMs: 2003,
    ...shown,
    video: { codec: "vp8" },
    audio: mono("vorbis"),
  },
  "video-vp9-opus.webm": {
    type: "video/webm",
    container: "webm",
    durationMs: 2008,
    ...shown,
    video: { codec: "vp9" },
    audio: mono("opus"),
  },
  "video.3gp": { type: "video/3gpp", container: "3gp", ...film },
  "video.mkv": { type: "video/x-matroska", container: "matroska", ...film, durationMs: 2023 },
  "video.mov": { type: "video/quicktime", container: "mov", ...shown, durationMs: 2000, video: { codec: "avc" } },
  "video.mp4": { type: "video/mp4", container: "mp4", ...film },
  "voice.ogg": { type: "audio/ogg", container: "ogg", audio: mono("opus"), durationMs: 2000 },
  "voice.webm": { type: "audio/webm", container: "webm", audio: mono("opus"), durationMs: 2008 },
  "webm-named.mp4": {
    type: "video/webm",
    container: "webm",
    durationMs: 2003,
    ...shown,
    video: { codec: "vp8" },
    audio: mono("vorbis"),
  },
};

test.each(Object.entries(FACTS))("%s is what is in it", async (name, facts) => {
  const bytes = fileOf(name);
  expect((await look(bytes, name)).found).toEqual({ ...facts, bytes: bytes.length });
});

test("every file of the folder is told here", () => {
  expect(fileNames().sort()).toEqual(Object.keys(FACTS).sort());
});

/** What nobody else can say of them, and what the two of them mean differently. */
const HEARD = Object.keys(FACTS).filter(
  (name) => /\.(?:mp4|mov|webm|mkv|mp3|m4a|aac|ogg|wav|3gp)$/.test(name) && !/truncated/.test(name),
);

test.each(HEARD)("an independent reader finds the same codecs, channels and sizes in %s", async (name) => {
  const bytes = fileOf(name);
  const { found } = await look(bytes, name);
  const input = new Input({
    formats: [MP4, QTFF, WEBM, MATROSKA, OGG, MP3, WAVE, ADTS],
    source: new BufferSource(bytes),
  });
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  // It does not know MPEG-4 part 2.
  const isForeign = found.video?.codec === "mpeg4";
  expect((await video?.getCodec()) ?? undefined).toBe(isForeign ? undefined : found.video?.codec);
  expect(await video?.getDisplayWidth()).toBe(found.width);
  expect(await video?.getDisplayHeight()).toBe(found.height);
  expect((await audio?.getCodec()) ?? undefined).toBe(found.audio?.codec);
  expect(await audio?.getNumberOfChannels()).toBe(found.audio?.channels);
  if (found.durationMs !== undefined) {
    const seconds = await input.computeDuration();
    expect(Math.abs(seconds * 1000 - found.durationMs)).toBeLessThan(60);
  }
  input.dispose();
});

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const utf16 = (content: string): Uint8Array =>
  new Uint8Array([0xff, 0xfe, ...Array.from(content).flatMap((letter) => [letter.charCodeAt(0), 0])]);

test.each([
  ["a page after white space and a comment", text("\n <!-- x -->\n<HTML><p>"), "text/html"],
  ["a page that begins with a script", text("<script>alert(1)</script>"), "text/html"],
  ["a page behind a comment longer than what is read", text(`<!--${"x".repeat(40_000)}--><html>`), "text/html"],
  ["a page in XML", text('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'), "application/xhtml+xml"],
  ["a page in UTF-16", utf16("<html><script>1</script>"), "text/html"],
  ["a drawing with a document type", text("<!DOCTYPE svg PUBLIC 'x' 'y'>\n<svg/>"), "image/svg+xml"],
  ["a drawing behind a byte order mark", text("\uFEFF<svg viewBox='0 0 1 1'/>"), "image/svg+xml"],
  [
    "a drawing with a prefix",
    text("<?xml version='1.0'?><a:svg xmlns:a='http://www.w3.org/2000/svg'/>"),
    "image/svg+xml",
  ],
  ["a feed", text('<?xml version="1.0"?><rss/>'), "application/xml"],
  ["a script of a shell", text("#!/bin/sh\nrm -rf /\n"), "text/x-shellscript"],
  ["a script of a server", text("<?php system($_GET[0]);"), "text/x-php"],
  ["a module", text('import { x } from "./x.js";\n'), "text/javascript"],
  ["a text that speaks of a function", text("function of the heart, and let me import this"), "text/plain"],
  ["a text that begins with a sign", text("< 5 pieces are left"), "text/plain"],
  ["a text in UTF-16", utf16("Mañana a las diez"), "text/plain"],
  ["a text with a control in it", text("all well \u0001 or not"), "application/octet-stream"],
  [
    "a text with controls in the middle alone",
    text(`${"a".repeat(50_000)}\u0000${"a".repeat(50_000)}`),
    "application/octet-stream",
  ],
  ["nothing", text(""), "application/octet-stream"],
  ["a document after an empty line", text("\n%PDF-1.7\n"), "application/pdf"],
  ["half of a letter at the end of a long text", text("ñ".repeat(30_000)).slice(0, -1), "text/plain"],
  [
    "a program of Linux",
    new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, ...Array.from({ length: 60 }, () => 0)]),
    "application/x-elf",
  ],
  [
    "a tag of MP3 and nothing behind it",
    text(`ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0001${"x".repeat(500)}`),
    "application/octet-stream",
  ],
])("%s is called what it is", async (_what, bytes, type) => {
  expect((await look(bytes, "x.pdf")).found.type).toBe(type);
});

test("a text whose name says that it is a script is one", async () => {
  expect((await look(text("a = 1\n"), "x.js")).found.type).toBe("text/javascript");
});

/** Names in a directory and nothing else: what looks inside reads no more of it. */
function archiveOf(...names: string[]): Uint8Array {
  const directory = names.flatMap((name) => {
    const head = new Uint8Array(46 + name.length);
    head.set(text("PK\u0001\u0002"));
    head[28] = name.length;
    head.set(text(name), 46);
    return Array.from(head);
  });
  const end = new DataView(new ArrayBuffer(22));
  new Uint8Array(end.buffer).set(text("PK\u0005\u0006"));
  end.setUint32(12, directory.length, true);
  end.setUint32(16, 30, true);
  return new Uint8Array([
    ...text("PK\u0003\u0004"),
    ...Array.from({ length: 26 }, () => 0),
    ...directory,
    ...new Uint8Array(end.buffer),
  ]);
}

test.each([
  [["[Content_Types].xml", "ppt/presentation.xml"], `${OFFICE}.presentationml.presentation`],
  [
    ["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"],
    "application/vnd.ms-word.document.macroEnabled.12",
  ],
  [["word/document.xml"], "application/zip"],
  [["META-INF/MANIFEST.MF", "A.class"], "application/java-archive"],
  [["AndroidManifest.xml", "META-INF/MANIFEST.MF"], "application/vnd.android.package-archive"],
])("an archive of %j is %s", async (names, type) => {
  expect((await look(archiveOf(...names), "x.docx")).found.type).toBe(type);
});
