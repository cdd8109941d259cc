/** What somebody who is signed in sees and changes of their own account. */
import { Hono } from "hono";
import * as v from "valibot";
import { csrfOf } from "../accounts/sessions.ts";
import { hashPassword, isPassword, weaknessOf } from "../accounts/passwords.ts";
import { gateKey } from "../accounts/gates.ts";
import { account, ask, password, secretFor, tell, validate, type Asked, type Env } from "./context.ts";
import { passGates, tooSoon } from "./gates.ts";
import { forget, keepSecret, newSecret, signedIn, type SignedIn } from "./session.ts";

export const sessions = new Hono<Env>();

/** Here: nobody is told that there was nobody. */
sessions.post("/sign-out", async (c) => {
  const who = await signedIn(c);
  if (who instanceof Response) return who.status === 401 ? c.json({ ok: true }) : who;
  await tell(c, who.token.account, { type: "session.end", session: who.token.session });
  forget(c);
  return c.json({ ok: true });
});

sessions.post("/sign-out-everywhere", async (c) => {
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  await tell(c, who.token.account, { type: "sessions.end" });
  forget(c);
  return c.json({ ok: true });
});

sessions.get("/devices", async (c) => {
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  c.header("cache-control", "no-store");
  const found = (await ask(c, account(who.token.account), { type: "devices", at: Date.now() })) as { id: string }[];
  return c.json({ devices: found.map((one) => ({ ...one, current: one.id === who.token.session })) });
});

sessions.delete("/devices/:id", async (c) => {
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  const session = v.safeParse(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)), c.req.param("id"));
  // The same for one that is over and for one that never was.
  if (session.success) await tell(c, who.token.account, { type: "session.end", session: session.output });
  if (session.output === who.token.session) forget(c);
  return c.json({ ok: true });
});

const project = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/));

sessions.post("/project", validate(v.strictObject({ project })), async (c) => {
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  const { account: room, session } = who.token;
  const refused = await tell(c, room, { type: "project.choose", session, ...c.req.valid("json") });
  return refused === undefined ? c.json({ ok: true }) : c.json({ error: refused }, 403);
});

/**
 * Whether they know the password of their own account: a browser that was left open must not be enough to keep others out. The stored
 * password, or the answer to who does not know it.
 */
export async function provesPassword(c: Asked, who: SignedIn, given: string): Promise<string | Response> {
  const { account: room, session } = who.token;
  const passage = await passGates(c, [await gateKey("signIn", "session", session)]);
  if (!passage.ok) return tooSoon(c, passage.waitMs);
  const stored = (await ask(c, account(room), { type: "password" })) as string | null;
  if (stored === null) return c.json({ error: "accountMissing" }, 403);
  if (!(await isPassword(given, stored))) return c.json({ error: "wrongSignIn" }, 403);
  await passage.release();
  return stored;
}

sessions.post("/password", validate(v.strictObject({ current: password, password })), async (c) => {
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  const given = c.req.valid("json");
  const weakness = weaknessOf(given.password, who.view.email);
  if (weakness) return c.json({ error: weakness }, 422);
  const before = await provesPassword(c, who, given.current);
  if (before instanceof Response) return before;
  const { account: room, session } = who.token;
  const { token, hash } = await newSecret(who.token);
  const changed = { before, password: await hashPassword(given.password), session, hash };
  const refused = await tell(c, room, { type: "password.change", ...changed });
  if (refused !== undefined) return c.json({ error: refused }, 403);
  keepSecret(c, token);
  return c.json({ ok: true });
});

/** What `GET /api/me` says of the account behind a session. */
export async function accountOf(c: Asked, { token, view }: SignedIn): Promise<object> {
  const { email, factor, codes, hasPassword, session, memberships } = view;
  return {
    account: { email, factor, codes, hasPassword },
    projects: memberships.map(({ project: id, projectName, person, role, disabled }) => ({
      id,
      name: projectName,
      person,
      role,
      disabled,
      chosen: id === session.project,
    })),
    csrf: await csrfOf(secretFor(c), token.session),
  };
}
