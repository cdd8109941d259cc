/**
 * Tickets for rooms: each opens one socket to one room, within seconds. Of whoever has signed in, the account writes down where
 * they lead before they are handed out, so that the sockets behind can be closed.
 */
import { Hono } from "hono";
import * as v from "valibot";
import type { Address } from "../engine/definition.ts";
import { call } from "../engine/calls.ts";
import type { Outcome } from "../engine/room.ts";
import { ROOM_ID } from "../protocol/frames.ts";
import { ENTRY, account, secretFor, validate, type Asked, type Env } from "./context.ts";
import { mayEnter, readVisitor, signTicket, type PersonIdentity } from "./identity.ts";
import { signedIn } from "./session.ts";

export const tickets = new Hono<Env>();

export interface Ticket extends Address {
  ticket: string;
}

/** A panel opens one socket for each conversation that its agent has, and three others. */
const ROOMS_MAX = 64;

/** The widget says who it is by the token that it keeps; a panel by its cookie. */
export async function whoAsks(c: Asked): Promise<PersonIdentity | Response> {
  const bearer = c.req.header("authorization")?.replace(/^Bearer /, "");
  if (bearer !== undefined) return (await readVisitor(bearer, secretFor(c))) ?? c.json({ error: "signedOut" }, 401);
  const who = await signedIn(c);
  if (who instanceof Response) return who;
  return who.me ?? c.json({ error: "notAMember" }, 403);
}

type Doors = { ok: true; revision?: number } | { ok: false; error: string };

/**
 * In one step for all rooms. It also says whether they still are who they were when they asked: a role that has changed meanwhile
 * would live on in the ticket.
 */
async function openDoors(c: Asked, who: PersonIdentity, rooms: readonly Address[]): Promise<Doors> {
  const { account: room, session, project, role } = who;
  // A customer has no account: nothing of theirs can be closed but by the room itself.
  if (room === undefined) return role === "customer" ? { ok: true } : { ok: false, error: "forbidden" };
  const command = { type: "doors.open", session, project, role, rooms: [...rooms] };
  const outcome = (await call(c.env.parties, account(room), { kind: "command", by: ENTRY, command })) as
    | Outcome
    | { kind: "malformed"; detail: string };
  if (outcome.kind === "refused") return { ok: false, error: outcome.reason };
  if (outcome.kind === "done") return { ok: true, revision: outcome.revision };
  throw new Error(`the account answered ${outcome.kind} to doors.open`);
}

type Given = { ok: true; tickets: Ticket[] } | { ok: false; error: string };

/** All of them or none. */
export async function ticketsFor(c: Asked, who: PersonIdentity, rooms: readonly Address[]): Promise<Given> {
  const refused = rooms.find((at) => !mayEnter(who, at));
  if (refused) {
    console.log(JSON.stringify({ level: "warn", msg: "ticket refused", by: who.id, ...refused }));
    return { ok: false, error: "forbidden" };
  }
  const doors = await openDoors(c, who, rooms);
  if (!doors.ok) return doors;
  const { revision } = doors;
  const secret = secretFor(c);
  const signed = rooms.map(async (at) => ({ ...at, ticket: await signTicket(who, at, secret, revision) }));
  return { ok: true, tickets: await Promise.all(signed) };
}

const place = v.object({ party: v.pipe(v.string(), v.maxLength(32)), room: v.pipe(v.string(), v.regex(ROOM_ID)) });

tickets.post(
  "/tickets",
  validate(v.strictObject({ rooms: v.pipe(v.array(place), v.minLength(1), v.maxLength(ROOMS_MAX)) })),
  async (c) => {
    c.header("cache-control", "no-store");
    const who = await whoAsks(c);
    if (who instanceof Response) return who;
    const given = await ticketsFor(c, who, c.req.valid("json").rooms);
    return given.ok ? c.json({ tickets: given.tickets }) : c.json({ error: given.error }, 403);
  },
);
