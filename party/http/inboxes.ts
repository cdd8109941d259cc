/** Numbers and bots of other channels, for administrators; and the templates of one, for who writes with them. */
import { Hono } from "hono";
import type { ProjectInbox, InboxWish } from "../../machines/project-inboxes.ts";
import { OUTSIDE_CHANNELS, type OutsideChannel } from "../../machines/outside.ts";
import { may, type Right } from "../../machines/rights.ts";
import { seal } from "../accounts/tokens.ts";
import { adapterOf } from "../channels/index.ts";
import { inboxRoom } from "../channels/line.ts";
import type { ChannelAdapter, Setting } from "../channels/port.ts";
import { verifyTokenOf } from "../channels/webhook-secrets.ts";
import type { Address, Event } from "../engine/definition.ts";
import { call } from "../engine/calls.ts";
import type { Outcome } from "../engine/room.ts";
import { baseOf } from "../mail/settings.ts";
import { inboxBodies, type ChannelSetup, type InboxView, type TemplatesView } from "../protocol/inboxes.ts";
import { ask, command, secretFor, validate, type Asked, type Env } from "./context.ts";
import type { PersonIdentity } from "./identity.ts";
import { signedIn } from "./session.ts";

export const inboxes = new Hono<Env>();

/** A job has 20 s; whoever waits for it has a little longer. How often is looked, in milliseconds. */
const SETTLES_MAX_MS = 22_000;
const LOOK_FIRST_MS = 5;
const LOOK_MAX_MS = 400;
const HTTP_MAX_CHARS = 400;

async function allowed(c: Asked, right: Right): Promise<PersonIdentity | Response> {
  c.header("cache-control", "no-store");
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  return who.me && may(who.me.role, right) ? who.me : c.json({ error: "forbidden" }, 403);
}

const projectRoom = ({ project }: PersonIdentity): Address => ({ party: "project", room: project });

const view = async (c: Asked, { project }: PersonIdentity, id: string): Promise<InboxView | null> =>
  (await ask(c, inboxRoom(project, id), { type: "inbox" })) as InboxView | null;

const listed = async (c: Asked, who: PersonIdentity): Promise<ProjectInbox[]> =>
  (await ask(c, projectRoom(who), { type: "inboxes" })) as ProjectInbox[];

/** Once it is so; as it is, where that takes too long. */
async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  const giveUpAt = Date.now() + SETTLES_MAX_MS;
  for (let pause = LOOK_FIRST_MS; ; pause = Math.min(pause * 2, LOOK_MAX_MS)) {
    const seen = await look();
    if (isSo(seen) || Date.now() > giveUpAt) return seen;
    await new Promise((done) => setTimeout(done, pause));
  }
}

/** Whoever asks is an administrator and so believed, where the deployment itself says nothing. */
function ourAddress(c: Asked): string {
  try {
    return baseOf(c.env.env);
  } catch {
    return new URL(c.req.url).origin;
  }
}

/** A bot is told by us where its webhook is; a number's is pasted by hand, once for all of the project. */
function webhookUrlOf(c: Asked, channel: OutsideChannel, project: string, inbox: string): string {
  const of = channel === "telegram" ? `/${inbox}` : "";
  return `${ourAddress(c)}/api/webhooks/${channel}/${project}${of}`;
}

const shownSetting = ({ name, secret, optional, preset = "", pattern }: Setting) => ({
  name,
  secret,
  optional: optional === true,
  preset,
  pattern: pattern.source,
});

async function setupOf(c: Asked, channel: OutsideChannel, { project }: PersonIdentity): Promise<ChannelSetup> {
  const { baseUrl, settings } = adapterOf(channel);
  const isByHand = channel === "whatsapp";
  return {
    channel,
    baseUrl,
    settings: settings.map(shownSetting),
    webhookUrl: isByHand ? webhookUrlOf(c, channel, project, "") : "",
    verifyToken: isByHand ? await verifyTokenOf(secretFor(c), project) : "",
  };
}

