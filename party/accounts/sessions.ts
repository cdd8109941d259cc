/** What a browser holds: the session's cookie, the device's, and the token that shows that a request is our own page's. */
import { isSame, tokenOf } from "./tokens.ts";

export const SESSION_COOKIE_S = 90 * 24 * 60 * 60;
export const DEVICE_COOKIE_S = 365 * 24 * 60 * 60;
/** Accounts that one browser is known by: families and shared desks. */
const DEVICES_MAX = 5;

/** With `__Host-` no other host of the same domain can set it; browsers take that name over https only. */
export const sessionCookie = (secure: boolean): string => (secure ? "__Host-turno_session" : "turno_session");
export const deviceCookie = (secure: boolean): string => (secure ? "__Host-turno_device" : "turno_device");

export interface SessionToken {
  account: string;
  session: string;
  secret: string;
}

const PART = "[A-Za-z0-9_-]";
const SESSION = new RegExp(`^(a[0-9a-f]{40})\\.(${PART}{22})\\.(${PART}{43})$`);
const DEVICE = new RegExp(`^(a[0-9a-f]{40})\\.(${PART}{22})\\.(${PART}{43})$`);

export const formatSession = ({ account, session, secret }: SessionToken): string => `${account}.${session}.${secret}`;

export function parseSession(cookie: string | undefined): SessionToken | undefined {
  const [, account, session, secret] = SESSION.exec(cookie ?? "") ?? [];
  return account && session && secret ? { account, session, secret } : undefined;
}

/** Told to our own pages, which send it with whatever changes something: a foreign page may send the cookie, and not this. */
export const csrfOf = (secret: string, session: string): Promise<string> => tokenOf(secret, "csrf", session);
export const isCsrf = async (secret: string, session: string, given: string | undefined): Promise<boolean> =>
  given !== undefined && isSame(await csrfOf(secret, session), given);

const ofAccount = (account: string) => (part: string) => part.startsWith(`${account}.`);

/** The id by which this browser is known to have signed in to this account before; undefined: it has not. */
export async function knownDevice(
  secret: string,
  cookie: string | undefined,
  account: string,
): Promise<string | undefined> {
  const [, , device, signature] = DEVICE.exec((cookie ?? "").split("~").find(ofAccount(account)) ?? "") ?? [];
  if (!device || !signature) return undefined;
  return isSame(await tokenOf(secret, "device", account, device), signature) ? device : undefined;
}

/** The cookie with which this browser is known to the account from now on, and to the last few others as before. */
export async function withDevice(
  secret: string,
  cookie: string | undefined,
  account: string,
  device: string,
): Promise<string> {
  const others = (cookie ?? "").split("~").filter((part) => DEVICE.test(part) && !ofAccount(account)(part));
  const own = `${account}.${device}.${await tokenOf(secret, "device", account, device)}`;
  return [own, ...others].slice(0, DEVICES_MAX).join("~");
}
