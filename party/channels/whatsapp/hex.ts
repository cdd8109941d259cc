import { hexOf } from "../../accounts/tokens.ts";

export const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const HEX = /^[0-9a-f]{64}$/i;
/** 32 bytes. */
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;

/** The provider writes a checksum in hexadecimal in one place and in base64 in another. Undefined: it is none. */
export function sha256Of(said: string | undefined): string | undefined {
  if (said === undefined) return undefined;
  if (HEX.test(said)) return said.toLowerCase();
  if (!BASE64.test(said)) return undefined;
  const binary = atob(said.replaceAll("-", "+").replaceAll("_", "/").replace("=", ""));
  return hexOf(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
