/**
 * The one judge of files: screens ask it before a file leaves, the server asks it again of what it found inside. A name proves nothing,
 * and neither does what a browser says the type is.
 */
import {
  FILE_KINDS,
  FILE_NAME_MAX_CHARS,
  LIMITED_CHANNELS,
  MEDIA_LIMITS,
  type FileJudgement,
  type FileKind,
  type FileReason,
  type FileRefusal,
  type Found,
  type LimitedChannel,
  type TypeLimits,
} from "./media-limits.ts";
import { runs } from "./running.ts";

export const refused = (reason: FileReason, found: Omit<FileRefusal, "ok" | "reason"> = {}): FileRefusal => ({
  ok: false,
  reason,
  ...found,
});
const no = refused;

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

/** Whoever names it may say anything: `constructor` is in no table. */
const named = <T>(table: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** What a file is by content, by one name each: containers for sound and picture that have no picture are sound. */
export function typeOf({ type: said, video, audio }: Found, name: string): string {
  const bare = said.split(";", 1)[0]!.trim().toLowerCase();
  const type = named(named(TOLD_BY_NAME, bare) ?? {}, extensionOf(name)) ?? named(OTHER_NAMES, bare) ?? bare;
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

/** Whether any channel names such a type, as this kind. */
export const isListed = (type: string, kind: FileKind): boolean =>
  LIMITED_CHANNELS.some((channel) => Object.hasOwn(MEDIA_LIMITS[channel][kind].types, type));
/** What none of them would take, if it runs by its contents or, where these do not say that it is harmless, by its name. */
export const runsWhenOpened = (type: string, name: string): boolean =>
  runs(type, extensionOf(name), !type.startsWith("text/") && FILE_KINDS.some((kind) => isListed(type, kind)));

const takes = (channel: LimitedChannel, kind: FileKind, type: string, name: string): boolean => {
  const { types, others } = MEDIA_LIMITS[channel][kind];
  return Object.hasOwn(types, type) || (others === true && !runsWhenOpened(type, name));
};

export function judgeName(
  { name, bytes }: { name: string; bytes: number },
  bytesMax: number,
): { ok: true } | FileRefusal {
  if (isNameInvalid(name)) return no("fileNameInvalid");
  if (bytes <= 0) return no("fileEmpty");
  return bytes > bytesMax ? no("fileTooLarge", { bytesMax }) : { ok: true };
}

/** UP2: before anything is sent, of what a file is said to be. What is inside is found out later. */
export const judgePromise = (
  channel: LimitedChannel,
  kind: FileKind,
  file: { name: string; bytes: number },
): { ok: true } | FileRefusal => judgeName(file, MEDIA_LIMITS[channel][kind].bytesMax);

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
  const { types, others, voice = [] } = MEDIA_LIMITS[channel][kind];
  if (others) return judgeAny(type, name);
  const limits = Object.hasOwn(types, type) ? types[type]! : undefined;
  if (!limits) {
    // What its name promises it would be taken as, here or elsewhere.
    const isLie = CALLED.get(extension)?.has(type) === false;
    if (isLie) return no("fileNotAsNamed", { type, extension });
    const kinds = FILE_KINDS.filter((one) => takes(channel, one, type, name));
    return kinds.length > 0 ? no("fileOfOtherKind", { type, kinds }) : no("fileTypeNotTaken", { type });
  }
  const isLie = extension !== "" && !limits.extensions.includes(extension);
  if (isLie) return no("fileNotAsNamed", { type, extension });
  const inside = judgeInside(type, limits, found);
  if (inside) return inside;
  if (file.voice === true && !voice.includes(type)) return no("voiceTypeNotTaken", { type });
  return { ok: true, type };
}

/** Where any type will do: a name may say what nobody knows, but not what it is not. */
function judgeAny(type: string, name: string): FileJudgement {
  const extension = extensionOf(name);
  const names = CALLED.get(extension);
  const isOfItsOwn = !type.startsWith("text/") && [...CALLED.values()].some((types) => types.has(type));
  const isLie = extension !== "" && (names ? !names.has(type) : isOfItsOwn);
  if (isLie) return no("fileNotAsNamed", { type, extension });
  return runsWhenOpened(type, name) ? no("fileRuns", { type }) : { ok: true, type };
}

function judgeInside(type: string, limits: TypeLimits, found: Found): FileRefusal | undefined {
  const { video, audio, audioTracks = 1, bits } = found;
  const { channelsMax = Infinity, audioTracksMax = Infinity } = limits;
  if (limits.bits && bits === undefined) return no("fileUnreadable", { type });
  if (limits.bits && bits !== limits.bits) return no("pictureBitsNotTaken", { type, bits: bits! });
  if (limits.video) {
    if (!video) return no("fileUnreadable", { type });
    if (!limits.video.includes(video.codec)) return no("videoCodecNotTaken", { type, codec: video.codec });
  } else if (limits.audio && !audio) return no("fileUnreadable", { type });
  if (!audio || !limits.audio) return undefined;
  if (!limits.audio.includes(audio.codec)) return no("audioCodecNotTaken", { type, codec: audio.codec });
  if (audioTracks > audioTracksMax) return no("tooManyAudioTracks", { type, tracks: audioTracks });
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
