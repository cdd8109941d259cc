import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extensionOf, judge, judgeCaption, judgePromise, typeOf } from "../../machines/media-judging.ts";
import {
  FILE_KINDS,
  FILE_NAME_MAX_CHARS,
  FILE_REASONS,
  LIMITED_CHANNELS,
  MB,
  MEDIA_LIMITS,
  type FileKind,
  type Found,
  type LimitedChannel,
  type TypeLimits,
} from "../../machines/media-limits.ts";

const OPUS = { codec: "opus", channels: 1 };
const AAC = { codec: "aac", channels: 2 };
const AVC = { codec: "avc" };

type File = [name: string, found: Omit<Found, "bytes">];
const JPEG: File = ["foto.jpg", { type: "image/jpeg", bits: 8, width: 2, height: 1 }];
const HEIC_AS_JPG: File = ["foto.jpg", { type: "image/heic" }];
const WEBM_AS_MP4: File = ["clip.mp4", { type: "video/webm", video: { codec: "vp9" }, audio: OPUS }];
const SVG_AS_PDF: File = ["factura.pdf", { type: "image/svg+xml" }];
const HTML_AS_PDF: File = ["factura.pdf", { type: "text/html" }];
const MP4: File = ["clip.mp4", { type: "video/mp4", video: AVC, audio: AAC }];
const VORBIS: File = ["nota.ogg", { type: "audio/ogg", audio: { codec: "vorbis", channels: 2 } }];

const said = (channel: LimitedChannel, kind: FileKind, [name, inside]: File, bytes = 1000) =>
  judge(channel, kind, { name, found: { ...inside, bytes } });

describe("what is on a list", () => {
  test.each<[LimitedChannel, FileKind, File, string]>([
    ["web", "image", JPEG, "image/jpeg"],
    ["web", "image", ["FOTO.JPEG", { type: "image/jpeg" }], "image/jpeg"],
    ["web", "image", ["pegada", { type: "image/png" }], "image/png"],
    ["web", "image", ["animada.webp", { type: "image/webp" }], "image/webp"],
    ["web", "video", MP4, "video/mp4"],
    ["web", "video", ["mudo.mp4", { type: "video/mp4", video: AVC }], "video/mp4"],
    ["web", "video", ["a.webm", { type: "video/webm", video: { codec: "vp8" }, audio: OPUS }], "video/webm"],
    ["web", "audio", ["a.mp3", { type: "audio/mpeg", audio: { codec: "mp3", channels: 2 } }], "audio/mpeg"],
    ["web", "audio", ["a.m4a", { type: "audio/x-m4a", audio: AAC }], "audio/mp4"],
    ["web", "audio", ["a.mp4", { type: "video/mp4", audio: OPUS }], "audio/mp4"],
    ["web", "audio", ["a.webm", { type: "video/webm", audio: OPUS }], "audio/webm"],
    ["web", "audio", ["a.opus", { type: "audio/ogg; codecs=opus", audio: OPUS }], "audio/ogg"],
    ["web", "document", ["a.pdf", { type: "application/pdf" }], "application/pdf"],
    ["web", "document", ["a.doc", { type: "application/x-cfb" }], "application/msword"],
    ["web", "document", ["a.csv", { type: "text/plain" }], "text/csv"],
    ["web", "document", ["LEEME", { type: "text/plain" }], "text/plain"],
    ["whatsapp", "image", JPEG, "image/jpeg"],
    ["whatsapp", "video", MP4, "video/mp4"],
    ["whatsapp", "audio", ["a.ogg", { type: "audio/ogg", audio: OPUS }], "audio/ogg"],
    ["whatsapp", "audio", ["a.amr", { type: "audio/amr", audio: { codec: "amr", channels: 1 } }], "audio/amr"],
    ["whatsapp", "image", ["a.png", { type: "image/png", bits: 8 }], "image/png"],
    ["web", "image", ["a.png", { type: "image/png", bits: 16 }], "image/png"],
    ["whatsapp", "video", ["a.3gp", { type: "video/3gpp", video: AVC }], "video/3gpp"],
    ["web", "video", ["a.mp4", { type: "video/mp4", video: AVC, audio: AAC, audioTracks: 2 }], "video/mp4"],
    ["telegram", "document", ["a.csv", { type: "text/plain" }], "text/csv"],
    ["telegram", "document", ["a.zip", { type: "application/zip" }], "application/zip"],
    ["telegram", "document", ["notas.md", { type: "text/plain" }], "text/plain"],
    ["telegram", "document", ["a.dwg", { type: "application/octet-stream" }], "application/octet-stream"],
    ["telegram", "document", JPEG, "image/jpeg"],
    ["telegram", "document", ["foto", { type: "image/heic" }], "image/heic"],
    ["telegram", "document", ["a.mp4", { type: "video/mp4", video: { codec: "hevc" } }], "video/mp4"],
  ])("UP3 %s takes as %s: %j, and keeps it as %s", (channel, kind, file, type) => {
    expect(said(channel, kind, file)).toEqual({ ok: true, type });
  });
});

