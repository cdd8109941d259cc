/** The first run: whoever has the code of the start-up log makes the first project and is its administrator. */
import { Hono } from "hono";
import * as v from "valibot";
import { isTimeZone } from "../../machines/project-changes.ts";
import { gateKey } from "../accounts/gates.ts";
import { hashPassword, isPassword, weaknessOf } from "../accounts/passwords.ts";
import { isSetupCode } from "../accounts/setup-code.ts";
import { accountRoom, normalEmail } from "../accounts/tokens.ts";
import { WATCHTOWER } from "../engine/definition.ts";
import {
  account,
  ask,
  command,
  email,
  locale,
  pageOf,
  password,
  secretFor,
  tell,
  validate,
  type Env,
} from "./context.ts";
import { tellMembership } from "./memberships.ts";
import { passGates, tooSoon } from "./gates.ts";
import { keepDevice } from "./session.ts";

export const setup = new Hono<Env>();

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));
const ID_MAX_CHARS = 32;

/** Of its name: it stands in the widget's snippet. */
function idOf(called: string): string {
  const plain = called.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const id = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return id.slice(0, ID_MAX_CHARS).replace(/-$/, "") || "main";
}

setup.get("/setup", async (c) => {
  c.header("cache-control", "no-store");
  const needed = c.env.env.TURNO_DEMO !== "1" && (await ask(c, WATCHTOWER, { type: "isEmpty" })) === true;
  return c.json({ needed });
});

setup.post(
  "/setup",
  validate(
    v.strictObject({
      code: v.pipe(v.string(), v.maxLength(40)),
      project: name,
      name,
      email: v.pipe(email, v.email()),
      password,
      timeZone: v.optional(v.pipe(v.string(), v.maxLength(60), v.check(isTimeZone)), "UTC"),
      locale,
    }),
  ),
  async (c) => {
    const isEmpty = await ask(c, WATCHTOWER, { type: "isEmpty" });
    if (c.env.env.TURNO_DEMO === "1" || isEmpty !== true) return c.json({ error: "not found" }, 404);
    const given = c.req.valid("json");
    const passage = await passGates(c, [await gateKey("code", "account", "setup")]);
    if (!passage.ok) return tooSoon(c, passage.waitMs);
    if (!(await isSetupCode(secretFor(c), given.code))) return c.json({ error: "wrongCode" }, 403);
    await passage.release();
    const address = normalEmail(given.email);
    const weakness = weaknessOf(given.password, address);
    if (weakness) return c.json({ error: weakness }, 422);
    const room = await accountRoom(address);
    // Of a set-up that was broken off there may be an account already: theirs, if they know its password.
    const stored = (await ask(c, account(room), { type: "password" })) as string | null;
    if (stored === null) {
      const first = await hashPassword(given.password);
      await tell(c, room, { type: "credentials.give", email: address, password: first, page: pageOf(c, given.locale) });
    } else if (!(await isPassword(given.password, stored))) return c.json({ error: "accountExists" }, 409);
    const id = idOf(given.project);
    const departments = [{ id: "general", name: "General" }];
    const person = {
      id: `${id}_admin`,
      email: address,
      account: room,
      name: given.name,
      role: "administrator",
      departments: ["general"],
      capacity: null,
    };
    const described = { name: given.project, timeZone: given.timeZone, departments, people: [person] };
    const at = { party: "project", room: id };
    await command(c, at, { type: "project.describe", ...described });
    // Before it takes a second command, the directory has heard of the first: nobody makes another project from now on.
    await command(c, at, { type: "project.stock", replies: [], labels: [], reasons: [] });
    await tellMembership(c, id, person.id);
    // AC19: where the account was made is no browser to warn its owner of.
    await keepDevice(c, room);
    return c.json({ ok: true, project: id, email: address });
  },
);
