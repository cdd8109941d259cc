/**
 * Ids that cannot be guessed, hashes of what was handed out, and tokens that are made again whenever they are needed and never
 * stored. By Web-standard means only.
 */
const SECRET_BYTES = 32;
const ID_BYTES = 16;

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** @throws if it is not base64url. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.codePointAt(0)!);
}

export const hexOf = (bytes: ArrayBuffer | Uint8Array): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

const random = (bytes: number): string => base64url(crypto.getRandomValues(new Uint8Array(bytes)));
/** 128 bits: enough that nobody meets or guesses another one. */
export const randomId = (): string => random(ID_BYTES);
/** 256 bits: what opens something. */
export const randomSecret = (): string => random(SECRET_BYTES);

/** In hexadecimal. Only for what is random itself: a short secret could be found by trying. */
export const sha256 = async (text: string): Promise<string> => hexOf(await crypto.subtle.digest("SHA-256", utf8(text)));

/** What a token of the server's is for: one that was made for one thing is good for no other. */
export type Purpose =
  | "csrf"
  | "device"
  | "recovery"
  | "invitation"
  | "setup"
  | "recoveryCode"
  | "oidc"
  | "file"
  | "webhook";

/**
 * HMAC-SHA-256 under the server's secret. The parts are set apart by what none of them contains, so that no two lists of parts
 * are one text.
 */
export async function tokenOf(secret: string, purpose: Purpose, ...parts: readonly string[]): Promise<string> {
  if (parts.some((part) => part.includes("\0"))) throw new Error("a part of a token with a zero in it");
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", utf8(secret), algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, utf8(["turno", purpose, ...parts].join("\0")));
  return base64url(new Uint8Array(signature));
}

/** Says nothing about where two texts differ by how long it takes. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [utf8(one), utf8(other)];
  let difference = a.length ^ b.length;
  for (let n = 0; n < a.length; n++) difference |= a[n]! ^ (b[n] ?? 0);
  return difference === 0;
}

/** The room of the account of this address: the same for however it is written. */
export async function accountRoom(email: string): Promise<string> {
  return `a${(await sha256(normalEmail(email))).slice(0, 40)}`;
}

export const normalEmail = (email: string): string => email.trim().toLowerCase();

const sealKeyOf = async (secret: string): Promise<CryptoKey> => {
  const whole = await crypto.subtle.importKey("raw", utf8(secret), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: utf8("turno"), info: utf8("seal") };
  return crypto.subtle.deriveKey(how, whole, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
};
const NONCE_BYTES = 12;

/** Encrypts it under the server's secret, for one room: copied into another one, it does not open. */
export async function seal(secret: string, room: string, plain: Uint8Array<ArrayBuffer>): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const how = { name: "AES-GCM", iv, additionalData: utf8(room) };
  const sealed = await crypto.subtle.encrypt(how, await sealKeyOf(secret), plain);
  return `${base64url(iv)}.${base64url(new Uint8Array(sealed))}`;
}

/** @throws if it was changed, or sealed for another room or under another secret. */
export async function unseal(secret: string, room: string, sealed: string): Promise<Uint8Array<ArrayBuffer>> {
  const [iv, text] = sealed.split(".").map(fromBase64url);
  const how = { name: "AES-GCM", iv: iv!, additionalData: utf8(room) };
  return new Uint8Array(await crypto.subtle.decrypt(how, await sealKeyOf(secret), text!));
}
