/**
 * Becoming a visitor of a site: a signed identity, whose thread is its own. Without a name of the site's it is a new one each time;
 * a user for whom the site vouches has one thread, on whatever device.
 */
import { Hono } from "hono";
import * as v from "valibot";
import { CUSTOMER_NAME_MAX_CHARS } from "../protocol/screens.ts";
import type { WidgetKey } from "../../machines/widget-key.ts";
import { isVouchedFor, threadOf } from "../accounts/widget-key.ts";
import { ask, secretFor, validate, type Asked, type Env } from "./context.ts";
import { mayComeFrom, projectOf } from "./domains.ts";
import { keysFrom, passGates, tooSoon } from "./gates.ts";
import { signVisitor, type PersonIdentity } from "./identity.ts";

export const visitors = new Hono<Env>();

const name = v.pipe(v.string(), v.trim(), v.maxLength(CUSTOMER_NAME_MAX_CHARS));
/** Letters, digits and signs that one can see: ids of other systems, addresses among them. */
const userId = v.pipe(v.string(), v.regex(/^[^\p{C}]{1,200}$/u));
const user = v.object({
  id: v.optional(userId),
  name: v.optional(name),
  signature: v.optional(v.pipe(v.string(), v.maxLength(200)), ""),
});

/** What the site says of its user must be said again soon: so a key that was replaced lets nobody stay for long. */
const VOUCHED_S = 24 * 60 * 60;

/** The user's thread; undefined: the site names nobody, or has no key to vouch with; null: it does not vouch for them. */
async function vouched(
  c: Asked,
  project: string,
  given: v.InferOutput<typeof user> | undefined,
): Promise<string | undefined | null> {
  if (given?.id === undefined) return undefined;
  const { id, signature } = given;
  const key = (await ask(c, { party: "project", room: project }, { type: "widgetKey" })) as WidgetKey | null;
  if (!key) return undefined;
  return (await isVouchedFor(secretFor(c), project, key.sealed, { id, signature })) ? threadOf(project, id) : null;
}

/** `vouched`: whether it is the thread of the user that was named. The widget keeps the token. */
visitors.post(
  "/visitors",
  validate(
    v.object({
      project: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/)),
      name: v.optional(name),
      user: v.optional(user),
    }),
  ),
  async (c) => {
    const given = c.req.valid("json");
    const { project } = given;
    const passage = await passGates(c, await keysFrom(c, "visitor"));
    if (!passage.ok) return tooSoon(c, passage.waitMs);
    const described = await projectOf(c.env.parties, project);
    // Else anyone could make up projects, each with a queue that is kept and woken for ever.
    if (described === null) return c.json({ error: "projectUnknown" }, 404);
    if (!mayComeFrom(described, c.req.header("origin") ?? c.req.header("referer"), c.req.url))
      return c.json({ error: "domainNotAllowed" }, 403);
    const thread = await vouched(c, project, given.user);
    if (thread === null) return c.json({ error: "signatureInvalid" }, 403);
    // Whom a site vouches for does not become many: nobody else at their address waits for them.
    if (thread !== undefined) await passage.release();
    const id = thread ?? `${project}_${crypto.randomUUID().replaceAll("-", "")}`;
    const called = given.user?.name || given.name;
    const vouchedFor = thread !== undefined;
    const me: PersonIdentity = {
      role: "customer",
      id,
      project,
      ...(called ? { name: called } : {}),
      ...(vouchedFor ? { vouched: true } : {}),
    };
    const token = await signVisitor(me, secretFor(c), vouchedFor ? VOUCHED_S : undefined);
    return c.json({ me, token, vouched: vouchedFor });
  },
);