describe("what is refused, and what was found", () => {
  test.each<[string, LimitedChannel, FileKind, File, object]>([
    [
      "a HEIC named .jpg",
      "web",
      "image",
      HEIC_AS_JPG,
      { reason: "fileNotAsNamed", type: "image/heic", extension: "jpg" },
    ],
    ["a HEIC", "web", "image", ["a.heic", { type: "image/heic" }], { reason: "fileTypeNotTaken", type: "image/heic" }],
    ["a WebM named .mp4", "web", "video", WEBM_AS_MP4, { reason: "fileNotAsNamed", type: "video/webm" }],
    ["a WebM named .mp4", "whatsapp", "video", WEBM_AS_MP4, { reason: "fileNotAsNamed", type: "video/webm" }],
    ["an SVG named .pdf", "web", "document", SVG_AS_PDF, { reason: "fileNotAsNamed", type: "image/svg+xml" }],
    ["an HTML named .pdf", "web", "document", HTML_AS_PDF, { reason: "fileNotAsNamed", type: "text/html" }],
    ["an SVG", "web", "image", ["a.svg", { type: "image/svg+xml" }], { reason: "fileTypeNotTaken" }],
    ["an HTML", "web", "document", ["a.html", { type: "text/html" }], { reason: "fileTypeNotTaken" }],
    ["an OGG with Vorbis", "web", "audio", VORBIS, { reason: "audioCodecNotTaken", codec: "vorbis" }],
    ["an OGG with Vorbis", "whatsapp", "audio", VORBIS, { reason: "audioCodecNotTaken", codec: "vorbis" }],
    [
      "an OGG in stereo",
      "whatsapp",
      "audio",
      ["a.ogg", { type: "audio/ogg", audio: { codec: "opus", channels: 2 } }],
      { reason: "tooManyAudioChannels", channels: 2, channelsMax: 1 },
    ],
    [
      "an MP4 with HEVC",
      "web",
      "video",
      ["a.mp4", { type: "video/mp4", video: { codec: "hevc" }, audio: AAC }],
      { reason: "videoCodecNotTaken", codec: "hevc" },
    ],
    [
      "an MP4 with AC-3",
      "web",
      "video",
      ["a.mp4", { type: "video/mp4", video: AVC, audio: { codec: "ac3", channels: 6 } }],
      { reason: "audioCodecNotTaken", codec: "ac3" },
    ],
    ["a video as a picture", "web", "image", MP4, { reason: "fileOfOtherKind", kinds: ["video"] }],
    ["a picture as a document", "web", "document", JPEG, { reason: "fileOfOtherKind", kinds: ["image"] }],
    ["sound as a video", "web", "video", ["a.mp4", { type: "video/mp4", audio: AAC }], { kinds: ["audio"] }],
    ["WebP", "whatsapp", "image", ["a.webp", { type: "image/webp" }], { reason: "fileTypeNotTaken" }],
    ["a broken MP4", "web", "video", ["a.mp4", { type: "video/mp4" }], { reason: "fileUnreadable" }],
    ["a broken MP3", "web", "audio", ["a.mp3", { type: "audio/mpeg" }], { reason: "fileUnreadable" }],
    [
      "what nobody knows",
      "web",
      "document",
      ["a.bin", { type: "application/octet-stream" }],
      { reason: "fileTypeNotTaken" },
    ],
    ["a program named .pdf", "web", "document", ["a.pdf", { type: "application/x-elf" }], { reason: "fileNotAsNamed" }],
    ["a PDF named .exe", "web", "document", ["a.exe", { type: "application/pdf" }], { reason: "fileNotAsNamed" }],
    [
      "a picture of 16 bits",
      "whatsapp",
      "image",
      ["a.png", { type: "image/png", bits: 16 }],
      { reason: "pictureBitsNotTaken", bits: 16 },
    ],
    [
      "a picture of 12 bits",
      "whatsapp",
      "image",
      ["a.jpg", { type: "image/jpeg", bits: 12 }],
      { reason: "pictureBitsNotTaken", bits: 12 },
    ],
    ["a broken picture", "whatsapp", "image", ["a.jpg", { type: "image/jpeg" }], { reason: "fileUnreadable" }],
    ...(["video/mp4", "video/3gpp"] as const).map((type): [string, LimitedChannel, FileKind, File, object] => [
      `two tracks of sound in ${type}`,
      "whatsapp",
      "video",
      [`a.${type === "video/mp4" ? "mp4" : "3gp"}`, { type, video: AVC, audio: AAC, audioTracks: 2 }],
      { reason: "tooManyAudioTracks", tracks: 2 },
    ]),
    [
      "AMR of wide band",
      "whatsapp",
      "audio",
      ["a.amr", { type: "audio/amr-wb", audio: { codec: "amr-wb", channels: 1 } }],
      { reason: "fileNotAsNamed", type: "audio/amr-wb" },
    ],
    [
      "AMR in stereo",
      "whatsapp",
      "audio",
      ["a.amr", { type: "audio/amr", audio: { codec: "amr", channels: 2 } }],
      { reason: "tooManyAudioChannels", channels: 2, channelsMax: 1 },
    ],
    [
      "a sticker: they come and are not sent",
      "whatsapp",
      "image",
      ["a.webp", { type: "image/webp" }],
      { reason: "fileTypeNotTaken" },
    ],
    ["a HEIC", "telegram", "image", ["a.heic", { type: "image/heic" }], { kinds: ["document"] }],
    ["a program", "telegram", "document", ["a", { type: "application/x-elf" }], { reason: "fileRuns" }],
    ["a page", "telegram", "document", ["a.html", { type: "text/html" }], { reason: "fileRuns" }],
    ["a script", "telegram", "document", ["a.ps1", { type: "text/plain" }], { reason: "fileRuns" }],
    ["a ZIP named .docx", "telegram", "document", ["a.docx", { type: "application/zip" }], { extension: "docx" }],
    ["a PDF named .exe", "telegram", "document", ["a.exe", { type: "application/pdf" }], { extension: "exe" }],
    // Windows saves both as what a double click runs.
    ["a text named .bat.", "web", "document", ["a.bat.", { type: "text/plain" }], { extension: "bat" }],
    ["a text named .bat. .", "telegram", "document", ["a.bat. .", { type: "text/plain" }], { reason: "fileRuns" }],
  ])("UP3 %s, on %s as %s", (_, channel, kind, file, refusal) => {
    expect(said(channel, kind, file)).toMatchObject({ ok: false, ...refusal });
  });

  test("UP3 a voice note is of a type that the channel plays as one", () => {
    const note = (channel: LimitedChannel, name: string, found: Omit<Found, "bytes">) =>
      judge(channel, "audio", { name, found: { ...found, bytes: 9 }, voice: true });
    expect(note("whatsapp", "a.ogg", { type: "audio/ogg", audio: OPUS }).ok).toBe(true);
    expect(note("whatsapp", "a.mp4", { type: "audio/mp4", audio: AAC })).toMatchObject({ reason: "voiceTypeNotTaken" });
    expect(note("web", "a.mp4", { type: "audio/mp4", audio: AAC }).ok).toBe(true);
  });

  test("UP2 one byte too many is too many, and none is none", () => {
    for (const channel of LIMITED_CHANNELS)
      for (const kind of FILE_KINDS) {
        const { bytesMax } = MEDIA_LIMITS[channel][kind];
        expect(judgePromise(channel, kind, { name: "a", bytes: bytesMax })).toEqual({ ok: true });
        const tooLarge = { ok: false, reason: "fileTooLarge", bytesMax };
        expect(judgePromise(channel, kind, { name: "a", bytes: bytesMax + 1 })).toEqual(tooLarge);
        expect(judgePromise(channel, kind, { name: "a", bytes: 0 })).toMatchObject({ reason: "fileEmpty" });
      }
    expect(MEDIA_LIMITS.whatsapp.image.bytesMax).toBe(5 * MB);
    expect(said("web", "image", JPEG, 11 * MB)).toMatchObject({ reason: "fileTooLarge", type: "image/jpeg" });
  });

  test.each(["", " ", "a/b.pdf", "a\\b.pdf", "a\u0000.pdf", "a\r\nb.pdf", "x".repeat(FILE_NAME_MAX_CHARS + 1)])(
    "UP2 nothing is called %j",
    (name) => {
      expect(judgePromise("web", "document", { name, bytes: 1 })).toMatchObject({ reason: "fileNameInvalid" });
    },
  );

  test("UP6 captions are as long as the channel allows", () => {
    expect(judgeCaption("whatsapp", "audio", "")).toEqual({ ok: true });
    expect(judgeCaption("whatsapp", "audio", "a")).toMatchObject({ reason: "captionNotTaken" });
    expect(judgeCaption("whatsapp", "image", "ñ".repeat(1024))).toEqual({ ok: true });
    expect(judgeCaption("whatsapp", "image", "ñ".repeat(1025))).toMatchObject({ reason: "captionTooLong" });
  });
});

