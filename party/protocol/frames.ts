/**
 * The frames that every room and every screen exchange, whatever the room is for.
 *
 * A screen says `hello` once per socket; the room answers `welcome` with everything that this identity may see, and from
 * then on sends `update`s. A `command` is answered exactly once: `done` (in a frame of its own, or in the update that it
 * caused), `refused` or `fault`. What a command, a query, a signal or a view may contain is each room's own vocabulary (see
 * the other files of this folder).
 */
import * as v from "valibot";

/** Raised when a frame or a room's vocabulary changes shape: an older screen is told so and reloads. */
export const PROTOCOL_VERSION = 2;

/** Largest frame a screen may send, in UTF-16 code units; the runtime's own limit is 1 MiB, then it closes with 1009. */
export const FRAME_MAX_CHARS = 65_536;

/** How often a screen pings, in milliseconds. */
export const PING_EVERY_MS = 15_000;

/** A socket that has been silent for this long is dead: two pings lost and some slack. */
export const SILENCE_MAX_MS = 40_000;

/** Malformed or forbidden frames a socket may send before it is closed. */
export const OFFENCES_MAX = 10;

/** Close codes of our own (RFC 6455 leaves 4000–4999 to applications). */
export const CLOSE = {
  outdated: 4000,
  offences: 4001,
  duplicateConnection: 4002,
  laggard: 4003,
  silent: 4004,
  tooLarge: 4005,
  tooMany: 4006,
  /** It has been open for as long as a socket may be: come again with a new ticket. */
  expired: 4007,
  /** The session that opened it is over, or what its person may do has changed: ask who you are. */
  signedOut: 4008,
  /** By a ticket that has opened another socket, or was made before rights changed: come again with a new one. */
  turnedAway: 4009,
} as const;

export const ROOM_ID = /^[A-Za-z0-9_-]{1,128}$/;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[A-Za-z0-9_.:-]+$/));
const seq = v.pipe(v.number(), v.integer(), v.minValue(0));

const typed = v.looseObject({ type: v.pipe(v.string(), v.maxLength(64)) });

/** From a screen to a room. */
export const UpFrame = v.variant("kind", [
  v.strictObject({
    kind: v.literal("hello"),
    protocol: v.number(),
    /** Topics wanted at first; the room gives those that the identity may see. Absent: all of them. */
    watch: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(16))),
    /** For each list, the highest sequence number that this screen already has. */
    have: v.optional(v.record(v.pipe(v.string(), v.maxLength(32)), seq)),
    /** As of which revision it has them: what has changed in them since is told. Absent: it does not know. */
    revision: v.optional(seq),
  }),
  /**
   * `again`: it may have been sent before, by this screen or another one that knows its id. What is sent at the moment when
   * it is thought of, over a live socket, is not; everything else is.
   */
  v.strictObject({ kind: v.literal("command"), commandId: id, command: typed, again: v.optional(v.literal(true)) }),
  v.strictObject({ kind: v.literal("query"), queryId: id, query: typed }),
  v.strictObject({ kind: v.literal("signal"), signal: typed }),
  v.strictObject({
    kind: v.literal("watch"),
    watch: v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(16)),
  }),
  /** `revision`: the last one this screen has applied, so that the room can tell a laggard. */
  v.strictObject({ kind: v.literal("ping"), revision: v.optional(seq) }),
]);
export type UpFrame = v.InferOutput<typeof UpFrame>;

const record = v.record(v.string(), v.unknown());
const row = v.looseObject({ seq });

/** One list's newest rows. `reset`: throw away what you had, these are the last ones and there are older ones. */
export const ListPart = v.object({ rows: v.array(row), reset: v.boolean(), older: v.boolean() });
export type ListPart = v.InferOutput<typeof ListPart>;

/** From a room to a screen. */
export const DownFrame = v.variant("kind", [
  v.object({
    kind: v.literal("welcome"),
    protocol: v.number(),
    session: v.string(),
    revision: seq,
    /** The room's clock, epoch milliseconds: screens show waits by the room's time, not their own. */
    now: v.number(),
    topics: v.record(v.string(), record),
    lists: v.record(v.string(), ListPart),
  }),
  v.object({
    kind: v.literal("update"),
    revision: seq,
    /** The last revision at which any of this screen's topics changed before: who has not seen it has a gap, and says hello again. */
    since: v.number(),
    now: v.number(),
    topics: v.record(v.string(), v.object({ set: record, gone: v.array(v.string()) })),
    lists: v.record(v.string(), v.array(row)),
    /** The command of this screen that caused the update: it is done. */
    done: v.optional(v.string()),
  }),
  v.object({ kind: v.literal("done"), commandId: v.string(), revision: seq }),
  /** `waitMs`: it was said too soon, and may be said again after such a time. */
  v.object({
    kind: v.literal("refused"),
    commandId: v.string(),
    reason: v.string(),
    waitMs: v.optional(v.number()),
  }),
  v.object({
    kind: v.literal("page"),
    queryId: v.string(),
    list: v.string(),
    rows: v.array(row),
    older: v.boolean(),
  }),
  v.object({ kind: v.literal("signal"), signal: typed }),
  v.object({ kind: v.literal("pong"), now: v.number() }),
  /** Something was wrong with what came in (`malformed`, `forbidden`, …) or with us (`fault`). */
  v.object({
    kind: v.literal("fault"),
    code: v.picklist(["malformed", "tooLarge", "tooFast", "unknown", "forbidden", "outdated", "fault"]),
    /** What was wrong, in English, for developers. */
    detail: v.string(),
    /** The command or query that this answers, if it could be told. */
    about: v.optional(v.string()),
  }),
]);
export type DownFrame = v.InferOutput<typeof DownFrame>;
