/** The public HTTP interface: signing in, becoming a visitor, getting tickets. Everything else happens on sockets. */
import { sValidator } from "@hono/standard-validator";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import type * as Party from "partykit/server";
import * as v from "valibot";
import type { Person } from "../../machines/directory.ts";
import { WATCHTOWER } from "../engine/definition.ts";
import { call } from "../engine/partykit.ts";
import { ROOM_ID } from "../protocol/frames.ts";
import { DEMO_PROJECT } from "./demo.ts";
import {
  SESSION_S,
  mayEnter,
  readSession,
  secretOf,
  signSession,
  signTicket,
  type PersonIdentity,
} from "./identity.ts";

const COOKIE = "turno_session";
const BODY_MAX_BYTES = 16_384;

type Env = { Bindings: { env: Record<string, unknown>; parties: Party.Room["context"]["parties"] } };

const name = v.pipe(v.string(), v.trim(), v.maxLength(80));
const malformed = { error: "malformed" } as const;

const validate = <S extends v.GenericSchema>(schema: S) =>
  sValidator("json", schema, (result, c) => (result.success ? undefined : c.json(malformed, 400)));

export const app = new Hono<Env>().basePath("/api");

app.onError((error, c) => {
  // Thrown by a guard of Hono's (a form from a foreign site), and no fault of ours.
  if (error instanceof HTTPException)
    return c.json(error.status === 400 ? malformed : { error: "forbidden" }, error.status);
  const requestId = crypto.randomUUID();
  console.log(
    JSON.stringify({ level: "error", msg: "request failed", requestId, path: c.req.path, error: String(error) }),
  );
  return c.json({ error: "fault", requestId }, 500);
});
app.notFound((c) => c.json({ error: "not found" }, 404));

// A panel's request carries a cookie, so it must come from our own pages; the widget's frame is one of them too.
app.use(
  csrf(),
  secureHeaders(),
  bodyLimit({ maxSize: BODY_MAX_BYTES, onError: (c) => c.json({ error: "too large" }, 413) }),
);

async function whoAsks(
  c: { req: { header: (name: string) => string | undefined } },
  cookie: string | undefined,
  secret: string,
) {
  const bearer = c.req.header("authorization")?.replace(/^Bearer /, "");
  const token = bearer ?? cookie;
  return token === undefined ? undefined : readSession(token, secret);
}

app.get("/health", (c) => c.json({ ok: true }));

/** The people of the demo project, to choose from at sign-in. Accounts with passwords are not built yet. */
app.get("/demo", async (c) => {
  if (c.env.env.TURNO_DEMO !== "1") return c.json({ error: "not a demo" }, 404);
  const people = (await call(c.env.parties, WATCHTOWER, {
    kind: "ask",
    question: { type: "people", project: DEMO_PROJECT },
  })) as Person[];
  return c.json({ people: people.map(({ id, name: called, departments }) => ({ id, name: called, departments })) });
});

app.post("/sign-in", validate(v.object({ person: v.pipe(v.string(), v.regex(ROOM_ID)) })), async (c) => {
  if (c.env.env.TURNO_DEMO !== "1") return c.json({ error: "not a demo" }, 404);
  const question = { type: "person", id: c.req.valid("json").person };
  const person = (await call(c.env.parties, WATCHTOWER, { kind: "ask", question })) as Person | null;
  if (!person) return c.json({ error: "personUnknown" }, 403);
  const who: PersonIdentity = { role: "agent", id: person.id, project: person.project, name: person.name };
  const secure = new URL(c.req.url).protocol === "https:";
  const token = await signSession(who, secretOf(c.env.env));
  setCookie(c, COOKIE, token, { httpOnly: true, sameSite: "Lax", secure, path: "/", maxAge: SESSION_S });
  return c.json({ me: who });
});

/** With tickets for the rooms that a panel opens first: it need not ask again before it can show anything. */
app.get("/me", async (c) => {
  const secret = secretOf(c.env.env);
  const who = await whoAsks(c, getCookie(c, COOKIE), secret);
  c.header("cache-control", "no-store");
  if (who?.role !== "agent") return c.json({ me: who ?? null });
  const rooms = [
    { party: "agent", room: who.id },
    { party: "queue", room: who.project },
    { party: "project", room: who.project },
  ];
  const tickets = await Promise.all(rooms.map(async (at) => ({ ...at, ticket: await signTicket(who, at, secret) })));
  return c.json({ me: who, tickets });
});

app.post("/sign-out", (c) => {
  deleteCookie(c, COOKIE, { path: "/" });
  return c.json({ ok: true });
});

/** A new visitor of a site: their identity is their thread. The widget keeps the token. */
app.post(
  "/visitors",
  validate(v.object({ project: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/)), name: v.optional(name) })),
  async (c) => {
    const { project, name: called } = c.req.valid("json");
    const question = { type: "project", id: project };
    // Else anyone could make up projects, each with a queue that is kept and woken for ever.
    if ((await call(c.env.parties, WATCHTOWER, { kind: "ask", question })) === null)
      return c.json({ error: "projectUnknown" }, 404);
    const id = `${project}_${crypto.randomUUID().replaceAll("-", "")}`;
    const who: PersonIdentity = { role: "customer", id, project, ...(called ? { name: called } : {}) };
    return c.json({ me: who, token: await signSession(who, secretOf(c.env.env)) });
  },
);

/** A ticket for one socket to one room. */
app.post(
  "/ticket",
  validate(v.object({ party: v.pipe(v.string(), v.maxLength(32)), room: v.pipe(v.string(), v.regex(ROOM_ID)) })),
  async (c) => {
    const secret = secretOf(c.env.env);
    const who = await whoAsks(c, getCookie(c, COOKIE), secret);
    if (!who) return c.json({ error: "signed out" }, 401);
    const at = c.req.valid("json");
    if (!mayEnter(who, at)) {
      console.log(JSON.stringify({ level: "warn", msg: "ticket refused", by: who.id, ...at }));
      return c.json({ error: "forbidden" }, 403);
    }
    return c.json({ ticket: await signTicket(who, at, secret) });
  },
);