/** As the providers' documentation has it: what the sources say, and nothing from the table. */
test("UP3 what WhatsApp and Telegram take is what their documentation says", () => {
  const rows = (channel: LimitedChannel) =>
    FILE_KINDS.map((kind) => {
      const { types, others, bytesMax, captionMax } = MEDIA_LIMITS[channel][kind];
      return [kind, others ? "anything" : Object.keys(types).toSorted().join(" "), bytesMax / MB, captionMax];
    });
  const office = [
    "application/msword application/pdf application/vnd.ms-excel application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document text/plain",
  ].join(" ");
  expect(rows("whatsapp")).toEqual([
    ["image", "image/jpeg image/png", 5, 1024],
    ["video", "video/3gpp video/mp4", 16, 1024],
    ["audio", "audio/aac audio/amr audio/mp4 audio/mpeg audio/ogg", 16, null],
    ["document", office, 100, 1024],
  ]);
  expect(rows("telegram")).toEqual([
    ["image", "image/jpeg image/png", 10, 1024],
    ["video", "video/mp4", 50, 1024],
    ["audio", "audio/mp4 audio/mpeg audio/ogg", 50, 1024],
    ["document", "anything", 50, 1024],
  ]);
});

const anyChannel = fc.constantFrom(...LIMITED_CHANNELS);
const anyKind = fc.constantFrom(...FILE_KINDS);
const limits = (channel: LimitedChannel, kind: FileKind) => Object.entries(MEDIA_LIMITS[channel][kind].types);
const everything = LIMITED_CHANNELS.flatMap((channel) =>
  FILE_KINDS.flatMap((kind) => limits(channel, kind).map(([type, of]) => ({ channel, kind, type, of }))),
);
const types = [...new Set(everything.map(({ type }) => type)), "image/heic", "text/html", "image/svg+xml", "video/ogg"];
const extensions = [...new Set(everything.flatMap(({ of }) => of.extensions)), "html", "svg", "exe", "heic"];

