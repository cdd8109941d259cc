/**
 * What providers tell us. The bytes are verified and read by the channel's adapter; each message goes to the thread of whoever it is
 * from, and the answer is given when all of it is on disk. A provider repeats what it has no good answer to, and of what comes twice the
 * threads know it: so a room that fails is answered for with an error, and what nobody can use is not.
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { MB } from "../../machines/media-limits.ts";
import type { OutsideChannel } from "../../machines/outside.ts";
import { isSame } from "../accounts/tokens.ts";
import { adapterOf } from "../channels/index.ts";
import type { HeardFor } from "../channels/port.ts";
import { verifyTokenOf } from "../channels/webhook-secrets.ts";
import { secretFor, type Asked, type Env } from "./context.ts";
import { linesOf, type ProjectLine } from "./project-lines.ts";
import { passOn } from "./webhook-passing.ts";

export const webhooks = new Hono<Env>();

/** What a batch may have; all other bodies of ours are shorter. */
const BODY_MAX_BYTES = 3 * MB;
/** What a provider sends to be given back is short. */
const CHALLENGE_MAX_CHARS = 1_000;

const PATH = /^\/api\/webhooks\//;
/** Of a body for which the limit of all others does not hold. */
export const isWebhook = (c: Asked): boolean => c.req.method === "POST" && PATH.test(c.req.path);

const limited = bodyLimit({ maxSize: BODY_MAX_BYTES, onError: (c) => c.json({ error: "too large" }, 413) });

/** Whoever knocks with wrong signatures makes us look no more often whether they are right now. */
const AGAIN_MS = 1_000;

/** Without a good signature, since this isolate began. No gate: it would shut out the provider, who knocks from the same addresses. */
let turnedAway = 0;

function turnAway(c: Asked, channel: OutsideChannel, project: string): Response {
  const count = ++turnedAway;
  console.log(JSON.stringify({ level: "warn", msg: "webhook turned away", channel, project, count }));
  return c.json({ error: "forbidden" }, 401);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

async function take(c: Asked, channel: OutsideChannel, project: string, inbox?: string): Promise<Response> {
  c.header("cache-control", "no-store");
  const adapter = adapterOf(channel);
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  let seen: ProjectLine[] | undefined;
  let mine: ProjectLine[] = [];
  const whose = async (freshMs?: number): Promise<ProjectLine[]> => {
    const lines = await linesOf(c, project, channel, freshMs);
    // What is remembered says the same again, and looking at a large body costs.
    if (lines === seen) return mine;
    seen = lines;
    const asked = inbox === undefined ? lines : lines.filter((line) => line.inbox === inbox);
    const verified = asked.length === 0 ? null : await adapter.verify(c.req.raw, bytes, asked);
    mine = asked.filter((line) => verified?.includes(line));
    return mine;
  };
  let lines = await whose();
  let heard = lines.length === 0 ? [] : adapter.hear(parse(bytes), lines);
  // One that was set up a moment ago may be the one that is meant. Of whoever has signed it there is no end to how often is looked:
  // what nobody is told of now would be lost.
  if (lines.length === 0 || heard.some(({ unknown }) => unknown.length > 0)) {
    lines = await whose(lines.length === 0 ? AGAIN_MS : 0);
    heard = lines.length === 0 ? [] : adapter.hear(parse(bytes), lines);
  }
  if (lines.length === 0) return turnAway(c, channel, project);
  for (const { inbox: of, unknown } of heard)
    if (unknown.length > 0)
      console.log(JSON.stringify({ level: "warn", msg: "webhook unknown", channel, project, inbox: of, unknown }));
  const byInbox = (of: HeardFor) => ({ heard: of, line: lines.find((line) => line.inbox === of.inbox)! });
  const isKept = await passOn(c, channel, heard.map(byInbox));
  return isKept ? c.text("ok") : c.json({ error: "fault" }, 500);
}

webhooks.get("/webhooks/whatsapp/:project", async (c) => {
  c.header("cache-control", "no-store");
  const token = await verifyTokenOf(secretFor(c), c.req.param("project"));
  const challenge = c.req.query("hub.challenge") ?? "";
  const isRight = c.req.query("hub.mode") === "subscribe" && isSame(c.req.query("hub.verify_token") ?? "", token);
  if (!isRight || challenge.length > CHALLENGE_MAX_CHARS) return c.json({ error: "forbidden" }, 403);
  return c.text(challenge);
});

webhooks.post("/webhooks/whatsapp/:project", limited, (c) => take(c, "whatsapp", c.req.param("project")));

webhooks.post("/webhooks/telegram/:project/:inbox", limited, (c) =>
  take(c, "telegram", c.req.param("project"), c.req.param("inbox")),
);
