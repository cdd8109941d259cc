/**
 * Who somebody is, signed. A widget's stored token says it for long; a ticket, made for whoever has such a token or has signed in,
 * opens one socket to one room within seconds, so that nothing long-lived ever stands in an address.
 */
import { sign, verify } from "hono/jwt";
import * as v from "valibot";
import { MEMBER_ROLES, may } from "../../machines/rights.ts";
import { randomId } from "../accounts/tokens.ts";
import type { Address, Admission, Identity } from "../engine/definition.ts";

const ALGORITHM = "HS256";
const VISITOR_S = 30 * 24 * 60 * 60;
const TICKET_S = 30;
/** A project's secret must not be guessable: 128 bits in hexadecimal. */
const SECRET_MIN_CHARS = 32;

const ROLES = ["customer", ...MEMBER_ROLES] as const;
const identity = {
  role: v.picklist(ROLES),
  id: v.string(),
  project: v.string(),
  name: v.optional(v.string()),
  vouched: v.optional(v.boolean()),
  session: v.optional(v.string()),
  account: v.optional(v.string()),
};
const Visitor = v.object({ ...identity, kind: v.literal("session"), role: v.literal("customer") });
const Ticket = v.object({
  kind: v.literal("ticket"),
  ...identity,
  party: v.string(),
  room: v.string(),
  jti: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  exp: v.number(),
  revision: v.optional(v.number()),
});

export type PersonIdentity = Identity & { role: (typeof ROLES)[number] };

export function secretOf(env: Record<string, unknown>): string {
  const secret = env.TURNO_SECRET;
  if (typeof secret !== "string" || secret.length < SECRET_MIN_CHARS)
    throw new Error(`TURNO_SECRET must be set to at least ${SECRET_MIN_CHARS} characters`);
  return secret;
}

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

async function read<S extends v.GenericSchema>(
  token: string,
  secret: string,
  schema: S,
): Promise<v.InferOutput<S> | undefined> {
  try {
    const parsed = v.safeParse(schema, await verify(token, secret, ALGORITHM));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

export const signVisitor = (who: PersonIdentity, secret: string, seconds = VISITOR_S): Promise<string> =>
  sign({ kind: "session", ...who, exp: inSeconds(seconds) }, secret, ALGORITHM);

export async function readVisitor(token: string, secret: string): Promise<PersonIdentity | undefined> {
  const visitor = await read(token, secret, Visitor);
  if (!visitor) return undefined;
  const { role, id, project, name, vouched } = visitor;
  return { role, id, project, name, vouched };
}

/** @param revision Of the account, when it wrote down where the ticket leads. */
export const signTicket = (who: PersonIdentity, at: Address, secret: string, revision?: number): Promise<string> =>
  sign({ kind: "ticket", ...who, ...at, jti: randomId(), exp: inSeconds(TICKET_S), revision }, secret, ALGORITHM);

/** Which rooms somebody may knock at. What they may see there is the room's own decision. */
export function mayEnter(who: PersonIdentity, { party, room }: Address): boolean {
  if (party === "conversation" && who.role === "customer") return room === who.id;
  if (party === "conversation")
    return (
      (may(who.role, "conversations.take") || may(who.role, "conversations.readAny")) &&
      room.startsWith(`${who.project}_`)
    );
  if (party === "agent")
    return (
      (may(who.role, "conversations.take") && room === who.id) ||
      (may(who.role, "rooms.inspect") && room.startsWith(`${who.project}_`))
    );
  if (party === "queue") return may(who.role, "queue.see") && room === who.project;
  return party === "project" && may(who.role, "catalogue.see") && room === who.project;
}

/** Sockets without a good ticket, since this isolate began. */
let turnedAway = 0;

/** Admits a socket that brings a ticket for exactly this room. Whether it is the first one to bring it, the room knows. */
export async function admitSocket(
  request: Request,
  at: Address,
  env: Record<string, unknown>,
): Promise<Admission | Response> {
  const { searchParams, host } = new URL(request.url);
  // Browsers always say where a socket comes from: our panel and the widget's frame are pages of this host.
  const origin = request.headers.get("origin");
  const isForeign = origin !== null && !(URL.canParse(origin) && new URL(origin).host === host);
  const token = searchParams.get("ticket");
  const ticket = token === null ? undefined : await read(token, secretOf(env), Ticket);
  if (isForeign || !ticket || ticket.party !== at.party || ticket.room !== at.room) {
    const why = isForeign ? "foreign page" : "no ticket";
    console.log(JSON.stringify({ level: "warn", msg: "socket turned away", ...at, why, count: ++turnedAway }));
    return new Response("forbidden", { status: 403 });
  }
  const { role, id, project, name, vouched, session, account, jti, exp, revision } = ticket;
  return {
    identity: { role, id, project, name, vouched, session, account },
    ticket: { id: jti, until: exp * 1000, revision },
  };
}