const anyFound: fc.Arbitrary<Found> = fc.record(
  {
    type: fc.oneof(fc.constantFrom(...types), fc.string()),
    bytes: fc.oneof(fc.integer({ min: 0, max: 120 * MB }), fc.integer({ min: 1, max: 1000 })),
    video: fc.record({ codec: fc.constantFrom("avc", "hevc", "vp8", "vp9", "av1") }),
    audio: fc.record({
      codec: fc.constantFrom("aac", "opus", "vorbis", "mp3", "flac", "pcm-s16"),
      channels: fc.integer({ min: 1, max: 6 }),
    }),
    audioTracks: fc.integer({ min: 2, max: 3 }),
    bits: fc.constantFrom(4, 8, 16),
  },
  { requiredKeys: ["type", "bytes"] },
);
const anyName = fc.oneof(
  fc.constantFrom(...extensions).map((extension) => `archivo.${extension}`),
  fc.string(),
);
/** What is inside such a file that has all it must have. */
const inside = ({ video, audio, channelsMax = 2, bits }: TypeLimits) => ({
  ...(bits === undefined ? {} : { bits }),
  ...(video ? { video: { codec: video[0]! } } : {}),
  ...(audio ? { audio: { codec: audio[0]!, channels: Math.min(2, channelsMax) } } : {}),
});

