/** Who asks, and what their page needs first. */
import { Hono } from "hono";
import * as v from "valibot";
import { may } from "../../machines/rights.ts";
import { call } from "../engine/calls.ts";
import type { Outcome } from "../engine/room.ts";
import { lettersGo } from "../mail/settings.ts";
import { pushSubscription, type AgentView } from "../protocol/agent.ts";
import { vapidOf } from "../push/settings.ts";
import { validate, type Env } from "./context.ts";
import { mayEnter } from "./identity.ts";
import { signedIn } from "./session.ts";
import { accountOf } from "./sessions.ts";
import { ticketsFor, whoAsks } from "./tickets.ts";

export const me = new Hono<Env>();

/**
 * With what a panel needs first, so that it need not ask again before it can show anything: what the agent's room shows, and
 * tickets for the rooms that it opens at once.
 */
me.get("/me", async (c) => {
  c.header("cache-control", "no-store");
  if (c.req.header("authorization") !== undefined) {
    const visitor = await whoAsks(c);
    return c.json({ me: visitor instanceof Response ? null : visitor });
  }
  const who = await signedIn(c);
  if (who instanceof Response) return c.json({ me: null });
  const known = await accountOf(c, who);
  const { me: person } = who;
  if (!person) return c.json({ me: null, ...known });
  const { id, project } = person;
  const own = { party: "agent", room: id };
  const shown = (await call(c.env.parties, own, { kind: "ask", question: { type: "shown" } })) as { agent: AgentView };
  const threads = new Set(shown.agent.assignments.map(({ thread }) => thread));
  const rooms = [
    own,
    { party: "queue", room: project },
    { party: "project", room: project },
    ...[...threads].map((room) => ({ party: "conversation", room })),
  ];
  // Who takes no conversations has no seat to look at.
  const open = rooms.filter((at) => mayEnter(person, at));
  const given = await ticketsFor(c, person, open);
  const tickets = given.ok ? given.tickets : [];
  // Who invites people is to know whether their letters arrive.
  const letters = may(person.role, "members.manage") ? { letters: lettersGo(c.env.env) } : {};
  return c.json({ me: person, ...known, shown, tickets, pushKey: vapidOf(c.env.env)?.publicKey ?? null, ...letters });
});

/** From a service worker, whose browser has changed its address while no panel was open to say so. */
me.post("/push", validate(v.strictObject(pushSubscription)), async (c) => {
  const who = await signedIn(c, { page: false });
  if (who instanceof Response) return who;
  if (!who.me) return c.json({ error: "notAMember" }, 403);
  if (!may(who.me.role, "conversations.take")) return c.json({ error: "forbidden" }, 403);
  const command = { type: "push.subscribe", ...c.req.valid("json") };
  const room = { party: "agent", room: who.me.id };
  const outcome = (await call(c.env.parties, room, { kind: "command", by: who.me, command })) as Outcome;
  return outcome.kind === "refused" ? c.json({ error: outcome.reason }, 403) : c.json({ ok: outcome.kind === "done" });
});
