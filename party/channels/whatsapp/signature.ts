/** Whose webhook it is: HMAC-SHA256 over the bytes as they came, by the secret of an app, which several numbers may share. */
import type { Line } from "../port.ts";
import { bytesOf } from "./hex.ts";

const HEADER = /^sha256=([0-9a-f]{64})$/i;
const HMAC = { name: "HMAC", hash: "SHA-256" };

const [BACKSLASH, SMALL_U] = [0x5c, 0x75];
const DIGITS = "0123456789abcdef";

/** How some of the provider's senders write what they sign: each code unit beyond ASCII as `\u` and four small digits. */
function escaped(body: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (!body.some((byte) => byte > 0x7f)) return undefined;
  const text = new TextDecoder().decode(body);
  // Into bytes at once: whoever signs nothing can make us do this, with as much as a batch may have.
  const ascii = new Uint8Array(text.length * 6);
  let length = 0;
  for (let n = 0; n < text.length; n++) {
    const unit = text.charCodeAt(n);
    if (unit <= 0x7f) {
      ascii[length++] = unit;
      continue;
    }
    ascii[length++] = BACKSLASH;
    ascii[length++] = SMALL_U;
    for (const shift of [12, 8, 4, 0]) ascii[length++] = DIGITS.charCodeAt((unit >> shift) & 0xf);
  }
  return ascii.subarray(0, length);
}

/** In constant time: the platform compares. */
async function isSigned(secret: string, signature: Uint8Array<ArrayBuffer>, body: Uint8Array): Promise<boolean> {
  // A key of no bytes is refused by some runtimes and signs for everybody in the others.
  if (secret === "") return false;
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), HMAC, false, ["verify"]);
  if (await crypto.subtle.verify("HMAC", key, signature, body as Uint8Array<ArrayBuffer>)) return true;
  const other = escaped(body);
  return other !== undefined && (await crypto.subtle.verify("HMAC", key, signature, other));
}

export async function verify(
  request: Request,
  body: Uint8Array,
  lines: readonly Line[],
): Promise<readonly Line[] | null> {
  const [, hex] = HEADER.exec(request.headers.get("x-hub-signature-256") ?? "") ?? [];
  if (hex === undefined) return null;
  const signature = bytesOf(hex);
  for (const secret of new Set(lines.map(({ secrets }) => secrets.appSecret ?? "")))
    if (await isSigned(secret, signature, body)) return lines.filter(({ secrets }) => secrets.appSecret === secret);
  return null;
}
