/** What a provider says of a file, made into what a name and a checksum are here. Its type is found out by its contents. */
import { typeOf } from "../../machines/media-judging.ts";
import { FILE_KINDS, MEDIA_LIMITS, type FileKind } from "../../machines/media-limits.ts";
import { fromBase64url, hexOf } from "../accounts/tokens.ts";
import { safeName } from "./serving.ts";

export interface Said {
  kind: FileKind;
  type: string;
  name?: string;
  /** Of the whole, in hexadecimal or base64. */
  sha256?: string;
}

const SHA256_BYTES = 32;

/** In hexadecimal. @throws if it is none. */
export function sha256Of(said: string): string {
  if (/^[0-9a-f]{64}$/i.test(said)) return said.toLowerCase();
  const bytes = fromBase64url(said.replaceAll("=", ""));
  if (bytes.length !== SHA256_BYTES) throw new RangeError("no checksum");
  return hexOf(bytes);
}

/** Pictures and voice notes have none with their providers. */
export function nameOf({ kind, type, name }: Said): string {
  if (name !== undefined && name.trim() !== "") return safeName(name);
  const bare = typeOf({ type, bytes: 0 }, "");
  const limits = Object.values(MEDIA_LIMITS).flatMap((kinds) =>
    FILE_KINDS.flatMap((one) => (Object.hasOwn(kinds[one].types, bare) ? kinds[one].types[bare]! : [])),
  );
  const extension = limits[0]?.extensions[0];
  return extension === undefined ? kind : `${kind}.${extension}`;
}