/** The reason of a refusal, if it was one. In the name of who asks: what they did is written down. */
async function tell(c: Asked, who: PersonIdentity, id: string, what: Event): Promise<string | undefined> {
  const at = inboxRoom(who.project, id);
  const outcome = (await call(c.env.parties, at, { kind: "command", by: who, command: what })) as
    | Outcome
    | { kind: "malformed"; detail: string };
  if (outcome.kind === "done") return undefined;
  if (outcome.kind === "refused") return outcome.reason;
  throw new Error(`inbox answered ${outcome.kind} to ${what.type}`);
}

/** The room of the project itself knows best who may, and what there is. */
async function fault(c: Asked, by: PersonIdentity, wish: Omit<InboxWish, "by">): Promise<Response | undefined> {
  const { id, role } = by;
  const asked = { type: "inboxFault", wish: { ...wish, by: { id, role } } };
  const reason = (await ask(c, projectRoom(by), asked)) as string | null;
  if (reason === null) return undefined;
  if (reason === "inboxMissing") return c.json({ error: "not found" }, 404);
  return c.json({ error: reason }, reason === "rightsChanged" ? 403 : 409);
}

/** An https address, or one on this machine: the access token goes there. Without a slash at the end. */
function rootOf(text: string): string | undefined {
  if (text.length > HTTP_MAX_CHARS || !URL.canParse(text)) return undefined;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  const isSafe = protocol === "https:" || (protocol === "http:" && isHere);
  if (!isSafe || username + password + search + hash !== "") return undefined;
  return text.replace(/\/+$/, "");
}

interface Said {
  /** What is plain, with what is secret and new. */
  values: Record<string, string>;
  /** The first field that is not as it must be. */
  wrong?: { error: "settingInvalid" | "settingMissing"; field: string };
}

/** @param kept Names of secrets that need not be said again. */
function read(adapter: ChannelAdapter, said: Record<string, string>, kept: readonly string[]): Said {
  const values: Record<string, string> = {};
  for (const { name, secret, optional, preset = "", pattern } of adapter.settings) {
    const value = (Object.hasOwn(said, name) ? said[name]! : "").trim() || (secret ? "" : preset);
    if (value === "") {
      if (!optional && !(secret && kept.includes(name)))
        return { values, wrong: { error: "settingMissing", field: name } };
    } else if (!new RegExp(`^(?:${pattern.source})$`, pattern.flags).test(value))
      return { values, wrong: { error: "settingInvalid", field: name } };
    else values[name] = value;
  }
  const unknown = Object.keys(said).find((name) => !adapter.settings.some((setting) => setting.name === name));
  return unknown === undefined ? { values } : { values, wrong: { error: "settingInvalid", field: unknown } };
}

inboxes.get("/inboxes", async (c) => {
  const who = await allowed(c, "inboxes.manage");
  if (who instanceof Response) return who;
  const views = await Promise.all((await listed(c, who)).map(({ id }) => view(c, who, id)));
  const channels = await Promise.all(OUTSIDE_CHANNELS.map((channel) => setupOf(c, channel, who)));
  return c.json({ inboxes: views.filter((one) => one !== null), channels });
});

