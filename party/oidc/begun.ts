/**
 * A sign-in that has gone to the provider and must come back to the same browser. The browser holds, signed, which one it is and until
 * when; what proves the rest (nonce and PKCE's verifier) is made of that again by us, and stored nowhere.
 */
import { isSame, randomId, tokenOf } from "../accounts/tokens.ts";

/** Long enough for a forgotten password and a second factor there. */
export const BEGUN_S = 10 * 60;

export interface Begun {
  state: string;
  nonce: string;
  verifier: string;
  locale: "es" | "en";
}

export const begunCookie = (secure: boolean): string => (secure ? "__Host-turno_oidc" : "turno_oidc");

const COOKIE = /^([A-Za-z0-9_-]{22})\.(es|en)\.(\d{13})\.([A-Za-z0-9_-]{43})$/;

const signed = (secret: string, state: string, locale: string, until: string): Promise<string> =>
  tokenOf(secret, "oidc", "cookie", state, locale, until);

async function proofs(secret: string, state: string, locale: Begun["locale"]): Promise<Begun> {
  const [nonce, verifier] = await Promise.all([
    tokenOf(secret, "oidc", "nonce", state),
    tokenOf(secret, "oidc", "verifier", state),
  ]);
  return { state, nonce, verifier, locale };
}

export async function begin(
  secret: string,
  locale: Begun["locale"],
  at: number,
): Promise<{ begun: Begun; cookie: string }> {
  const state = randomId();
  const until = String(at + BEGUN_S * 1000);
  const signature = await signed(secret, state, locale, until);
  return { begun: await proofs(secret, state, locale), cookie: [state, locale, until, signature].join(".") };
}

/** Null: none that we have begun, or one that is over. */
export async function readBegun(secret: string, cookie: string | undefined, at: number): Promise<Begun | null> {
  const [, state, locale, until, signature] = COOKIE.exec(cookie ?? "") ?? [];
  if (!state || !locale || !until || !signature || Number(until) <= at) return null;
  if (!isSame(await signed(secret, state, locale, until), signature)) return null;
  return proofs(secret, state, locale as Begun["locale"]);
}
