/** What a file must be, and what is wrong with one, in words that say what was found and what to do. */
import {
  MEDIA_LIMITS,
  type FileKind,
  type FileReason,
  type KindLimits,
  type LimitedChannel,
} from "../../machines/media-limits.ts";
import type { UploadReason } from "../../machines/upload-reasons.ts";
import { regional, type Language } from "../shared/locale.ts";
import { sizeWords } from "./sizes.ts";
import { codecName, typeName } from "./type-names.ts";
import type { UploadView } from "./upload.ts";
import type { FileWords } from "./words/es.ts";

/** How one screen speaks. */
export interface Speech {
  language: Language;
  words: FileWords;
  /** "imagen", "video", … */
  kinds: Record<FileKind, string>;
  /** Of what is no refusal of a file. */
  otherwise: (reason: string) => string;
}

export const limitsOf = (channel: LimitedChannel, kind: FileKind): KindLimits =>
  (MEDIA_LIMITS[channel] ?? MEDIA_LIMITS.web)[kind];

type Join = "conjunction" | "disjunction";
const list = ({ language }: Speech, names: readonly string[], type: Join = "disjunction"): string =>
  new Intl.ListFormat(language, { type }).format(new Set(names));

const codecsOf = (speech: Speech, codecs: readonly string[] = []): string => list(speech, codecs.map(codecName));

/** "MP4 con H.264 y AAC": one line for each type that needs more than its name. */
export function typeLines({ types, others }: KindLimits, speech: Speech): string[] {
  const { must } = speech.words;
  if (others) return [must.anyType];
  const plain: string[] = [];
  const lines = Object.entries(types).flatMap(([type, { video, audio, channelsMax, audioTracksMax, bits }]) => {
    if (!video && !audio) {
      plain.push(bits ? `${typeName(type)} (${must.bits(bits)})` : typeName(type));
      return [];
    }
    const inside = [video, audio].filter((codecs) => codecs !== undefined).map((codecs) => codecsOf(speech, codecs));
    const mono = channelsMax === 1 ? `, ${must.mono}` : "";
    const tracks = video && audioTracksMax === 1 ? `, ${must.oneTrack}` : "";
    const name = typeName(type);
    // Said by the name already.
    if (inside.length === 1 && inside[0] === name) return [name];
    return [`${name} ${must.with(list(speech, inside, "conjunction"))}${mono}${tracks}`];
  });
  return [...(plain.length > 0 ? [[...new Set(plain)].join(", ")] : []), ...new Set(lines)];
}

/** For the box in which files are chosen. */
export const acceptOf = ({ types, others }: KindLimits): string =>
  Object.entries(others ? {} : types)
    .flatMap(([type, { extensions }]) => [type, ...extensions.map((extension) => `.${extension}`)])
    .join(",");

export function troubleWords({ trouble, kind, bytes }: UploadView, channel: LimitedChannel, speech: Speech): string {
  const { reason, refusal } = trouble!;
  const said = speech.words;
  const limits = limitsOf(channel, kind);
  const types = limits.others ? said.must.anyType : list(speech, Object.keys(limits.types).map(typeName));
  const size = (count: number): string => sizeWords(count, regional(speech.language));
  const { type = "", codec = "", extension = "" } = refusal ?? {};
  const name = typeName(type);
  const what = name === "" ? said.unknownType : said.a(name);
  const inside = limits.types[type];
  switch (reason as FileReason) {
    case "fileTooLarge":
      return (kind === "image" ? said.refused.imageTooLarge : said.refused.fileTooLarge)(
        size(bytes),
        size(refusal?.bytesMax ?? limits.bytesMax),
      );
    case "fileNotAsNamed":
      return said.refused.fileNotAsNamed(what, extension, types);
    case "fileTypeNotTaken":
      return said.refused.fileTypeNotTaken(what, types);
    case "fileOfOtherKind":
      return said.refused.fileOfOtherKind(
        what,
        list(
          speech,
          (refusal?.kinds ?? []).map((one) => speech.kinds[one].toLowerCase()),
        ),
      );
    case "videoCodecNotTaken":
      return said.refused.videoCodecNotTaken(codecName(codec), codecsOf(speech, inside?.video));
    case "audioCodecNotTaken":
      return said.refused.audioCodecNotTaken(name, codecName(codec), codecsOf(speech, inside?.audio));
    case "tooManyAudioChannels":
      return said.refused.tooManyAudioChannels(refusal?.channels ?? 0, refusal?.channelsMax ?? 1);
    case "tooManyAudioTracks":
      return said.refused.tooManyAudioTracks(refusal?.tracks ?? 0, inside?.audioTracksMax ?? 1);
    case "pictureBitsNotTaken":
      return said.refused.pictureBitsNotTaken(refusal?.bits ?? 0, inside?.bits ?? 0);
    case "fileRuns":
      return said.refused.fileRuns(what);
    case "fileEmpty":
    case "fileNameInvalid":
    case "fileUnreadable":
    case "voiceTypeNotTaken":
    case "captionNotTaken":
    case "captionTooLong":
      return said.refused[reason as "fileEmpty"]();
    default:
      if (reason === "forbidden" || reason === "signedOut") return said.notAllowed;
      return said.reasons[reason as UploadReason] ?? speech.otherwise(reason);
  }
}
