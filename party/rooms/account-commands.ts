/** What the entry worker may tell an account. It has done what needs secrets: only hashes and sealed texts come here. */
import * as v from "valibot";
import { MEMBER_ROLES } from "../../machines/rights.ts";
import type { Command, Event } from "../engine/definition.ts";
import { count, word } from "./shared.ts";

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const stored = v.pipe(v.string(), v.startsWith("scrypt$"), v.maxLength(400));
const sealed = v.pipe(v.string(), v.maxLength(400));
const codeHash = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
const email = v.pipe(v.string(), v.maxLength(254));
const device = v.pipe(v.string(), v.maxLength(200));
const place = v.object({ party: id, room: v.pipe(v.string(), v.maxLength(128)) });
export const page = v.object({ locale: v.picklist(["es", "en"]), url: v.pipe(v.string(), v.maxLength(300)) });
const session = v.strictObject({ id, hash, device, address: word, known: v.boolean(), page });

export const membership = v.object({
  project: id,
  projectName: v.pipe(v.string(), v.maxLength(200)),
  person: v.pipe(v.string(), v.maxLength(128)),
  name: v.pipe(v.string(), v.maxLength(200)),
  role: v.picklist(MEMBER_ROLES),
  disabled: v.boolean(),
});

/** A command of the same fields as its event. */
const does = (command: string, type: string, entries: v.ObjectEntries): Command => ({
  roles: ["entry"],
  schema: v.strictObject({ ...entries, type: v.literal(command) }) as Command["schema"],
  event: (input: Event): Event => ({ ...input, type }),
});

export const accountCommands = {
  "credentials.give": does("credentials.give", "credentials.given", { email, password: stored, page }),
  "signIn.prove": does("signIn.prove", "signIn.proved", { password: stored, attempt: hash, session }),
  "signIn.fail": does("signIn.fail", "signIn.failed", { device, address: word }),
  "signIn.vouch": does("signIn.vouch", "signIn.vouched", { email, session }),
  "code.prove": does("code.prove", "code.proved", {
    attempt: hash,
    step: v.nullable(count),
    recovery: v.nullable(codeHash),
    session,
  }),
  "password.rehash": does("password.rehash", "password.rehashed", { before: stored, password: stored }),
  "password.change": does("password.change", "password.changed", {
    before: stored,
    password: stored,
    session: id,
    hash,
  }),
  "factor.begin": does("factor.begin", "factor.begun", { setup: id, secret: sealed, session: id }),
  "factor.confirm": does("factor.confirm", "factor.confirmed", {
    setup: id,
    step: count,
    codes: v.pipe(v.array(codeHash), v.maxLength(20)),
    session: id,
    hash,
  }),
  "factor.remove": does("factor.remove", "factor.removed", { session: id, hash }),
  "codes.renew": does("codes.renew", "codes.renewed", {
    before: stored,
    codes: v.pipe(v.array(codeHash), v.minLength(1), v.maxLength(20)),
    session: id,
    hash,
  }),
  "recovery.ask": does("recovery.ask", "recovery.asked", { nonce: id, hash, page }),
  "recovery.use": does("recovery.use", "recovery.used", { hash, password: stored }),
  "session.use": does("session.use", "session.used", { session: id, hash, address: word }),
  "session.rotate": does("session.rotate", "session.rotated", { session: id, before: hash, hash }),
  "session.end": does("session.end", "session.ended", { session: id }),
  "sessions.end": does("sessions.end", "sessions.ended", {}),
  "project.choose": does("project.choose", "project.chosen", { session: id, project: id }),
  "doors.open": does("doors.open", "doors.opened", {
    session: id,
    project: id,
    role: membership.entries.role,
    rooms: v.pipe(v.array(place), v.maxLength(200)),
  }),
  /** Who works where is said by the project's room; the demo says it of its own people. */
  "membership.change": does("membership.change", "membership.changed", membership.entries),
};
