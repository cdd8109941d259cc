/**
 * Passwords: whether one is good enough, and how it is kept. scrypt with its parameters inside the stored text, so that these can
 * rise: `scrypt$15$8$3$salt$hash`. It takes a fifth of a second by intention, and the gates see to it that nobody has it done often.
 */
import { scrypt, timingSafeEqual } from "node:crypto";
import { PASSWORD_MIN_CHARS, type AccountReason } from "../../machines/account-reasons.ts";
import { isCommon, isMostly } from "./common-passwords.ts";
import { base64url, fromBase64url, normalEmail } from "./tokens.ts";

export const PASSWORD_MAX_CHARS = 200;
/** log2 of N, r, p. OWASP's parameters of 2024 for interactive use. */
const COST = { logN: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What scrypt needs is 128·N·r; the library refuses at its own limit of 32 MiB, which is just too little. */
const MEMORY_MAX_BYTES = 128 * 1024 * 1024;
const PRODUCT = "turno";
/** Shorter parts of an address are in too many words. */
const PART_MIN_CHARS = 3;

type Cost = typeof COST;
export type Weakness = Extract<AccountReason, `password${string}`>;

/** The same password may come as different code points from another keyboard. */
const normal = (password: string): string => password.normalize("NFKC");

/** Why this one may not be chosen by somebody with this address; undefined: it may. */
export function weaknessOf(password: string, email: string): Weakness | undefined {
  const text = normal(password);
  const { length } = Array.from(text);
  if (length < PASSWORD_MIN_CHARS) return "passwordTooShort";
  if (length > PASSWORD_MAX_CHARS) return "passwordTooLong";
  if (isCommon(text)) return "passwordCommon";
  const parts = normalEmail(email)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= PART_MIN_CHARS);
  return isMostly(text, [normalEmail(email), PRODUCT, ...parts]) ? "passwordPersonal" : undefined;
}

function derive(password: string, salt: Uint8Array, { logN, r, p }: Cost): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const cost = { N: 2 ** logN, r, p, maxmem: MEMORY_MAX_BYTES };
    scrypt(normal(password), salt, HASH_BYTES, cost, (error, hash) => {
      if (error) reject(error);
      else resolve(new Uint8Array(hash));
    });
  });
}

/** `cost`: only for a test that wants an old or a cheap one. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const hash = await derive(password, salt, cost);
  return ["scrypt", cost.logN, cost.r, cost.p, base64url(salt), base64url(hash)].join("$");
}

function parse(stored: string): { cost: Cost; salt: Uint8Array; hash: Uint8Array } {
  const [scheme, logN, r, p, salt, hash] = stored.split("$");
  if (scheme !== "scrypt" || !salt || !hash) throw new Error("a stored password of an unknown kind");
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: fromBase64url(salt),
    hash: fromBase64url(hash),
  };
}

export async function isPassword(password: string, stored: string): Promise<boolean> {
  const { cost, salt, hash } = parse(stored);
  return timingSafeEqual(await derive(password, salt, cost), hash);
}

/** Whether it was stored at a lower cost than is right today. */
export function isToBeRehashed(stored: string): boolean {
  const { cost } = parse(stored);
  return cost.logN < COST.logN || cost.r < COST.r || cost.p < COST.p;
}

/** Of nobody: checked against where there is no account, so that it takes the same time. */
export const NOBODYS_PASSWORD = `scrypt$${COST.logN}$${COST.r}$${COST.p}$AAAAAAAAAAAAAAAAAAAAAA$${"A".repeat(43)}`;
