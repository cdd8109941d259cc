/**
 * Who somebody is, signed. A session says it for long (a panel's cookie, a widget's stored token); a ticket, made from a
 * session, opens one socket to one room within seconds, so that nothing long-lived ever stands in an address.
 */
import { sign, verify } from "hono/jwt";
import * as v from "valibot";
import type { Address, Identity } from "../engine/definition.ts";

const ALGORITHM = "HS256";
export const SESSION_S = 30 * 24 * 60 * 60;
const TICKET_S = 30;
/** A project's secret must not be guessable: 128 bits in hexadecimal. */
const SECRET_MIN_CHARS = 32;

const identity = {
  role: v.picklist(["agent", "customer"]),
  id: v.string(),
  project: v.string(),
  name: v.optional(v.string()),
};
const Session = v.object({ kind: v.literal("session"), ...identity });
const Ticket = v.object({ kind: v.literal("ticket"), ...identity, party: v.string(), room: v.string() });

export type PersonIdentity = Identity & { role: "agent" | "customer" };

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

export const signSession = (who: PersonIdentity, secret: string): Promise<string> =>
  sign({ kind: "session", ...who, exp: inSeconds(SESSION_S) }, secret, ALGORITHM);

export async function readSession(token: string, secret: string): Promise<PersonIdentity | undefined> {
  const session = await read(token, secret, Session);
  return session && { role: session.role, id: session.id, project: session.project, name: session.name };
}

export const signTicket = (who: PersonIdentity, at: Address, secret: string): Promise<string> =>
  sign({ kind: "ticket", ...who, ...at, exp: inSeconds(TICKET_S) }, secret, ALGORITHM);

/** Which rooms somebody may knock at. What they may see there is the room's own decision. */
export function mayEnter(who: PersonIdentity, { party, room }: Address): boolean {
  if (party === "conversation" && who.role === "customer") return room === who.id;
  if (who.role !== "agent") return false;
  if (party === "conversation") return room.startsWith(`${who.project}_`);
  if (party === "agent") return room === who.id;
  return (party === "queue" || party === "project") && room === who.project;
}

/** Admits a socket that brings a ticket for exactly this room. */
export async function admitSocket(
  request: Request,
  at: Address,
  env: Record<string, unknown>,
): Promise<Identity | Response> {
  const { searchParams, host } = new URL(request.url);
  // Browsers always say where a socket comes from: our panel and the widget's frame are pages of this host.
  const origin = request.headers.get("origin");
  const isForeign = origin !== null && !(URL.canParse(origin) && new URL(origin).host === host);
  const token = searchParams.get("ticket");
  const ticket = token === null ? undefined : await read(token, secretOf(env), Ticket);
  if (isForeign || !ticket || ticket.party !== at.party || ticket.room !== at.room) {
    console.log(JSON.stringify({ level: "warn", msg: "socket turned away", party: at.party, room: at.room }));
    return new Response("forbidden", { status: 403 });
  }
  return { role: ticket.role, id: ticket.id, project: ticket.project, name: ticket.name };
}
