/** The way back in for who has lost the password. */
import { Hono } from "hono";
import * as v from "valibot";
import { gateKey } from "../accounts/gates.ts";
import { hashPassword, weaknessOf } from "../accounts/passwords.ts";
import { accountRoom, randomId, sha256, tokenOf } from "../accounts/tokens.ts";
import {
  account,
  ask,
  email,
  locale,
  pageOf,
  password,
  secretFor,
  tell,
  validate,
  type Asked,
  type Env,
} from "./context.ts";
import { keysFrom, passGates, tooSoon } from "./gates.ts";
import { forget, keepDevice } from "./session.ts";

export const recovery = new Hono<Env>();

async function writeTo(c: Asked, room: string, speaks: "es" | "en"): Promise<void> {
  // Asked first: where there is nobody, nothing is to be left behind.
  if ((await ask(c, account(room), { type: "password" })) === null) return;
  const nonce = randomId();
  const hash = await sha256(await tokenOf(secretFor(c), "recovery", room, nonce));
  await tell(c, room, { type: "recovery.ask", nonce, hash, page: pageOf(c, speaks) });
}

/** Answered before anything is looked up: neither the words nor the time say whether there is such an account. */
recovery.post("/recovery", validate(v.strictObject({ email, locale })), async (c) => {
  const given = c.req.valid("json");
  const room = await accountRoom(given.email);
  const passage = await passGates(c, [
    ...(await keysFrom(c, "recoveryFrom")),
    await gateKey("recovery", "account", room),
  ]);
  if (!passage.ok) return tooSoon(c, passage.waitMs);
  const work = writeTo(c, room, given.locale).catch((error: unknown) => {
    console.log(JSON.stringify({ level: "error", msg: "no recovery letter", room, error: String(error) }));
  });
  c.env.later(work);
  return c.json({ ok: true });
});

const LINK = /^(a[0-9a-f]{40})\.([A-Za-z0-9_-]{43})$/;
/** What the letter's link has after `recover=`. */
const link = v.pipe(v.string(), v.regex(LINK));

/** Whose link it is, for whoever has it. The same answer whether it is over, was used, or never was. */
async function find(c: Asked, given: string): Promise<{ room: string; hash: string; email: string } | Response> {
  const [, room, token] = LINK.exec(given) as unknown as [string, string, string];
  const passage = await passGates(c, await keysFrom(c, "recoveryFrom"));
  if (!passage.ok) return tooSoon(c, passage.waitMs);
  const hash = await sha256(token);
  const known = (await ask(c, account(room), { type: "recovery", hash, at: Date.now() })) as { email: string } | null;
  if (!known) return c.json({ error: "linkInvalid" }, 403);
  await passage.release();
  return { room, hash, email: known.email };
}

/** Whether it would do, before anybody thinks of a password. It uses nothing up, and says nothing of whose it is. */
recovery.post("/recovery/look", validate(v.strictObject({ link })), async (c) => {
  const found = await find(c, c.req.valid("json").link);
  return found instanceof Response ? found : c.json({ ok: true });
});

recovery.post("/recovery/finish", validate(v.strictObject({ link, password })), async (c) => {
  const given = c.req.valid("json");
  const found = await find(c, given.link);
  if (found instanceof Response) return found;
  const { room, hash, email: address } = found;
  const weakness = weaknessOf(given.password, address);
  if (weakness) return c.json({ error: weakness }, 422);
  const stored = await hashPassword(given.password);
  const refused = await tell(c, room, { type: "recovery.use", hash, password: stored });
  if (refused !== undefined) return c.json({ error: refused }, 403);
  forget(c);
  // Whoever reads this letter is the owner: strangers cannot make them wait now.
  await keepDevice(c, room);
  return c.json({ ok: true });
});
