/**
 * Signing in with a provider of accounts (OpenID Connect). It vouches for an address; whose account that is, and where they work, is
 * ours to know. A second factor is the provider's affair here. The browser is led back to the panel, whatever comes of it.
 */
import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { NAME_MAX_CHARS } from "../../machines/catalogue.ts";
import { accountRoom, normalEmail } from "../accounts/tokens.ts";
import { WATCHTOWER } from "../engine/definition.ts";
import { baseOf } from "../mail/settings.ts";
import { BEGUN_S, begin, begunCookie, readBegun } from "../oidc/begun.ts";
import { Declined, personOf, signInAt, type Person } from "../oidc/provider.ts";
import { oidcOf } from "../oidc/settings.ts";
import { account, ask, command, isSecure, secretFor, tell, type Asked, type Env } from "./context.ts";
import { keysFrom, passGates } from "./gates.ts";
import { tellMembership } from "./memberships.ts";
import { begun as begunSession, deviceKnownTo, newSession } from "./session.ts";

export const oidc = new Hono<Env>();

const EMAIL_MAX_CHARS = 254;

type Reason =
  /** Not begun in this browser, or too long ago. */
  | "oidcState"
  /** The provider, or the person at it, said no. */
  | "oidcDeclined"
  /** The provider was not reached, or what it said does not fit. */
  | "oidcFailed"
  /** It does not say that the address is theirs. */
  | "oidcEmail"
  /** Nobody of this address works in any project. */
  | "oidcNotMember"
  | "tooSoon";

/** The ways by which one signs in here: what the first page offers. */
oidc.get("/sign-in-ways", (c) => {
  const settings = oidcOf(c.env.env);
  return c.json({ password: true, oidc: settings && { name: settings.name }, demo: c.env.env.TURNO_DEMO === "1" });
});

const backTo = (c: Asked): string => `${baseOf(c.env.env, new URL(c.req.url).origin)}/api/oidc/callback`;
const refuse = (c: Asked, reason: Reason): Response => c.redirect(`/panel#sign-in=${reason}`);

function failed(c: Asked, error: unknown): Response {
  if (error instanceof Declined) return refuse(c, "oidcDeclined");
  // What the provider called it: a wrong secret, a code that was used.
  const { error: said } = error as { error?: unknown };
  console.log(
    JSON.stringify({ level: "warn", msg: "sign-in by OpenID Connect failed", error: String(error), provider: said }),
  );
  return refuse(c, "oidcFailed");
}

oidc.get("/oidc/start", async (c) => {
  const settings = oidcOf(c.env.env);
  if (!settings) return c.json({ error: "not found" }, 404);
  const locale = c.req.query("locale") === "en" ? "en" : "es";
  const { begun, cookie } = await begin(secretFor(c), locale, Date.now());
  try {
    const url = await signInAt(settings, begun, backTo(c));
    const secure = isSecure(c);
    // Lax: it must come with the visit that the provider sends back.
    const how = { httpOnly: true, sameSite: "Lax", secure, path: "/", maxAge: BEGUN_S } as const;
    setCookie(c, begunCookie(secure), cookie, how);
    return c.redirect(url.href);
  } catch (error) {
    return failed(c, error);
  }
});

/**
 * Says yes to the project's invitation to this address, if there is one that is still good. They have followed no link, and need not:
 * that the address is theirs is proved.
 */
async function join(c: Asked, project: string, room: string, { name }: Person, email: string): Promise<void> {
  const at = { party: "project", room: project };
  const found = (await ask(c, at, { type: "invitationFor", email, at: Date.now() })) as {
    id: string;
    nonce: string;
  } | null;
  if (!found) return;
  const called = name.trim().slice(0, NAME_MAX_CHARS).trim() || email.split("@", 1)[0]!;
  const refused = await command(c, at, { type: "invitation.accept", ...found, account: room, name: called });
  if (refused === undefined) await tellMembership(c, project, found.id);
}

/** Whether they work anywhere, now that they have joined wherever they are invited. */
async function isMember(c: Asked, room: string, person: Person, email: string): Promise<boolean> {
  const projects = (await ask(c, WATCHTOWER, { type: "projects" })) as string[];
  const joined = await Promise.allSettled(projects.map((project) => join(c, project, room, person, email)));
  // One project that fails keeps nobody out of the others.
  for (const one of joined)
    if (one.status === "rejected")
      console.log(JSON.stringify({ level: "error", msg: "invitation not accepted", error: String(one.reason) }));
  return (await ask(c, account(room), { type: "isMember" })) === true;
}

oidc.get("/oidc/callback", async (c) => {
  const settings = oidcOf(c.env.env);
  if (!settings) return c.json({ error: "not found" }, 404);
  const secure = isSecure(c);
  const begun = await readBegun(secretFor(c), getCookie(c, begunCookie(secure)), Date.now());
  // Good for one answer, whatever it is.
  deleteCookie(c, begunCookie(secure), { path: "/", secure });
  const answer = new URL(c.req.url).searchParams;
  if (!begun || answer.get("state") !== begun.state) return refuse(c, "oidcState");
  const passage = await passGates(c, await keysFrom(c, "signInFrom"));
  if (!passage.ok) return refuse(c, "tooSoon");
  let person: Person;
  try {
    person = await personOf(settings, begun, answer, backTo(c));
  } catch (error) {
    return failed(c, error);
  }
  if (person.email === "" || person.email.length > EMAIL_MAX_CHARS || !person.isVerified) return refuse(c, "oidcEmail");
  const email = normalEmail(person.email);
  const room = await accountRoom(email);
  if (!(await isMember(c, room, person, email))) return refuse(c, "oidcNotMember");
  const session = await newSession(c, room, begun.locale, await deviceKnownTo(c, room));
  const refused = await tell(c, room, { type: "signIn.vouch", email, session: session.described });
  if (refused !== undefined) return refuse(c, "oidcFailed");
  await passage.release();
  await begunSession(c, session.token, session.hash);
  return c.redirect("/panel");
});
