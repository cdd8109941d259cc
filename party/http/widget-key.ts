/** The key by which a site vouches for its users: when it was made, and a new one, which is shown this once. */
import { Hono } from "hono";
import { may } from "../../machines/rights.ts";
import type { WidgetKey } from "../../machines/widget-key.ts";
import { newWidgetKey } from "../accounts/widget-key.ts";
import { call } from "../engine/calls.ts";
import type { Outcome } from "../engine/room.ts";
import { ask, secretFor, type Asked, type Env } from "./context.ts";
import type { PersonIdentity } from "./identity.ts";
import { signedIn } from "./session.ts";

export const widgetKey = new Hono<Env>();

async function editor(c: Asked): Promise<PersonIdentity | Response> {
  c.header("cache-control", "no-store");
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  return who.me && may(who.me.role, "project.edit") ? who.me : c.json({ error: "forbidden" }, 403);
}

const madeAt = async (c: Asked, project: string): Promise<number | null> =>
  ((await ask(c, { party: "project", room: project }, { type: "widgetKey" })) as WidgetKey | null)?.at ?? null;

widgetKey.get("/project/widget-key", async (c) => {
  const who = await editor(c);
  return who instanceof Response ? who : c.json({ at: await madeAt(c, who.project) });
});

widgetKey.post("/project/widget-key", async (c) => {
  const who = await editor(c);
  if (who instanceof Response) return who;
  const { key, sealed } = await newWidgetKey(secretFor(c), who.project);
  const command = { type: "widgetKey.replace", sealed };
  const room = { party: "project", room: who.project };
  const outcome = (await call(c.env.parties, room, { kind: "command", by: who, command })) as Outcome;
  // The room itself knows best who may.
  if (outcome.kind === "refused") return c.json({ error: outcome.reason }, 403);
  if (outcome.kind !== "done") throw new Error(`project answered ${outcome.kind} to widgetKey.replace`);
  return c.json({ key, at: await madeAt(c, who.project) });
});
