/** The letters of a demo without mail settings, newest first: what the page `/outbox` shows. */
import { Hono } from "hono";
import type { KeptLetter } from "../../machines/post.ts";
import { POST } from "../rooms/post.ts";
import { ask, type Env } from "./context.ts";

export const outbox = new Hono<Env>();

outbox.get("/demo/outbox", async (c) => {
  if (c.env.env.TURNO_DEMO !== "1") return c.json({ error: "not a demo" }, 404);
  c.header("cache-control", "no-store");
  return c.json({ letters: (await ask(c, POST, { type: "letters" })) as KeptLetter[] });
});
