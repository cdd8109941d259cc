/**
 * Who asks, by the cookie of their browser. Everything that acts for somebody comes through `signedIn`, which also sees to it that a
 * request that changes something is one of our own pages'.
 */
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Page } from "../../machines/account-events.ts";
import {
  DEVICE_COOKIE_S,
  SESSION_COOKIE_S,
  csrfOf,
  deviceCookie,
  formatSession,
  isCsrf,
  knownDevice,
  parseSession,
  sessionCookie,
  withDevice,
  type SessionToken,
} from "../accounts/sessions.ts";
import { randomId, randomSecret, sha256 } from "../accounts/tokens.ts";
import type { AccountView } from "../rooms/account.ts";
import { account, addressOf, ask, isSecure, pageOf, secretFor, tell, whereFrom, type Asked } from "./context.ts";
import type { PersonIdentity } from "./identity.ts";

export interface SignedIn {
  token: SessionToken;
  hash: string;
  view: AccountView;
  /** Null: they have not said which of their projects they are here for, or are in none. */
  me: PersonIdentity | null;
}

const SAFE = ["GET", "HEAD", "OPTIONS"];

/** A browser says where a request comes from; where it says nothing, it is no browser's, or one that changes nothing. */
export function isForeign(c: Asked): boolean {
  const origin = c.req.header("origin");
  return origin !== undefined && origin !== new URL(c.req.url).origin && !isBehindProxy(origin, c);
}

/** A proxy in front may speak https to the world and http to us: then the host must be the same. */
function isBehindProxy(origin: string, c: Asked): boolean {
  return URL.canParse(origin) && new URL(origin).host === c.req.header("host");
}

/** Who they are in the project of their session, as its room says. */
function personOf({ session, memberships }: AccountView, room: string): PersonIdentity | null {
  const membership = memberships.find(({ project, disabled }) => project === session.project && !disabled);
  if (!membership) return null;
  const { person: id, project, name, role } = membership;
  return { role, id, project, name, session: session.id, account: room };
}

const look = async (c: Asked, { account: room, session }: SessionToken, hash: string): Promise<AccountView | null> =>
  (await ask(c, account(room), { type: "session", session, hash, at: Date.now() })) as AccountView | null;

function keep(c: Asked, token: SessionToken): void {
  const secure = isSecure(c);
  const how = { httpOnly: true, sameSite: "Lax", secure, path: "/" } as const;
  setCookie(c, sessionCookie(secure), formatSession(token), { ...how, maxAge: SESSION_COOKIE_S });
}

export const forget = (c: Asked): void => {
  const secure = isSecure(c);
  deleteCookie(c, sessionCookie(secure), { path: "/", secure });
};

const forbidden = (c: Asked): Response => c.json({ error: "forbidden" }, 403);
const signedOut = (c: Asked): Response => c.json({ error: "signedOut" }, 401);

/**
 * A response is the answer to whoever may not go on. `page: false` is for a service worker, which has no page to be told the token: its
 * browser says where it comes from.
 */
export async function signedIn(c: Asked, { page = true } = {}): Promise<SignedIn | Response> {
  const token = parseSession(getCookie(c, sessionCookie(isSecure(c))));
  if (!token) return signedOut(c);
  if (!SAFE.includes(c.req.method)) {
    if (isForeign(c)) return forbidden(c);
    if (page && !(await isCsrf(secretFor(c), token.session, c.req.header("x-turno-csrf")))) return forbidden(c);
    if (!page && c.req.header("origin") === undefined) return forbidden(c);
  }
  const hash = await sha256(token.secret);
  const view = await look(c, token, hash);
  if (!view) {
    forget(c);
    return signedOut(c);
  }
  const { account: room, session } = token;
  if (view.note) await tell(c, room, { type: "session.use", session, hash, address: addressOf(c) ?? "" });
  const signed = { token, hash, view, me: personOf(view, room) };
  return view.rotate ? rotated(c, signed) : signed;
}

/** AC7: of several requests at once the first one changes the secret; the others go on with theirs. */
async function rotated(c: Asked, signed: SignedIn): Promise<SignedIn> {
  const { account: room, session } = signed.token;
  const { token, hash } = await newSecret(signed.token);
  const refused = await tell(c, room, { type: "session.rotate", session, before: signed.hash, hash });
  if (refused !== undefined) return signed;
  keep(c, token);
  return { ...signed, token, hash };
}

export async function newSecret(token: SessionToken): Promise<{ token: SessionToken; hash: string }> {
  const secret = randomSecret();
  return { token: { ...token, secret }, hash: await sha256(secret) };
}

/** After a change that gave the session another secret. */
export const keepSecret = keep;

/** A session that is about to begin: what the account is told of it, and what the browser will hold. */
export async function newSession(c: Asked, room: string, locale: Page["locale"], device: string | undefined) {
  const { token, hash } = await newSecret({ account: room, session: randomId(), secret: "" });
  const described = { id: token.session, hash, ...whereFrom(c), known: device !== undefined, page: pageOf(c, locale) };
  return { token, hash, described };
}

export const deviceKnownTo = (c: Asked, room: string): Promise<string | undefined> =>
  knownDevice(secretFor(c), getCookie(c, deviceCookie(isSecure(c))), room);

/** From now on this browser counts by itself when it signs in to this account. */
export async function keepDevice(c: Asked, room: string): Promise<void> {
  const secure = isSecure(c);
  const name = deviceCookie(secure);
  const before = getCookie(c, name);
  const device = (await knownDevice(secretFor(c), before, room)) ?? randomId();
  const how = { httpOnly: true, sameSite: "Lax", secure, path: "/", maxAge: DEVICE_COOKIE_S } as const;
  setCookie(c, name, await withDevice(secretFor(c), before, room, device), how);
}

/** What has begun: the browser's cookies, and what its page must know. Null: it has not begun. */
export async function begun(c: Asked, token: SessionToken, hash: string): Promise<object | null> {
  const view = await look(c, token, hash);
  if (!view) return null;
  keep(c, token);
  await keepDevice(c, token.account);
  return { me: personOf(view, token.account), csrf: await csrfOf(secretFor(c), token.session) };
}
