/**
 * One-time codes (RFC 6238, as every authenticator app has them): six digits that change each half minute, from a secret that is
 * stored sealed; and recovery codes for who has lost the app, of which only keyed hashes are stored.
 */
import { generateHOTP } from "@oslojs/otp";
import { isSame, seal, tokenOf, unseal } from "./tokens.ts";

const STEP_MS = 30_000;
const DIGITS = 6;
/** 160 bits, as the RFC wants them. */
const SECRET_BYTES = 20;
/** Clocks differ, and typing takes time: one step before and one after are taken as well. */
const STEPS_AROUND = 1;
const CODES = 10;
const CODE_BYTES = 8;
/** Crockford's: nothing in it can be taken for something else. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const ISSUER = "Turno";

/** Five bits a character. */
function base32(bytes: Uint8Array, alphabet: string): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits
    .match(/.{1,5}/g)!
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)]!)
    .join("");
}

export interface NewFactor {
  /** To be stored. */
  sealed: string;
  /** To be shown once: what an app scans, and what one types where there is no camera. */
  uri: string;
  key: string;
}

export async function newFactor(secret: string, room: string, email: string): Promise<NewFactor> {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const key = base32(bytes, BASE32);
  const query = new URLSearchParams({
    secret: key,
    issuer: ISSUER,
    algorithm: "SHA1",
    digits: String(DIGITS),
    period: String(STEP_MS / 1000),
  });
  const uri = `otpauth://totp/${encodeURIComponent(`${ISSUER}:${email}`)}?${query.toString()}`;
  return { sealed: await seal(secret, room, bytes), uri, key };
}

export const codeOf = (bytes: Uint8Array, step: number): string => generateHOTP(bytes, BigInt(step), DIGITS);
export const stepAt = (at: number): number => Math.floor(at / STEP_MS);

/** Of which time step this is the code now; null: of none. Which have been used is for the account to say. */
export async function stepOf(
  secret: string,
  room: string,
  sealed: string,
  code: string,
  at: number,
): Promise<number | null> {
  const bytes = await unseal(secret, room, sealed);
  let found: number | null = null;
  for (let step = stepAt(at) - STEPS_AROUND; step <= stepAt(at) + STEPS_AROUND; step++)
    if (isSame(codeOf(bytes, step), code)) found = step;
  return found;
}

/** As they are typed: whatever the case, the spaces and the hyphens, and with the letters that look like digits. */
const plain = (code: string): string =>
  code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");

/** Keyed, because sixty-four bits could be found by trying. */
export const hashOfCode = (secret: string, room: string, code: string): Promise<string> =>
  tokenOf(secret, "recoveryCode", room, plain(code));

export async function newCodes(secret: string, room: string): Promise<{ codes: string[]; hashes: string[] }> {
  const codes = Array.from({ length: CODES }, () =>
    base32(crypto.getRandomValues(new Uint8Array(CODE_BYTES)), ALPHABET).replaceAll(/(.{4})(?=.)/g, "$1-"),
  );
  return { codes, hashes: await Promise.all(codes.map((code) => hashOfCode(secret, room, code))) };
}
