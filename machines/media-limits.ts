/**
 * What a file must be on a channel: data, which screens show, and by which a file is judged (`media-judging.ts`).
 *
 * Sources. WhatsApp: the Cloud API's table of supported media (image 5 MB; video and audio 16 MB; document 100 MB; caption 1,024; MP4
 * with H.264 and AAC, with one track of sound or none, OGG with Opus alone and of one channel, pictures of 8 bits, no caption on audio;
 * stickers, WebP, come and are not sent). Telegram: the Bot API (`sendPhoto` 10 MB, other files 50 MB, caption 1,024; `sendVideo` MPEG-4,
 * `sendAudio` MP3 and M4A, `sendVoice` OGG Opus, `sendDocument` whatever it is). Web chat: what current browsers play and show by
 * themselves, Safari as well, and documents that people send each other. What a browser would run (SVG, HTML) is on no list.
 */
/** What was found inside a file, by looking at its contents. Codecs are named as mediabunny names them (`avc`, `aac`), others by their own names. */
export interface Found {
  /** What it is by content; `application/octet-stream` where nobody knows. */
  type: string;
  bytes: number;
  container?: string;
  video?: { codec: string };
  audio?: { codec: string; channels: number };
  /** Of sound, where there is more than one; `audio` is the first. */
  audioTracks?: number;
  /** Of each channel of a picture's colours. */
  bits?: number;
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
  /** At most so many tracks of sound. */
  audioTracksMax?: number;
  /** Of each channel of a picture's colours: exactly so many. */
  bits?: number;
}

export interface KindLimits {
  /** By type of the content. */
  types: Readonly<Record<string, TypeLimits>>;
  /** Any other type will do as well, if it is called what it is and does not run when it is opened. */
  others?: true;
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
const EIGHT = { bits: 8 };
const ONE_TRACK = { audioTracksMax: 1 };
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
    image: {
      types: { "image/jpeg": { ...jpeg["image/jpeg"], ...EIGHT }, "image/png": { ...png["image/png"], ...EIGHT } },
      bytesMax: 5 * MB,
      captionMax: 1024,
    },
    video: {
      types: {
        "video/mp4": { ...mp4, ...ONE_TRACK },
        "video/3gpp": { ...mp4, ...ONE_TRACK, extensions: ["3gp", "3gpp"] },
      },
      bytesMax: 16 * MB,
      captionMax: 1024,
    },
    audio: {
      types: {
        "audio/aac": { extensions: ["aac"], audio: ["aac"] },
        "audio/amr": { extensions: ["amr"], audio: ["amr"], channelsMax: 1 },
        "audio/mpeg": mp3,
        "audio/mp4": m4a,
        "audio/ogg": { ...oggOpus, channelsMax: 1, ...ONE_TRACK },
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
    document: { types: documents, others: true, bytesMax: 50 * MB, captionMax: 1024 },
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
  /** Where any type would do, or of what was received: a program, a script or a page. */
  "fileRuns",
  "pictureBitsNotTaken",
  "videoCodecNotTaken",
  "audioCodecNotTaken",
  "tooManyAudioChannels",
  "tooManyAudioTracks",
  "voiceTypeNotTaken",
  "captionNotTaken",
  "captionTooLong",
] as const;
export type FileReason = (typeof FILE_REASONS)[number];

/** `codec`, `channels`, `tracks`, `bits`: what was found. `bytesMax`, `channelsMax`: what would do. `kinds`: as what it would do. */
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
  /** Of sound. */
  tracks?: number;
  bits?: number;
  bytesMax?: number;
  kinds?: FileKind[];
}
/** `type`: as what it is kept and served. */
export type FileJudgement = { ok: true; type: string } | FileRefusal;
