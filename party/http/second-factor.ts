/** Codes beside the password: setting up, turning on, turning off, and new recovery codes. */
import { Hono } from "hono";
import * as v from "valibot";
import { gateKey } from "../accounts/gates.ts";
import { randomId } from "../accounts/tokens.ts";
import { newCodes, newFactor, stepOf } from "../accounts/totp.ts";
import { account, ask, password, secretFor, tell, validate, type Env } from "./context.ts";
import { passGates, tooSoon } from "./gates.ts";
import { keepSecret, newSecret, signedIn } from "./session.ts";
import { provesPassword } from "./sessions.ts";

export const secondFactor = new Hono<Env>();

/** The key is shown now and never again. Nothing asks for codes until one has come back. */
secondFactor.post("/second-factor/begin", validate(v.strictObject({ password })), async (c) => {
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  const known = await provesPassword(c, who, c.req.valid("json").password);
  if (known instanceof Response) return known;
  const { account: room, session } = who.token;
  const { sealed, uri, key } = await newFactor(secretFor(c), room, who.view.email);
  const setup = randomId();
  const refused = await tell(c, room, { type: "factor.begin", setup, secret: sealed, session });
  return refused === undefined ? c.json({ setup, uri, key }) : c.json({ error: refused }, 409);
});

const code = v.pipe(v.string(), v.trim(), v.maxLength(40));
const setup = v.pipe(v.string(), v.maxLength(64));

secondFactor.post("/second-factor/confirm", validate(v.strictObject({ setup, code })), async (c) => {
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  const given = c.req.valid("json");
  const { account: room, session } = who.token;
  const passage = await passGates(c, [await gateKey("code", "session", session)]);
  if (!passage.ok) return tooSoon(c, passage.waitMs);
  const secret = secretFor(c);
  const known = (await ask(c, account(room), { type: "factor" })) as { setup: { id: string; secret: string } | null };
  if (known.setup?.id !== given.setup) return c.json({ error: "attemptOver" }, 409);
  const step = await stepOf(secret, room, known.setup.secret, given.code.replaceAll(" ", ""), Date.now());
  if (step === null) return c.json({ error: "wrongCode" }, 403);
  const { codes, hashes } = await newCodes(secret, room);
  const { token, hash } = await newSecret(who.token);
  const confirmed = { setup: given.setup, step, codes: hashes, session, hash };
  const refused = await tell(c, room, { type: "factor.confirm", ...confirmed });
  if (refused !== undefined) return c.json({ error: refused }, 409);
  await passage.release();
  keepSecret(c, token);
  return c.json({ codes });
});

secondFactor.post("/second-factor/off", validate(v.strictObject({ password })), async (c) => {
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  const known = await provesPassword(c, who, c.req.valid("json").password);
  if (known instanceof Response) return known;
  const { account: room, session } = who.token;
  const { token, hash } = await newSecret(who.token);
  const refused = await tell(c, room, { type: "factor.remove", session, hash });
  if (refused !== undefined) return c.json({ error: refused }, 409);
  keepSecret(c, token);
  return c.json({ ok: true });
});

/** Shown now and never again; those before are good for nothing any more. */
secondFactor.post("/second-factor/codes", validate(v.strictObject({ password })), async (c) => {
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  const before = await provesPassword(c, who, c.req.valid("json").password);
  if (before instanceof Response) return before;
  const { account: room, session } = who.token;
  const { codes, hashes } = await newCodes(secretFor(c), room);
  const { token, hash } = await newSecret(who.token);
  const refused = await tell(c, room, { type: "codes.renew", before, codes: hashes, session, hash });
  if (refused !== undefined) return c.json({ error: refused }, 409);
  keepSecret(c, token);
  return c.json({ codes });
});
