/** Following the link of an invitation: what it is for, and saying yes. */
import { Hono } from "hono";
import * as v from "valibot";
import { hashPassword, weaknessOf } from "../accounts/passwords.ts";
import { accountRoom, isSame, tokenOf } from "../accounts/tokens.ts";
import {
  account,
  ask,
  command,
  locale,
  pageOf,
  password,
  secretFor,
  tell,
  validate,
  type Asked,
  type Env,
} from "./context.ts";
import { tellMembership } from "./memberships.ts";
import { keysFrom, passGates, tooSoon } from "./gates.ts";
import { keepDevice } from "./session.ts";

export const invitations = new Hono<Env>();

const LINK = /^([a-z0-9-]{1,32})(_[a-z0-9-]{1,64})\.([A-Za-z0-9_-]{43})$/;
const link = v.pipe(v.string(), v.regex(LINK));

interface Found {
  project: { party: string; room: string };
  member: string;
  nonce: string;
  email: string;
  projectName: string;
  role: string;
  /** Who has invited them. */
  by: string;
  hasPassword: boolean;
}

/** The same answer whether there never was such an invitation, it is over, or the link is made up. */
const over = (c: Asked): Response => c.json({ error: "invitationOver" }, 404);

async function find(c: Asked, given: string): Promise<Found | Response> {
  const [, project, name, token] = LINK.exec(given) as unknown as [string, string, string, string];
  const passage = await passGates(c, await keysFrom(c, "recoveryFrom"));
  if (!passage.ok) return tooSoon(c, passage.waitMs);
  const member = project + name;
  const at = { party: "project", room: project };
  const known = (await ask(c, at, { type: "invitation", id: member, at: Date.now() })) as {
    nonce: string;
    email: string;
    role: string;
    by: string;
    project: string;
  } | null;
  // Made also where there is none: as long as with one.
  const right = await tokenOf(secretFor(c), "invitation", member, known?.nonce ?? "");
  if (!known || !isSame(right, token)) return over(c);
  await passage.release();
  const stored = await ask(c, account(await accountRoom(known.email)), { type: "password" });
  const { nonce, email, role, by, project: projectName } = known;
  return { project: at, member, nonce, email, role, by, projectName, hasPassword: stored !== null };
}

/** `link`: what the letter's link has after `invite=`. `hasPassword`: who has an account keeps its password. */
invitations.post("/invitation/look", validate(v.strictObject({ link })), async (c) => {
  const found = await find(c, c.req.valid("json").link);
  if (found instanceof Response) return found;
  const { projectName: project, email, role, by, hasPassword } = found;
  return c.json({ project, email, role, by, hasPassword });
});

/** They sign in afterwards, as always. */
invitations.post(
  "/invitation/accept",
  validate(
    v.strictObject({
      link,
      name: v.pipe(v.string(), v.trim(), v.maxLength(1000)),
      password: v.optional(password),
      locale,
    }),
  ),
  async (c) => {
    const given = c.req.valid("json");
    const found = await find(c, given.link);
    if (found instanceof Response) return found;
    const { project, member: id, nonce, email, hasPassword } = found;
    if (given.name === "") return c.json({ error: "nameMissing" }, 422);
    const room = await accountRoom(email);
    if (!hasPassword) {
      const weakness = weaknessOf(given.password ?? "", email);
      if (weakness) return c.json({ error: weakness }, 422);
      const stored = await hashPassword(given.password!);
      // Before they are a member: who is one must be able to sign in. Refused where they have said yes twice at once.
      await tell(c, room, { type: "credentials.give", email, password: stored, page: pageOf(c, given.locale) });
    }
    const accepted = { type: "invitation.accept", id, nonce, account: room, name: given.name };
    const refused = await command(c, project, accepted);
    if (refused === "invitationOver") return over(c);
    if (refused !== undefined) return c.json({ error: refused }, 422);
    await tellMembership(c, project.room, id);
    // AC19: where the account was made is no browser to warn its owner of. Not so that of an older account: a link is no password.
    if (!hasPassword) await keepDevice(c, room);
    return c.json({ ok: true, email });
  },
);
