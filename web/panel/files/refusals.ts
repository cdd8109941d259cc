/** What a file must be, and what is wrong with one, in words that say what was found and what to do. */
import {
  MEDIA_LIMITS,
  type FileKind,
  type FileReason,
  type KindLimits,
  type LimitedChannel,
} from "../../../machines/media-limits.ts";
import type { UploadReason } from "../../../machines/upload-reasons.ts";
import { codecName, typeName } from "../../files/type-names.ts";
import type { UploadView } from "../../files/upload.ts";
import { regional } from "../../shared/locale.ts";
import { language, reasonWords, t } from "../words/index.ts";
import { size } from "./sizes.ts";
import { words } from "./words/index.ts";

export const limitsOf = (channel: LimitedChannel, kind: FileKind): KindLimits =>
  (MEDIA_LIMITS[channel] ?? MEDIA_LIMITS.web)[kind];

const list = (names: readonly string[], type: "conjunction" | "disjunction" = "disjunction"): string =>
  new Intl.ListFormat(language(), { type }).format(new Set(names));

const codecsOf = (codecs: readonly string[] = []): string => list(codecs.map(codecName));

/** "MP4 con H.264 y AAC": one line for each type that needs more than its name. */
export function typeLines({ types }: KindLimits): string[] {
  const plain: string[] = [];
  const lines = Object.entries(types).flatMap(([type, { video, audio, channelsMax }]) => {
    if (!video && !audio) {
      plain.push(typeName(type));
      return [];
    }
    const inside = [video, audio].filter((codecs) => codecs !== undefined).map(codecsOf);
    const mono = channelsMax === 1 ? `, ${words().must.mono}` : "";
    const name = typeName(type);
    // Said by the name already.
    if (inside.length === 1 && inside[0] === name) return [name];
    return [`${name} ${words().must.with(list(inside, "conjunction"))}${mono}`];
  });
  return [...(plain.length > 0 ? [[...new Set(plain)].join(", ")] : []), ...new Set(lines)];
}

const typesOf = (limits: KindLimits): string => list(Object.keys(limits.types).map(typeName));

/** For the box in which files are chosen. */
export const acceptOf = ({ types }: KindLimits): string =>
  Object.entries(types)
    .flatMap(([type, { extensions }]) => [type, ...extensions.map((extension) => `.${extension}`)])
    .join(",");

export const countWords = (count: number): string => new Intl.NumberFormat(regional(language())).format(count);

export function troubleWords({ trouble, kind, bytes }: UploadView, channel: LimitedChannel): string {
  const { reason, refusal } = trouble!;
  const said = words();
  const limits = limitsOf(channel, kind);
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
      return said.refused.fileNotAsNamed(what, extension, typesOf(limits));
    case "fileTypeNotTaken":
      return said.refused.fileTypeNotTaken(what, typesOf(limits));
    case "fileOfOtherKind":
      return said.refused.fileOfOtherKind(
        what,
        list((refusal?.kinds ?? []).map((one) => t().files.kinds[one].toLowerCase())),
      );
    case "videoCodecNotTaken":
      return said.refused.videoCodecNotTaken(codecName(codec), codecsOf(inside?.video));
    case "audioCodecNotTaken":
      return said.refused.audioCodecNotTaken(name, codecName(codec), codecsOf(inside?.audio));
    case "tooManyAudioChannels":
      return said.refused.tooManyAudioChannels(refusal?.channels ?? 0, refusal?.channelsMax ?? 1);
    case "fileEmpty":
    case "fileNameInvalid":
    case "fileUnreadable":
    case "voiceTypeNotTaken":
    case "captionNotTaken":
    case "captionTooLong":
      return said.refused[reason as "fileEmpty"]();
    default:
      return serverWords(reason);
  }
}

function serverWords(reason: string): string {
  const said = words();
  if (reason === "fault") return t().fault;
  if (reason === "forbidden" || reason === "signedOut") return said.notAllowed;
  return said.reasons[reason as UploadReason] ?? `${reasonWords(reason)}.`;
}
