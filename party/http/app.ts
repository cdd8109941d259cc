/** The public HTTP interface: signing in, becoming a visitor, getting tickets. Everything else happens on sockets. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { every } from "hono/combine";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import type { Member } from "../../machines/members.ts";
import { ask, malformed, type Env } from "./context.ts";
import { checks } from "./checks.ts";
import { DEMO_PROJECT } from "./demo.ts";
import { fileContents } from "./file-contents.ts";
import { files, isPart } from "./files.ts";
import { demoShop } from "./demo-shop.ts";
import { inboxes } from "./inboxes.ts";
import { invitations } from "./invitations.ts";
import { me } from "./me.ts";
import { oidc } from "./oidc.ts";
import { outbox } from "./outbox.ts";
import { recovery } from "./recovery.ts";
import { secondFactor } from "./second-factor.ts";
import { sessions } from "./sessions.ts";
import { setup } from "./setup.ts";
import { signIn } from "./sign-in.ts";
import { tickets } from "./tickets.ts";
import { visitors } from "./visitors.ts";
import { isWebhook, webhooks } from "./webhooks.ts";
import { widgetKey } from "./widget-key.ts";

type Person = Pick<Member, "id" | "name" | "role" | "departments">;

const BODY_MAX_BYTES = 16_384;

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

const limited = bodyLimit({ maxSize: BODY_MAX_BYTES, onError: (c) => c.json({ error: "too large" }, 413) });

// A panel's request carries a cookie, so it must come from our own pages; the widget's frame is one of them too. Parts of files are
// bytes of whatever kind and have limits of their own: where they come from is looked at there. So have webhooks.
const isOurs = csrf();
const guards = every(isOurs, limited);
app.use((c, next) => (isPart(c) ? next() : isWebhook(c) ? isOurs(c, next) : guards(c, next)));

app.get("/health", (c) => c.json({ ok: true }));

/** The people of the demo project, to choose from at sign-in. */
app.get("/demo", async (c) => {
  if (c.env.env.TURNO_DEMO !== "1") return c.json({ error: "not a demo" }, 404);
  const people = (await ask(c, { party: "project", room: DEMO_PROJECT }, { type: "people" })) as Person[];
  return c.json({
    people: people.map(({ id, name: called, role, departments }) => ({ id, name: called, role, departments })),
  });
});

for (const part of [
  signIn,
  sessions,
  secondFactor,
  recovery,
  me,
  tickets,
  outbox,
  invitations,
  setup,
  visitors,
  widgetKey,
  demoShop,
  oidc,
  files,
  fileContents,
  inboxes,
  webhooks,
  checks,
])
  app.route("/", part);
