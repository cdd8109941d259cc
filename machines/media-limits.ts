/**
 * What a file must be on a channel: data, and the one judge of it. Screens show it and ask it before a file leaves, the server
 * asks it again of what it found inside. A name proves nothing, and neither does what a browser says the type is.
 *
 * Sources. WhatsApp: the Cloud API's table of supported media (image 5 MB; video and audio 16 MB; document 100 MB; caption 1,024; MP4
 * with H.264 and AAC, OGG with Opus alone and of one channel, no caption on audio). Telegram: the Bot API (`sendPhoto` 10 MB, other files
 * 50 MB, caption 1,024; `sendVideo` MPEG-4, `sendAudio` MP3 and M4A, `sendVoice` OGG Opus). Web chat: what current browsers play and show
 * by themselves, Safari as well, and documents that people send each other. What a browser would run (SVG, HTML) is on no list.
 */

/** What was found inside a file, by looking at its contents. Codecs are named as mediabunny names them (`avc`, `aac`), others by their own names. */
export interface Found {
  /** What it is by content; `application/octet-stream` where nobody knows. */
  type: string;
  bytes: number;
  container?: string;
  video?: { codec: string };
  audio?: { codec: string; channels: number };
  width?: number;
  height?: number;
  durationMs?: number;
  pages?: number;
}

