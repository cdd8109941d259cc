/**
 * What the engine needs from the platform. `partykit.ts` gives it on PartyKit; the tests give it in memory, with crashes.
 */
import type { Address, Bindings, Identity, Outside, Settings } from "./definition.ts";

export interface RoomStorage {
  get(key: string): Promise<unknown>;
  list(options: {
    prefix: string;
    start?: string;
    end?: string;
    reverse?: boolean;
    limit?: number;
  }): Promise<Map<string, unknown>>;
  /**
   * One atomic write. It returns at once; the platform holds back everything that the room says to anyone afterwards until
   * the write is on disk (on Durable Objects: the output gate).
   */
  write(change: { put?: Record<string, unknown>; delete?: readonly string[] }): void;
}

/** What is kept with a socket while the room sleeps. */
export interface SocketState {
  identity: Identity;
  /** Set by `hello`. Absent: the socket has not introduced itself yet. */
  watch?: readonly string[];
  /** Topics that were last shown to it. */
  shown: readonly string[];
  openedAt: number;
  /** Never let in, and closed as soon as it says anything. */
  turnedAway?: true;
  heardAt: number;
  offences: number;
}

export interface Socket {
  id: string;
  /** False as soon as it was closed here, whatever its peer says to that. */
  readonly open: boolean;
  state: SocketState;
  setState(state: SocketState): void;
  send(text: string): void;
  close(code: number, reason: string): void;
}

export interface Delivery {
  from: Address;
  messages: { seq: string; event: { type: string; [field: string]: unknown } }[];
}

export interface Host {
  self: Address;
  env: Settings;
  bindings: Bindings;
  fetch: Outside["fetch"];
  storage: RoomStorage;
  /** Resolves once everything written so far is on disk. */
  flushed(): Promise<void>;
  now(): number;
  setAlarm(at: number): void;
  /** Whether an alarm is set. After a restart of PartyKit's local runtime, none is, whatever was set before. */
  hasAlarm(): Promise<boolean>;
  sockets(): Iterable<Socket>;
  /** Throws if the other room could not be reached or failed. Resolves when it has accepted all of it. */
  deliver(to: Address, delivery: Delivery): Promise<void>;
  /** A chance to run `work` later in this instance; lost when the room sleeps, so never for anything that must happen. Gives what calls it off. */
  later(ms: number, work: () => void): () => void;
  log(line: Record<string, unknown>): void;
}
