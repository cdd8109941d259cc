/** EN71: does the log of a room replay to what it has stored? For who may look on its life. */
import { Hono } from "hono";
import { call } from "../engine/calls.ts";
import { ROOM_ID } from "../protocol/frames.ts";
import type { CheckResult } from "../protocol/inspection.ts";
import type { Env } from "./context.ts";
import { mayEnter } from "./identity.ts";
import { signedIn } from "./session.ts";

export const checks = new Hono<Env>();

checks.post("/projects/:project/rooms/:party/:room/check", async (c) => {
  c.header("cache-control", "no-store");
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  const { me } = who;
  const { project, party, room } = c.req.param();
  // The same words for what is not theirs and what is not there.
  const forbidden = () => c.json({ error: "forbidden" }, 403);
  if (!me || me.project !== project || !ROOM_ID.test(room) || !mayEnter(me, { party, room })) return forbidden();
  const result = (await call(c.env.parties, { party, room }, { kind: "check", by: me })) as CheckResult | null;
  return result ? c.json(result) : forbidden();
});
