/** Words about files: the same things in both languages, and of each refusal what was found and what to do. */
import { expect, test } from "vitest";
import { FILE_KINDS, FILE_REASONS, MEDIA_LIMITS, type FileRefusal } from "../../machines/media-limits.ts";
import { UPLOAD_REASONS } from "../../machines/upload-reasons.ts";
import { VOICE_REASONS } from "../../machines/voice-note.ts";
import { acceptOf, limitsOf, troubleWords, typeLines, type Speech } from "../../web/files/refusals.ts";
import { sizeWords } from "../../web/files/sizes.ts";
import { codecName, typeName } from "../../web/files/type-names.ts";
import { en } from "../../web/files/words/en.ts";
import { es } from "../../web/files/words/es.ts";
import { es as panel } from "../../web/panel/words/es.ts";

const paths = (words: object, path = ""): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === "object" ? paths(value as object, `${path}.${key}`) : [`${path}.${key}`],
  );

test("both languages say the same things about files", () => {
  expect(paths(en).toSorted()).toEqual(paths(es).toSorted());
});

test("S9 the menu and its buttons are the manual's, to the letter", () => {
  expect(["image", "video", "document", "audio"].map((kind) => panel.files.kinds[kind as "image"])).toEqual([
    "Imagen",
    "Video",
    "Documento",
    "Audio",
  ]);
  expect(FILE_KINDS.map((kind) => es.upload[kind])).toEqual(
    FILE_KINDS.map((kind) => `Subir ${panel.files.kinds[kind]}`),
  );
});

test("every reason for which a file may be refused, and every one for which nothing is recorded, has words", () => {
  for (const words of [es, en]) {
    expect(Object.keys(words.refused)).toEqual(expect.arrayContaining([...FILE_REASONS]));
    expect(Object.keys(words.reasons).toSorted()).toEqual([...UPLOAD_REASONS].toSorted());
    expect(Object.keys(words.recorder.trouble).toSorted()).toEqual([...VOICE_REASONS].toSorted());
  }
});

test("every type and codec of every channel has a name that people know", () => {
  const limits = Object.values(MEDIA_LIMITS).flatMap((kinds) => Object.values(kinds));
  for (const { types } of limits)
    for (const [type, { video = [], audio = [] }] of Object.entries(types)) {
      expect(typeName(type)).not.toMatch(/[/+]|^$/);
      for (const codec of [...video, ...audio]) expect(codecName(codec)).toMatch(/^[A-Z]/);
    }
});

test("sizes are said as people say them", () => {
  expect([0, 494, 15_429, 4_404_019, 100 * 1024 * 1024].map((bytes) => sizeWords(bytes, "es"))).toEqual([
    "0 B",
    "494 B",
    "15,1 kB",
    "4,2 MB",
    "100 MB",
  ]);
});

const kinds = panel.files.kinds;
const spanish: Speech = { language: "es", words: es, kinds, otherwise: (reason) => reason };
const english: Speech = { ...spanish, language: "en", words: en };
const said = (kind: "image" | "video" | "document", refusal: Omit<FileRefusal, "ok">, speech: Speech) => {
  const view = { trouble: { reason: refusal.reason, refusal: { ok: false, ...refusal } }, kind, bytes: 1 };
  return troubleWords(view as never, "whatsapp", speech);
};

test("UP3 of a picture too deep, a film with too many tracks and of what runs, it is said what was found and what to do", () => {
  const deep = { reason: "pictureBitsNotTaken", type: "image/png", bits: 16 } as const;
  expect(said("image", deep, spanish)).toMatch(/16 bits.*solo valen 8.*Guárdala con 8, o como JPEG/);
  expect(said("image", deep, english)).toMatch(/16 bits.*only 8.*Save it with 8, or as JPEG/);
  const tracks = { reason: "tooManyAudioTracks", type: "video/mp4", tracks: 2 } as const;
  expect(said("video", tracks, spanish)).toMatch(/2 pistas.*cabe 1.*Expórtalo otra vez con 1/);
  expect(said("video", tracks, english)).toMatch(/2 tracks.*1 will do.*Export it again with 1/);
  const runs = { reason: "fileRuns", type: "text/html" } as const;
  expect(said("document", runs, spanish)).toMatch(/HTML.*se ejecuta al abrirse/);
  expect(said("document", runs, english)).toMatch(/HTML.*runs when it is opened/);
});

test("S9 the box says what WhatsApp and Telegram ask for beyond types", () => {
  const lines = (channel: "whatsapp" | "telegram", kind: "image" | "video" | "document") =>
    typeLines(limitsOf(channel, kind), spanish);
  expect(lines("whatsapp", "image")).toEqual(["JPEG (8 bits), PNG (8 bits)"]);
  expect(lines("whatsapp", "video")).toEqual([
    "MP4 con H.264 y AAC, con una pista de sonido como mucho",
    "3GP con H.264 y AAC, con una pista de sonido como mucho",
  ]);
  expect(lines("telegram", "document")).toEqual(["cualquier tipo"]);
  expect(acceptOf(limitsOf("telegram", "document"))).toBe("");
});