inboxes.post("/inboxes", validate(inboxBodies.save), async (c) => {
  const who = await allowed(c, "inboxes.manage");
  if (who instanceof Response) return who;
  const { id: changed, channel, name, department, settings: said, baseUrl: root } = c.req.valid("json");
  const adapter = adapterOf(channel);
  const before = changed === undefined ? undefined : (await listed(c, who)).find(({ id }) => id === changed);
  if (changed !== undefined && before?.channel !== channel) return c.json({ error: "not found" }, 404);
  const baseUrl = rootOf(root.trim() || adapter.baseUrl);
  if (baseUrl === undefined) return c.json({ error: "settingInvalid", field: "baseUrl" }, 400);
  // Elsewhere it would be told to somebody for whom it was not given: that wants it said anew.
  const kept = before?.line.baseUrl === baseUrl ? before.line.sealed : {};
  const { values, wrong } = read(adapter, said, Object.keys(kept));
  if (wrong) return c.json(wrong, 400);
  // Of a secret that was not said again nothing can be read: it is still this one.
  const names = adapter.settings.filter(({ secret }) => secret).map((setting) => setting.name);
  const isUnsaid = changed !== undefined && !adapter.inboxOf(values).match(/\d/);
  const id = isUnsaid ? changed : adapter.inboxOf(values);
  // Another number is another inbox, with customers of its own.
  if (changed !== undefined && id !== changed) return c.json({ error: "settingInvalid", field: fieldOf(adapter) }, 400);
  const refused = await fault(c, who, { id, department, isNew: changed === undefined });
  if (refused) return refused;
  const { room } = inboxRoom(who.project, id);
  const sealing = Object.entries(values)
    .filter(([field]) => names.includes(field))
    .map(async ([field, value]) => [field, await seal(secretFor(c), room, new TextEncoder().encode(value))] as const);
  const inbox = {
    channel,
    name: name.trim(),
    department,
    baseUrl,
    settings: Object.fromEntries(Object.entries(values).filter(([field]) => !names.includes(field))),
    sealed: { ...kept, ...Object.fromEntries(await Promise.all(sealing)) },
    webhookUrl: webhookUrlOf(c, channel, who.project, id),
  };
  const reason = await tell(c, who, id, { type: "inbox.configured", inbox });
  if (reason !== undefined) return c.json({ error: reason }, 409);
  await until(
    () => listed(c, who),
    (all) => all.some((one) => one.id === id && one.name === inbox.name),
  );
  return c.json({ inbox: await settled(c, who, id) });
});

const fieldOf = ({ settings: [first] }: ChannelAdapter): string => first!.name;

/** As the check leaves it. */
const settled = (c: Asked, who: PersonIdentity, id: string): Promise<InboxView | null> =>
  until(
    () => view(c, who, id),
    (seen) => seen?.isChecking !== true,
  );

inboxes.delete("/inboxes/:id", async (c) => {
  const who = await allowed(c, "inboxes.manage");
  if (who instanceof Response) return who;
  const id = c.req.param("id");
  const refused = await fault(c, who, { id, department: null, isNew: false });
  if (refused) return refused;
  await tell(c, who, id, { type: "inbox.removed" });
  await until(
    () => listed(c, who),
    (all) => all.every((one) => one.id !== id),
  );
  return c.json({ ok: true });
});

inboxes.post("/inboxes/:id/check", async (c) => {
  const who = await allowed(c, "inboxes.manage");
  if (who instanceof Response) return who;
  const id = c.req.param("id");
  const refused = await fault(c, who, { id, department: null, isNew: false });
  if (refused) return refused;
  const reason = await tell(c, who, id, { type: "check.wanted" });
  return reason === undefined ? c.json({ inbox: await settled(c, who, id) }) : c.json({ error: reason }, 409);
});

inboxes.get("/inboxes/:id/templates", async (c) => {
  const who = await allowed(c, "conversations.take");
  if (who instanceof Response) return who;
  const id = c.req.param("id");
  if (!(await listed(c, who)).some((inbox) => inbox.id === id)) return c.json({ error: "not found" }, 404);
  const at = inboxRoom(who.project, id);
  const reason = await command(c, at, { type: "templates.wanted" });
  if (reason !== undefined) return c.json({ error: reason }, 409);
  const look = async () => (await ask(c, at, { type: "templates" })) as TemplatesView;
  const seen = await look();
  // What was there a while ago is better than to wait for it.
  return c.json(seen.isComing && seen.at === null ? await until(look, ({ isComing }) => !isComing) : seen);
});
