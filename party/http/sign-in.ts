/** Signing in: with a password, with the code of a second factor, and in a demo with a click. */
import { Hono } from "hono";
import * as v from "valibot";
import { NOBODYS_PASSWORD, hashPassword, isPassword, isToBeRehashed } from "../accounts/passwords.ts";
import { accountRoom, randomId, sha256 } from "../accounts/tokens.ts";
import { hashOfCode, stepOf } from "../accounts/totp.ts";
import { ROOM_ID } from "../protocol/frames.ts";
import { account, ask, email, locale, password, secretFor, tell, validate, whereFrom, type Env } from "./context.ts";
import { DEMO_PROJECT } from "./demo.ts";
import { keysInto, passGates, tooSoon } from "./gates.ts";
import { tellMembership } from "./memberships.ts";
import { begun, deviceKnownTo, newSession } from "./session.ts";

const wrong = { error: "wrongSignIn" } as const;

export const signIn = new Hono<Env>();

/** The same answer, after the same work, whether or not there is such an account. */
signIn.post("/sign-in", validate(v.strictObject({ email, password, locale })), async (c) => {
  const given = c.req.valid("json");
  const room = await accountRoom(given.email);
  const device = await deviceKnownTo(c, room);
  const passage = await passGates(c, await keysInto(c, "signIn", room, device));
  if (!passage.ok) return tooSoon(c, passage.waitMs);

  const stored = (await ask(c, account(room), { type: "password" })) as string | null;
  const isRight = await isPassword(given.password, stored ?? NOBODYS_PASSWORD);
  if (stored === null || !isRight) {
    // Where there is nobody to tell, somebody is asked: as many rooms are called either way.
    const told = () => tell(c, room, { type: "signIn.fail", ...whereFrom(c) });
    c.env.later(stored === null ? ask(c, account(room), { type: "password" }) : told());
    return c.json(wrong, 401);
  }
  const attempt = randomId();
  const session = await newSession(c, room, given.locale, device);
  const proved = { password: stored, attempt: await sha256(attempt), session: session.described };
  if ((await tell(c, room, { type: "signIn.prove", ...proved })) !== undefined) return c.json(wrong, 401);
  await passage.release();
  if (isToBeRehashed(stored)) {
    const better = hashPassword(given.password);
    c.env.later(better.then((again) => tell(c, room, { type: "password.rehash", before: stored, password: again })));
  }
  const entered = await begun(c, session.token, session.hash);
  return c.json(entered ?? { next: "code", attempt: `${room}.${attempt}` });
});

const ATTEMPT = /^(a[0-9a-f]{40})\.([A-Za-z0-9_-]{22})$/;
const DIGITS = /^\d{6}$/;

signIn.post(
  "/sign-in/code",
  validate(
    v.strictObject({
      attempt: v.pipe(v.string(), v.regex(ATTEMPT)),
      code: v.pipe(v.string(), v.trim(), v.maxLength(40)),
      locale,
    }),
  ),
  async (c) => {
    const given = c.req.valid("json");
    const [, room, id] = ATTEMPT.exec(given.attempt) as unknown as [string, string, string];
    const device = await deviceKnownTo(c, room);
    const passage = await passGates(c, await keysInto(c, "code", room, device));
    if (!passage.ok) return tooSoon(c, passage.waitMs);

    const attempt = await sha256(id);
    const waiting = (await ask(c, account(room), { type: "attempt", attempt, at: Date.now() })) as {
      secret: string;
    } | null;
    if (!waiting) return c.json({ error: "attemptOver" }, 401);
    const secret = secretFor(c);
    const code = given.code.replaceAll(" ", "");
    const isStep = DIGITS.test(code);
    const step = isStep ? await stepOf(secret, room, waiting.secret, code, Date.now()) : null;
    const wrongCode = (error: string) => {
      // The password was right: of all failed tries the one that its owner must hear of.
      c.env.later(tell(c, room, { type: "signIn.fail", ...whereFrom(c) }));
      return c.json({ error }, 401);
    };
    if (isStep && step === null) return wrongCode("wrongCode");
    const recovery = isStep ? null : await hashOfCode(secret, room, code);
    const session = await newSession(c, room, given.locale, device);
    const refused = await tell(c, room, { type: "code.prove", attempt, step, recovery, session: session.described });
    if (refused !== undefined) return wrongCode(refused);
    await passage.release();
    return c.json((await begun(c, session.token, session.hash)) ?? { error: "signedOut" });
  },
);

/** As one of the people of the demo, by a click. Nobody else's project has this. */
signIn.post("/demo/sign-in", validate(v.strictObject({ person: v.pipe(v.string(), v.regex(ROOM_ID)) })), async (c) => {
  if (c.env.env.TURNO_DEMO !== "1") return c.json({ error: "not a demo" }, 404);
  const person = await tellMembership(c, DEMO_PROJECT, c.req.valid("json").person);
  if (!person) return c.json({ error: "personUnknown" }, 403);
  const { account: room, email: address } = person;
  const session = await newSession(c, room, "es", await deviceKnownTo(c, room));
  await tell(c, room, { type: "signIn.vouch", email: address, session: session.described });
  return c.json(await begun(c, session.token, session.hash));
});