describe("for any file whatever", () => {
  test("UP3 what is taken is on the list, with nothing inside that is not, of a name that does not lie, and not too large", () => {
    fc.assert(
      fc.property(anyChannel, anyKind, anyName, anyFound, (channel, kind, name, found) => {
        const judged = judge(channel, kind, { name, found });
        if (!judged.ok) return FILE_REASONS.includes(judged.reason);
        const { types: all, others, bytesMax } = MEDIA_LIMITS[channel][kind];
        const extension = extensionOf(name);
        expect(found.bytes).toBeLessThanOrEqual(bytesMax);
        if (others) {
          expect(judged.type).not.toMatch(/html|svg/);
          return !["html", "svg", "exe"].includes(extension);
        }
        const of = all[judged.type]!;
        expect(of).toBeDefined();
        if (extension !== "") expect(of.extensions).toContain(extension);
        if (of.video) expect(of.video).toContain(found.video?.codec);
        if (of.audio && (found.audio || !of.video)) expect(of.audio).toContain(found.audio?.codec);
        expect(found.audio?.channels ?? 0).toBeLessThanOrEqual(of.channelsMax ?? Infinity);
        if (found.audio) expect(found.audioTracks ?? 1).toBeLessThanOrEqual(of.audioTracksMax ?? Infinity);
        if (of.bits) expect(found.bits).toBe(of.bits);
        return true;
      }),
      { numRuns: 5000 },
    );
  });

  test("UP3 each type of each list is taken by each of its names, and by none of another type's", () => {
    fc.assert(
      fc.property(fc.constantFrom(...everything), fc.constantFrom(...extensions), (one, extension) => {
        const found = { type: one.type, bytes: 1, ...inside(one.of) };
        const judged = judge(one.channel, one.kind, { name: `archivo.${extension}`, found });
        // A plain text is what its name says.
        const type = typeOf(found, `archivo.${extension}`);
        if (MEDIA_LIMITS[one.channel][one.kind].others) return;
        const isNamedSo = limits(one.channel, one.kind).some(
          ([name, of]) => name === type && of.extensions.includes(extension),
        );
        expect(judged.ok).toBe(isNamedSo);
      }),
      { numRuns: 5000 },
    );
  });

  test("UP3 nothing that a browser would run is on any list", () => {
    for (const { type } of everything) expect(type).not.toMatch(/html|svg|xml$|javascript|xhtml/);
  });
});

test.each(["constructor", "toString", "__proto__", "valueOf"])(
  "UP3 a file that is called %s is one like any other",
  (word) => {
    expect(judge("web", "image", { name: `a.${word}`, found: { type: word, bytes: 1 } })).toEqual({
      ok: false,
      reason: "fileTypeNotTaken",
      type: word.toLowerCase(),
    });
  },
);
