/** Sessions and the doors behind which their sockets may be: pure changes of an account's tables. */
import {
  ATTEMPTS_MAX,
  ATTEMPT_MS,
  DOORS_MAX,
  DOOR_MS,
  OVERLAP_MS,
  ROTATE_EVERY_MS,
  SEEN_EVERY_MS,
  SESSIONS_MAX,
  SESSION_MAX_MS,
  SESSION_UNUSED_MS,
  type AccountContext,
  type Attempt,
  type Door,
  type NewSession,
  type Session,
} from "./account-events.ts";
import type { Ordered } from "./ordered.ts";

type Tables = Pick<AccountContext, "sessions" | "doors" | "attempts">;

/** AC6: when it is over if nobody uses it again. */
const endOf = ({ seenAt, createdAt }: Session): number =>
  Math.min(seenAt + SESSION_UNUSED_MS, createdAt + SESSION_MAX_MS);

/** AC6: what is over counts no more, whether or not it has been swept out. */
export function liveSession({ sessions }: Pick<Tables, "sessions">, id: string, at: number): Session | undefined {
  const session = sessions.get(id);
  return session && endOf(session) > at ? session : undefined;
}

/** AC7: whether this is its secret, or the one before while that is still good. */
export function isSecretOf({ hash, previous }: Session, given: string, at: number): boolean {
  if (given === hash) return true;
  return previous?.hash === given && (previous.until === null || previous.until > at);
}

/** What should be written down about a use of this secret, if anything. */
export function dueOf(session: Session, given: string, at: number): { note: boolean; rotate: boolean } {
  const isNew = given === session.hash;
  const isUnconfirmed = session.previous !== null && session.previous.until === null;
  return {
    note: (isNew && isUnconfirmed) || session.seenAt + SEEN_EVERY_MS <= at,
    rotate: (isNew || isUnconfirmed) && session.rotatedAt + ROTATE_EVERY_MS <= at,
  };
}

export function use(sessions: Ordered<Session>, id: string, given: string, address: string, at: number) {
  const session = sessions.get(id)!;
  const { previous } = session;
  const confirmed =
    previous?.until === null && given === session.hash ? { ...previous, until: at + OVERLAP_MS } : previous;
  return sessions.set(id, { ...session, previous: confirmed, seenAt: at, address });
}

/** AC7: the secret that the browser is known to hold stays good until it shows the new one. */
export function rotate(sessions: Ordered<Session>, id: string, hash: string, at: number, before?: string) {
  const session = sessions.get(id)!;
  const previous = { hash: before ?? session.hash, until: null };
  return sessions.set(id, { ...session, hash, previous, seenAt: at, rotatedAt: at });
}

const doorsOf = ({ doors }: Pick<Tables, "doors">, session: string): Door[] =>
  [...doors.values()].filter((door) => door.session === session);

const keyOf = ({ session, party, room }: Door): string => `${session}/${party}/${room}`;

/** Without these sessions and the doors behind them; which doors those were. */
export function endSessions<T extends Tables>(tables: T, ids: readonly string[]): { tables: T; closed: Door[] } {
  const closed = ids.flatMap((id) => doorsOf(tables, id));
  return {
    tables: {
      ...tables,
      sessions: ids.reduce((sessions, id) => sessions.delete(id), tables.sessions),
      doors: closed.reduce((doors, door) => doors.delete(keyOf(door)), tables.doors),
    },
    closed,
  };
}

/** AC15: of too many sessions the one ends that has not been used for longest. */
export function beginSession<T extends Tables>(tables: T, fresh: NewSession, project: string | null, at: number) {
  const { id, hash, device, address } = fresh;
  const times = { createdAt: at, seenAt: at, rotatedAt: at };
  const oldest =
    tables.sessions.size < SESSIONS_MAX
      ? []
      : [...tables.sessions.values()].toSorted((a, b) => a.seenAt - b.seenAt).slice(0, 1);
  const { tables: left, closed } = endSessions(
    tables,
    oldest.map((session) => session.id),
  );
  const session: Session = { id, hash, previous: null, ...times, device, address, project };
  return { tables: { ...left, sessions: left.sessions.set(id, session) }, closed };
}

/** AC15: of too many attempts the oldest gives way. */
export function addAttempt(attempts: Ordered<Attempt>, id: string, at: number): Ordered<Attempt> {
  const [oldest] =
    attempts.size < ATTEMPTS_MAX ? [] : [...attempts.values()].toSorted((one, other) => one.until - other.until);
  return (oldest ? attempts.delete(oldest.id) : attempts).set(id, { id, until: at + ATTEMPT_MS });
}

type Opened = { session: string; project: string; rooms: readonly { party: string; room: string }[] };

/** AC8: null if they would be too many: a socket behind a door that is not remembered could not be closed. */
export function openDoors(doors: Ordered<Door>, { session, project, rooms }: Opened, at: number): Ordered<Door> | null {
  let opened = doors;
  for (const { party, room } of rooms) {
    const door: Door = { session, project, party, room, until: at + DOOR_MS };
    opened = opened.set(keyOf(door), door);
  }
  return opened.size > DOORS_MAX ? null : opened;
}

/** AC16: what is over, gone; and which sessions those were, with the doors that are to be closed. */
export function sweep<T extends Tables>(tables: T, at: number): { tables: T; closed: Door[] } {
  const over = [...tables.sessions.values()].filter((session) => endOf(session) <= at);
  const { tables: left, closed } = endSessions(
    tables,
    over.map(({ id }) => id),
  );
  let { attempts, doors } = left;
  for (const { id, until } of attempts.values()) if (until <= at) attempts = attempts.delete(id);
  for (const [key, { until }] of doors) if (until <= at) doors = doors.delete(key);
  return { tables: { ...left, attempts, doors }, closed };
}

/** When there is something to sweep out at the earliest; null: never. */
export function nextSweep({ sessions, doors, attempts }: Tables): number | null {
  let next = Infinity;
  for (const session of sessions.values()) next = Math.min(next, endOf(session));
  for (const { until } of doors.values()) next = Math.min(next, until);
  for (const { until } of attempts.values()) next = Math.min(next, until);
  return next === Infinity ? null : next;
}
