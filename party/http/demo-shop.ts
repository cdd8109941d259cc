/**
 * What the server of a site does whose users sign in there, for the shop of the demo: it knows one user, and vouches for her with
 * the project's key. A real site does the same on its own server, with the key that its administrator was shown.
 */
import { Hono } from "hono";
import type { WidgetKey } from "../../machines/widget-key.ts";
import { newWidgetKey, signatureBy } from "../accounts/widget-key.ts";
import { call } from "../engine/calls.ts";
import { ask, secretFor, type Asked, type Env } from "./context.ts";
import { DEMO_PROJECT } from "./demo.ts";

export const demoShop = new Hono<Env>();

const USER = { id: "rosa", name: "Rosa Vidal", email: "rosa@tienda.example" };
const ROOM = { party: "project", room: DEMO_PROJECT };
/** Who would make the key in the panel. Anybody may be him in a demo. */
const ADMINISTRATOR = { role: "administrator", id: `${DEMO_PROJECT}_john`, project: DEMO_PROJECT, name: "John Miller" };

const keyOf = async (c: Asked): Promise<WidgetKey | null> =>
  (await ask(c, ROOM, { type: "widgetKey" })) as WidgetKey | null;

/** The first time there is none yet. */
async function keyMade(c: Asked): Promise<WidgetKey | null> {
  const known = await keyOf(c);
  if (known) return known;
  const { sealed } = await newWidgetKey(secretFor(c), DEMO_PROJECT);
  const command = { type: "widgetKey.replace", sealed };
  await call(c.env.parties, ROOM, { kind: "command", by: ADMINISTRATOR, command });
  return keyOf(c);
}

demoShop.post("/demo/shop-user", async (c) => {
  c.header("cache-control", "no-store");
  if (c.env.env.TURNO_DEMO !== "1") return c.json({ error: "not a demo" }, 404);
  const key = await keyMade(c);
  const signature = key && (await signatureBy(secretFor(c), DEMO_PROJECT, key.sealed, USER.id));
  return signature ? c.json({ ...USER, signature }) : c.json({ error: "noKey" }, 409);
});
