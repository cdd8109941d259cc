/**
 * What a room's author says, once, about a room: its machine, what may come in from whom, what the machine's actions mean,
 * who sees what. Everything else (storage, sockets, timers, delivery, restore) is the engine's and knows nothing of what the
 * room is for.
 */
import type { GenericSchema } from "valibot";
import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import type { Ordered } from "../../machines/ordered.ts";

export interface Address {
  party: string;
  room: string;
}

/** Who is behind a socket or a call. Only the entry worker makes one, after it has checked a signature. */
export interface Identity {
  role: string;
  id: string;
  project: string;
  name?: string;
  /** Of a customer: their site has said who they are, and signed it. */
  vouched?: boolean;
  /** Of whoever signed in: by what session, and to which account. */
  session?: string;
  account?: string;
}

/** What opened a socket: good for one, once. */
export interface Ticket {
  id: string;
  /** Epoch milliseconds. */
  until: number;
  /** Of the account, when it wrote down where this ticket leads. */
  revision?: number | undefined;
}

export interface Admission {
  identity: Identity;
  ticket: Ticket;
}

/** An event as a machine receives it: stamped by the engine with the time and, for a person's command, the author. */
export interface Stamped {
  type: string;
  /** Epoch milliseconds, by the room's clock, never earlier than the event before. */
  at: number;
  by?: Identity;
  /** For a message of another room: which one. */
  from?: Address;
  [field: string]: unknown;
}

export interface Event {
  type: string;
  [field: string]: unknown;
}

/** A row of a list. */
export interface Row {
  seq: number;
  [field: string]: unknown;
}

/** What becomes of a row's fields. Its number stays, and so does its time, by which its words are found in the log. */
export interface Changes {
  seq?: never;
  at?: never;
  [field: string]: unknown;
}

/** What an action of a machine asks of the engine. */
export type Effect =
  /** A durable message to another room: at least once on the wire, exactly once in effect, in order per sender. */
  | { kind: "send"; to: Address; event: Event }
  /** A stored deadline (`at`: epoch milliseconds) and the event it sends. Starting an id again moves it. */
  | { kind: "startTimer"; id: string; at: number; event: Event }
  | { kind: "cancelTimer"; id: string }
  /** An entry of a list. `seq` counts up by one within it; `refs`: names by which `looks` finds it, too. */
  | { kind: "append"; list: string; row: Row; refs?: readonly string[] }
  /**
   * What is left of an entry whose words are to be nowhere any more: one that this step has looked up (`looks`). It keeps its names,
   * unless `refs` says which (`[]`: none).
   */
  | { kind: "replace"; list: string; row: Row; refs?: readonly string[] }
  /** Fields of an entry that this step has looked up; `undefined` takes one away. `refs` are added to its names, `unref` taken away. */
  | { kind: "amend"; list: string; seq: number; set: Changes; refs?: readonly string[]; unref?: readonly string[] }
  /** `waitMs`: it may be said again after such a time. */
  | { kind: "refuse"; reason: string; waitMs?: number }
  /**
   * Work for `services[service]`, in the world outside. Its outcome comes back as `event`, with the field `outcome`. An id
   * that has no outcome yet asks for nothing new. `again`: what an earlier try of the same thing has done is not known. `maxMs`: how
   * long it may take; default 20 s, at most five minutes.
   */
  | { kind: "job"; id: string; service: string; params: unknown; event: Event; again?: boolean; maxMs?: number }
  /** Something to show now or never (typing): to the sockets that watch the topic, not stored. */
  | { kind: "signal"; topic: string; signal: Event };

/**
 * What became of a job. Only `done` says what the world did. `failed` (it threw) and `timedOut` leave open whether it was done:
 * a service that knows that it was not says so in its value.
 */
export type JobOutcome =
  /** `cut`: what it said was too large to be kept, or no plain data. */
  { kind: "done"; value: unknown; cut?: true } | { kind: "failed"; reason: string } | { kind: "timedOut" };

/** What a service may use, and must know. */
export interface Outside {
  id: string;
  /** It may have been done before: a service that must not do it twice has to find out first. */
  again: boolean;
  env: Settings;
  bindings: Bindings;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Aborted when nobody waits for the outcome any more. */
  signal: AbortSignal;
  log: (line: Record<string, unknown>) => void;
}

/** Does something in the world outside. What it gives is plain data; what it throws is an outcome, too. */
export type Service = (params: never, outside: Outside) => Promise<unknown>;

/** Of the deployment: names and values. */
export type Settings = Readonly<Record<string, unknown>>;

/** What the platform lends: buckets, by the names that the deployment gives them. */
export interface Bindings {
  readonly r2: Settings;
}

export interface Inbound {
  schema: GenericSchema<unknown, Event>;
  /** What the machine is told. Default: what came in, as it came. */
  event?: (input: never, by: Identity, settings: Settings) => Event;
}

export interface Command extends Inbound {
  roles: readonly string[];
  /** A plain example of what the machine would be told, to ask it in advance whether it would refuse. */
  probe?: (by: Identity) => Event;
}

/**
 * Something is about entries of a list: they are looked up in its turn, so that nothing comes between this and the step. Only such
 * entries can be amended or replaced by it. Those that can be erased have the time of their step, `at`.
 */
