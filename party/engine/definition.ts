/**
 * What a room's author says, once, about a room: its machine, what may come in from whom, what the machine's actions mean,
 * who sees what. Everything else (storage, sockets, timers, delivery, restore) is the engine's and knows nothing of what the
 * room is for.
 */
import type { GenericSchema } from "valibot";
import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";

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

/** What an action of a machine asks of the engine. */
export type Effect =
  /** A durable message to another room: at least once on the wire, exactly once in effect, in order per sender. */
  | { kind: "send"; to: Address; event: Event }
  /** A stored deadline (`at`: epoch milliseconds) and the event it sends. Starting an id again moves it. */
  | { kind: "startTimer"; id: string; at: number; event: Event }
  | { kind: "cancelTimer"; id: string }
  /** A row that is written once and never changes. `seq` counts up by one within a list. */
  | { kind: "append"; list: string; row: Row }
  | { kind: "refuse"; reason: string }
  /** Something to show now or never (typing): to the sockets that watch the topic, not stored. */
  | { kind: "signal"; topic: string; signal: Event };

export interface Inbound {
  schema: GenericSchema<unknown, Event>;
  /** What the machine is told. Default: what came in, as it came. */
  event?: (input: never, by: Identity) => Event;
}

export interface Command extends Inbound {
  roles: readonly string[];
  /** A plain example of what the machine would be told, to ask it in advance whether it would refuse. */
  probe?: (by: Identity) => Event;
}

export interface Topic {
  /** The small part of what is shown: recomputed after each step and sent by changed key. */
  view?: (snapshot: AnyMachineSnapshot) => Record<string, unknown>;
  /** The part that grows: a context table, shown row by row under `<table>:<key>`; only changed rows are looked at. */
  rows?: { table: string; show: (row: never) => unknown };
  /** Lists (see `append`) that go to whoever watches this topic: what is shown of a row; null: nothing. Keeps `seq`. */
  lists?: Record<string, (row: never) => Row | null>;
}

/** Saved forms change: `from` n to n + 1, on the plain JSON that was stored. */
export interface Migration {
  from: number;
  snapshot?: (saved: never) => unknown;
  rows?: Record<string, (saved: never) => unknown>;
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
  /** What other rooms may send, by the sender's party. */
  messages: Record<string, GenericSchema<unknown, Event>>;
  commands: Record<string, Command>;
  signals?: Record<string, Command>;
  topics: Record<string, Topic>;
  /** The topics that this identity may see as things stand. Asked again after each step: rights may narrow. */
  admit: (by: Identity, snapshot: AnyMachineSnapshot) => readonly string[];
  /** At most one update to the sockets in this many milliseconds, for rooms with thousands of onlookers. */
  updateEveryMs?: number;
  /** What the entry worker and other code of ours may ask without changing anything. */
  questions?: Record<string, (snapshot: AnyMachineSnapshot, question: never) => unknown>;
  /** Present if the machine wants to know who is connected: `session.opened` / `session.closed`, and what it believes. */
  sessions?: (snapshot: AnyMachineSnapshot) => Iterable<string>;
  /** Present if the room must be woken after a boot that lost its alarms: true when nothing is left to wake it for. */
  isIdle?: (snapshot: AnyMachineSnapshot) => boolean;
  /** This room always has an alarm set, and so can tell after a boot that the platform has forgotten all of them. */
  keepsAlarm?: boolean;
  /** Parties whose messages leave the outbox first. */
  urgent?: readonly string[];
}

/** The room that wakes others after a boot; it receives `room.active` and `room.idle`. */
export const WATCHTOWER: Address = { party: "directory", room: "main" };
