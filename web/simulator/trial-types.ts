/** A centre on trial: what it is given, what can be done to it while it runs, and what it tells. */

export interface TrialAgent {
  /** What they are called, and how they are named in everything that is done to them: each has a name of their own. */
  name: string;
  capacity: number;
  departments: readonly string[];
  /** When they are there, in order. Default: always, and Disponible. */
  shifts?: readonly TrialShift[];
}

export interface TrialShift {
  /** Epoch milliseconds. */
  from: number;
  to: number;
  available: boolean;
  /** Conversations at once, meanwhile. */
  capacity: number;
}

export interface TrialSettings {
  /** The same settings and the same things done at the same times give the same run, to the last byte of every room. */
  seed: number;
  departments: readonly string[];
  agents: readonly TrialAgent[];
  /** Customers who come in an hour, at random (Poisson). 0: none by themselves. */
  arrivalsPerHour: number;
  /** How long an agent is busy with a conversation, in milliseconds: the median, of a lognormal distribution. */
  handlingMs: number;
  /** Instead of chance: who came when, and for how long they kept an agent busy. */
  recorded?: readonly TrialArrival[];
  /** Epoch milliseconds. */
  startAt: number;
  /** The part of the conversations that an agent hands on, 0 to 1. Default: 0. */
  transfers?: number;
  /** What people are called and say. Default: es. */
  language?: "es" | "en";
}

export interface TrialArrival {
  /** Epoch milliseconds. */
  at: number;
  department: string;
  /** Milliseconds with an agent. */
  handlingMs: number;
}

export interface TrialFigures {
  now: number;
  arrived: number;
  waiting: number;
  /** With an agent. */
  served: number;
  finished: number;
  /** Of those who have got an agent: how long they waited, in milliseconds; null: nobody has. */
  waitMs: { average: number; median: number; p90: number; longest: number } | null;
  /** By name. */
  agents: readonly {
    name: string;
    present: boolean;
    available: boolean;
    load: number;
    capacity: number;
    assigned: number;
    /** The part of the time until now in which they held anything. */
    busy: number;
  }[];
}

/** One point of the charts, once a simulated minute. */
export interface TrialPoint {
  at: number;
  waiting: number;
  served: number;
  /** The longest that anybody who waits has waited, in milliseconds. */
  longestWaitMs: number;
}

/** A room of the centre. */
export interface TrialRoom {
  party: string;
  room: string;
  /** As XState has it; null: it has not been entered yet. */
  state: unknown;
  revision: number;
}

/** An accepted step of a room. */
export interface TrialStep {
  party: string;
  room: string;
  revision: number;
  at: number;
  event: string;
}

/** Somebody who has come, in the order in which they came. */
export interface TrialCustomerState {
  /** Also the name of their thread's room. */
  id: string;
  name: string;
  state: "quiet" | "queued" | "assigned";
  /** Whether their page is connected. */
  connected: boolean;
}