export const FILE_KINDS = ["image", "video", "audio", "document"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Channels that have limits here; which of them a project can be reached on is said elsewhere. */
export const LIMITED_CHANNELS = ["web", "whatsapp", "telegram"] as const;
export type LimitedChannel = (typeof LIMITED_CHANNELS)[number];

export const MB = 1024 * 1024;
export const FILE_NAME_MAX_CHARS = 255;

export interface TypeLimits {
  /** How a file of this type may be called, in lower case, without a dot. */
  extensions: readonly string[];
  /** A picture must be there, of one of these codecs. Absent: none may be. */
  video?: readonly string[];
  /** Of one of these. With `video` it may be missing, without it must be there. */
  audio?: readonly string[];
  /** At most so many channels of sound. */
  channelsMax?: number;
}

export interface KindLimits {
  /** By type of the content. */
  types: Readonly<Record<string, TypeLimits>>;
  bytesMax: number;
  /** Null: no caption. */
  captionMax: number | null;
  /** Of the types, those that a voice note may be stored as, best first. */
  voice?: readonly string[];
}

const named = (...extensions: string[]): TypeLimits => ({ extensions });

const jpeg = { "image/jpeg": named("jpg", "jpeg", "jfif") };
const png = { "image/png": named("png") };
const OPUS = { audio: ["opus"] };
const mp4: TypeLimits = { extensions: ["mp4", "m4v"], video: ["avc"], audio: ["aac"] };
const mp3: TypeLimits = { extensions: ["mp3"], audio: ["mp3"] };
const m4a: TypeLimits = { extensions: ["m4a", "mp4"], audio: ["aac"] };
const oggOpus: TypeLimits = { extensions: ["ogg", "opus", "oga"], ...OPUS };
const PCM = ["pcm-u8", "pcm-s16", "pcm-s24", "pcm-s32", "pcm-f32"];

const OFFICE = "application/vnd.openxmlformats-officedocument";
const OPEN = "application/vnd.oasis.opendocument";
const office = {
  "application/pdf": named("pdf"),
  "application/msword": named("doc"),
  [`${OFFICE}.wordprocessingml.document`]: named("docx"),
  "application/vnd.ms-excel": named("xls"),
  [`${OFFICE}.spreadsheetml.sheet`]: named("xlsx"),
  "application/vnd.ms-powerpoint": named("ppt"),
  [`${OFFICE}.presentationml.presentation`]: named("pptx"),
  "text/plain": named("txt"),
};
const documents = {
  ...office,
  "text/csv": named("csv"),
  [`${OPEN}.text`]: named("odt"),
  [`${OPEN}.spreadsheet`]: named("ods"),
  [`${OPEN}.presentation`]: named("odp"),
};

export const MEDIA_LIMITS: Readonly<Record<LimitedChannel, Readonly<Record<FileKind, KindLimits>>>> = {
  web: {
    image: {
      types: { ...jpeg, ...png, "image/gif": named("gif"), "image/webp": named("webp") },
      bytesMax: 10 * MB,
      captionMax: 1024,
    },
    video: {
      types: {
        "video/mp4": mp4,
        "video/webm": { extensions: ["webm"], video: ["vp8", "vp9"], audio: ["opus", "vorbis"] },
      },
      bytesMax: 100 * MB,
      captionMax: 1024,
    },
    audio: {
      types: {
        "audio/mpeg": mp3,
        "audio/mp4": { ...m4a, audio: ["aac", "opus"] },
        "audio/ogg": oggOpus,
        "audio/webm": { extensions: ["webm", "weba"], ...OPUS },
        "audio/wav": { extensions: ["wav"], audio: PCM },
      },
      bytesMax: 16 * MB,
      captionMax: 1024,
      // Every browser plays MP4, whichever recorded it.
      voice: ["audio/mp4", "audio/ogg", "audio/webm"],
    },
    document: { types: documents, bytesMax: 100 * MB, captionMax: 1024 },
  },
  whatsapp: {
    image: { types: { ...jpeg, ...png }, bytesMax: 5 * MB, captionMax: 1024 },
    video: {
      types: { "video/mp4": mp4, "video/3gpp": { ...mp4, extensions: ["3gp", "3gpp"] } },
      bytesMax: 16 * MB,
      captionMax: 1024,
    },
    audio: {
      types: {
        "audio/aac": { extensions: ["aac"], audio: ["aac"] },
        "audio/amr": { extensions: ["amr"], audio: ["amr"] },
        "audio/mpeg": mp3,
        "audio/mp4": m4a,
        "audio/ogg": { ...oggOpus, channelsMax: 1 },
      },
      bytesMax: 16 * MB,
      captionMax: null,
      voice: ["audio/ogg"],
    },
    document: { types: office, bytesMax: 100 * MB, captionMax: 1024 },
  },
  telegram: {
    image: { types: { ...jpeg, ...png }, bytesMax: 10 * MB, captionMax: 1024 },
    video: { types: { "video/mp4": mp4 }, bytesMax: 50 * MB, captionMax: 1024 },
    audio: {
      types: { "audio/mpeg": mp3, "audio/mp4": m4a, "audio/ogg": oggOpus },
      bytesMax: 50 * MB,
      captionMax: 1024,
      voice: ["audio/ogg"],
    },
    document: { types: documents, bytesMax: 50 * MB, captionMax: 1024 },
  },
};

/** Why a file will not do. Each says what was found, so that a screen can say what to do about it. */
export const FILE_REASONS = [
  "fileEmpty",
  "fileTooLarge",
  "fileNameInvalid",
  /** Its name says one thing, its contents another. */
  "fileNotAsNamed",
  /** No such types, as this kind or another. */
  "fileTypeNotTaken",
  /** Taken, but as another kind: `kinds`. */
  "fileOfOtherKind",
  /** What it must have inside was not found: broken, or made by something odd. */
  "fileUnreadable",
  "videoCodecNotTaken",
  "audioCodecNotTaken",
  "tooManyAudioChannels",
  "voiceTypeNotTaken",
  "captionNotTaken",
  "captionTooLong",
] as const;
export type FileReason = (typeof FILE_REASONS)[number];

/** `codec`, `channels`: what was found. `bytesMax`, `channelsMax`: what would do. `kinds`: as what it would do. */
export interface FileRefusal {
  ok: false;
  reason: FileReason;
  /** What it is by content. */
  type?: string;
  /** What its name says it is, where that is another thing. */
  extension?: string;
  codec?: string;
  channels?: number;
  channelsMax?: number;
  bytesMax?: number;
  kinds?: FileKind[];
}
/** `type`: as what it is kept and served. */
export type FileJudgement = { ok: true; type: string } | FileRefusal;

const no = (reason: FileReason, found: Omit<FileRefusal, "ok" | "reason"> = {}): FileRefusal => ({
  ok: false,
  reason,
  ...found,
});

/** What a name ends in, in lower case; empty: it says nothing. Without the dots and spaces behind it, as it is saved. */
export function extensionOf(name: string): string {
  const whole = name.trim().replace(/[. ]+$/, "");
  const dot = whole.lastIndexOf(".");
  return dot > 0 ? whole.slice(dot + 1).toLowerCase() : "";
}

const OTHER_NAMES: Record<string, string> = {
  "application/ogg": "audio/ogg",
  "audio/aacp": "audio/aac",
  "audio/m4a": "audio/mp4",
  "audio/mp3": "audio/mpeg",
  "audio/opus": "audio/ogg",
  "audio/vnd.wave": "audio/wav",
  "audio/wave": "audio/wav",
  "audio/x-m4a": "audio/mp4",
  "audio/x-wav": "audio/wav",
  "image/apng": "image/png",
  "video/x-m4v": "video/mp4",
};
/** The old office formats are one container, and so are all plain texts: there the name says which. */
const TOLD_BY_NAME: Record<string, Record<string, string>> = {
  "application/x-cfb": {
    doc: "application/msword",
    xls: "application/vnd.ms-excel",
    ppt: "application/vnd.ms-powerpoint",
  },
  "text/plain": { csv: "text/csv" },
};

/** What a file is by content, by one name each: containers for sound and picture that have no picture are sound. */
export function typeOf({ type: said, video, audio }: Found, name: string): string {
  const bare = said.split(";", 1)[0]!.trim().toLowerCase();
  const type = TOLD_BY_NAME[bare]?.[extensionOf(name)] ?? OTHER_NAMES[bare] ?? bare;
  if (video || !audio || !type.startsWith("video/")) return type;
  return type === "video/3gpp" ? type : type.replace("video/", "audio/");
}

/** Of any channel and kind: what is called so. */
const CALLED = new Map<string, Set<string>>();
for (const kinds of Object.values(MEDIA_LIMITS))
  for (const { types } of Object.values(kinds))
    for (const [type, { extensions }] of Object.entries(types))
      for (const extension of extensions) CALLED.set(extension, (CALLED.get(extension) ?? new Set()).add(type));

/** Names that are shown, and become part of an address and of what a browser saves. */
// oxlint-disable-next-line no-control-regex -- they are what must not be there
const NOT_IN_A_NAME = /[\u0000-\u001f\u007f/\\]/;
const NOTHING_TO_SEE = /^[\p{C}\p{Z}]*$/u;
const isNameInvalid = (name: string): boolean =>
  NOTHING_TO_SEE.test(name) || name.length > FILE_NAME_MAX_CHARS || NOT_IN_A_NAME.test(name);

const elsewhere = (channel: LimitedChannel, type: string): FileKind[] =>
  FILE_KINDS.filter((kind) => Object.hasOwn(MEDIA_LIMITS[channel][kind].types, type));

/** UP2: before anything is sent, of what a file is said to be. What is inside is found out later. */
export function judgePromise(
  channel: LimitedChannel,
  kind: FileKind,
  { name, bytes }: { name: string; bytes: number },
): { ok: true } | FileRefusal {
  const { bytesMax } = MEDIA_LIMITS[channel][kind];
  if (isNameInvalid(name)) return no("fileNameInvalid");
  if (bytes <= 0) return no("fileEmpty");
  return bytes > bytesMax ? no("fileTooLarge", { bytesMax }) : { ok: true };
}

/** UP3: of what it is. */
export function judge(
  channel: LimitedChannel,
  kind: FileKind,
  file: { name: string; found: Found; voice?: boolean },
): FileJudgement {
  const { name, found } = file;
  const promise = judgePromise(channel, kind, { name, bytes: found.bytes });
  const type = typeOf(found, name);
  const extension = extensionOf(name);
  if (!promise.ok) return { ...promise, type };
  const { types, voice = [] } = MEDIA_LIMITS[channel][kind];
  const limits = Object.hasOwn(types, type) ? types[type]! : undefined;
  if (!limits) {
    // What its name promises it would be taken as, here or elsewhere.
    const isLie = CALLED.get(extension)?.has(type) === false;
    if (isLie) return no("fileNotAsNamed", { type, extension });
    const kinds = elsewhere(channel, type);
    return kinds.length > 0 ? no("fileOfOtherKind", { type, kinds }) : no("fileTypeNotTaken", { type });
  }
  const isLie = extension !== "" && !limits.extensions.includes(extension);
  if (isLie) return no("fileNotAsNamed", { type, extension });
  const inside = judgeInside(type, limits, found);
  if (inside) return inside;
  if (file.voice === true && !voice.includes(type)) return no("voiceTypeNotTaken", { type });
  return { ok: true, type };
}

function judgeInside(type: string, limits: TypeLimits, { video, audio }: Found): FileRefusal | undefined {
  const { channelsMax = Infinity } = limits;
  if (limits.video) {
    if (!video) return no("fileUnreadable", { type });
    if (!limits.video.includes(video.codec)) return no("videoCodecNotTaken", { type, codec: video.codec });
  } else if (limits.audio && !audio) return no("fileUnreadable", { type });
  if (!audio || !limits.audio) return undefined;
  if (!limits.audio.includes(audio.codec)) return no("audioCodecNotTaken", { type, codec: audio.codec });
  if (audio.channels <= channelsMax) return undefined;
  return no("tooManyAudioChannels", { type, channels: audio.channels, channelsMax });
}

/** UP6: counted as texts are, in UTF-16 code units. */
export function judgeCaption(channel: LimitedChannel, kind: FileKind, caption: string): { ok: true } | FileRefusal {
  const { captionMax } = MEDIA_LIMITS[channel][kind];
  if (caption === "") return { ok: true };
  if (captionMax === null) return no("captionNotTaken");
  return caption.length > captionMax ? no("captionTooLong") : { ok: true };
}
