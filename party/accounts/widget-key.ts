/** What a site vouches for its users with: HMAC-SHA-256 of the user's id under the project's widget key, in hexadecimal. */
import { isSame, randomSecret, seal, sha256, unseal } from "./tokens.ts";

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** `key`: to be shown once. `sealed`: to be stored in the project's room. */
export async function newWidgetKey(secret: string, project: string): Promise<{ key: string; sealed: string }> {
  const key = randomSecret();
  return { key, sealed: await seal(secret, project, utf8(key)) };
}

/** The key is taken as the text that it was shown as: so a site needs no decoding in any language. */
async function signatureOf(key: string, user: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", utf8(key), algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", imported, utf8(user));
  return Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the site that has this key signs its user with. A key that cannot be opened, under another secret, is nobody's. */
export async function signatureBy(
  secret: string,
  project: string,
  sealed: string,
  user: string,
): Promise<string | undefined> {
  const bytes = await unseal(secret, project, sealed).catch(() => undefined);
  return bytes && signatureOf(new TextDecoder().decode(bytes), user);
}

/** Whether the site that has this key vouches for this user. */
export async function isVouchedFor(
  secret: string,
  project: string,
  sealed: string,
  user: { id: string; signature: string },
): Promise<boolean> {
  const signature = await signatureBy(secret, project, sealed, user.id);
  return signature !== undefined && isSame(signature, user.signature);
}

/** The same on every device. No visitor without a name has one like it: theirs are hexadecimal after the project. */
export const threadOf = async (project: string, user: string): Promise<string> =>
  `${project}_u${(await sha256(["visitor", project, user].join("\0"))).slice(0, 40)}`;