export interface Looking {
  list: string;
  /** Entries by number or by name: the machine is told of them as `rows`, in this order. Default: the one of number `seq`, as `row`. */
  wanted?: (event: never) => readonly (number | string)[];
  /** What the machine is told of one (null: there is none): without its words, because what it is told is logged. */
  tells: (row: never) => unknown;
}

type Answer = (snapshot: AnyMachineSnapshot, question: never) => unknown;

/** Rows, and the snapshot that they were made of. */
export interface Made {
  snapshot: AnyMachineSnapshot;
  rows: Ordered<unknown>;
}

export interface Topic {
  /** The small part of what is shown: recomputed after each step and sent by changed key. */
  view?: (snapshot: AnyMachineSnapshot) => Record<string, unknown>;
  /**
   * The part that grows: a context table, shown row by row under `<table>:<key>`; only changed rows are looked at. Or, with `of`,
   * rows that are made of the snapshot before screens are told, once for all of them and from those that were made before.
   */
  rows?: {
    table: string;
    of?: (snapshot: AnyMachineSnapshot, before?: Made) => Ordered<unknown>;
    show: (row: never) => unknown;
  };
  /** Lists (see `append`) that go to whoever watches this topic: what is shown of a row; null: nothing. Keeps `seq`. */
  lists?: Record<string, (row: never) => Row | null>;
}

/** Saved forms change: `from` n to n + 1, on the plain JSON that was stored. */
export interface Migration {
  from: number;
  snapshot?: (saved: never) => unknown;
  rows?: Record<string, (saved: never) => unknown>;
}

/** EN66: what a room shows of its life to who looks on (see `inspection.ts`). */
export interface Inspected {
  /** Asked again after each step, as `admit` of the room is. */
  admit: (by: Identity, snapshot: AnyMachineSnapshot) => boolean;
  /**
   * An event of the log as it may be seen: what is secret gives way to something else of its form, the same always for the same, such
   * that the log still replays to the same states. Default: as it is logged.
   */
  redact?: (event: Stamped) => Stamped;
  /** The context as it may be seen, without tables and what is derived. Default: as it is. */
  context?: (context: Record<string, unknown>) => Record<string, unknown>;
  /**
   * EN69: whether the machine is told of a socket that watches nothing else as of any other (`session.opened`). For rooms that write
   * down who reads them; where sessions are screens that somebody works at, who looks on is none.
   */
  isSession?: boolean;
}

export interface RoomDefinition {
  party: string;
  machine: AnyStateMachine;
  /** Version of the saved form. */
  version: number;
  migrations: readonly Migration[];
  /** The context as stored, without the tables. Parsed at restore: XState takes back whatever it is given. */
  context: GenericSchema;
  /** Context fields that are `Ordered` trees: one stored key per row. */
  tables?: Record<string, GenericSchema>;
  /** Rebuilds what can be computed from the rest and so is not stored. Names the fields in `derivedFields`. */
  derive?: (context: never) => Record<string, unknown>;
  derivedFields?: readonly string[];
  /** The machine's input for a room that nobody has entered yet. */
  input: (room: string) => unknown;
  effects: Record<string, (params: never, self: Address) => Effect>;
  /** What has to be looked up, by the type of the event as the machine is told it, whoever or whatever tells it. */
  looks?: Record<string, Looking>;
  /** The event that gave this row words, without them, such that the log still replays; undefined: it gave it none. */
  wordless?: (event: Stamped, row: never) => Stamped | undefined;
  /** Who does the jobs that the machine asks for. */
  services?: Record<string, Service>;
  /** What other rooms may send, by the sender's party. */
  messages: Record<string, GenericSchema<unknown, Event>>;
  commands: Record<string, Command>;
  signals?: Record<string, Command>;
  topics: Record<string, Topic>;
  /** The topics that this identity may see as things stand. Asked again after each step: rights may narrow. */
  admit: (by: Identity, snapshot: AnyMachineSnapshot) => readonly string[];
  /** At most one update to the sockets in this many milliseconds, for rooms with thousands of onlookers. */
  updateEveryMs?: number;
  /**
   * EN69: present if the room is one person's. Whoever else comes in only looks on: they are no session to the machine, and no command
   * or signal is theirs to send.
   */
  isOwn?: (by: Identity, snapshot: AnyMachineSnapshot) => boolean;
  /** Present if the room's life can be looked on. */
  inspection?: Inspected;
  /** What the entry worker and other code of ours may ask without changing anything. */
  questions?: Record<string, Answer | { looks: Looking; answer: Answer }>;
  /** Present if the machine wants to know who is connected: `session.opened` / `session.closed`, and what it believes. */
  sessions?: (snapshot: AnyMachineSnapshot) => Iterable<string>;
  /** Present if the room must be woken after a boot that lost its alarms: true when nothing is left to wake it for. */
  isIdle?: (snapshot: AnyMachineSnapshot) => boolean;
  /** This room always has an alarm set, and so can tell after a boot that the platform has forgotten all of them. */
  keepsAlarm?: boolean;
  /** EN59: how many entries of its log are kept; default: all. For rooms whose past nobody ever reads. */
  logKept?: number;
  /** Parties whose messages leave the outbox first. */
  urgent?: readonly string[];
}

/** The party whose rooms may have the sockets of their own people closed, in any room: `sockets.close`. */
export const ACCOUNTS = "account";

/** The room that wakes others after a boot; it receives `room.active` and `room.idle`. */
export const WATCHTOWER: Address = { party: "directory", room: "main" };
