/** What the page and the worker in which its centre runs say to each other. */
import type { LogRow } from "../../../party/protocol/inspection.ts";
import type { Receipt } from "../../../party/protocol/queue.ts";
import type { TrialFigures, TrialPoint } from "../../simulator/trial-types.ts";
import type { Deed, Doing, Plan } from "./plan.ts";

/** Simulated milliseconds in a real one. */
export const SPEEDS = [1, 60, 3600] as const;
export type Speed = (typeof SPEEDS)[number];

/** A conversation that waits or is held. */
export interface ShownConversation {
  id: string;
  /** The room of its thread. */
  thread: string;
  name: string;
  department: string;
  enqueuedAt: number;
  returned: boolean;
}

export interface ShownAgent {
  id: string;
  name: string;
  departments: readonly string[];
  capacity: number;
  present: boolean;
  available: boolean;
  /** No panel is connected, and that until then is no absence; epoch ms. */
  graceEndsAt: number | null;
  isConnected: boolean;
  held: readonly ShownConversation[];
}

export interface ShownLine {
  department: string;
  waiting: number;
  /** The first of them, in their order. */
  first: readonly ShownConversation[];
}

/** One simulated minute. */
export interface ShownPoint extends TrialPoint {
  /** Of each agent, by name. */
  loads: Readonly<Record<string, number>>;
}

/** The centre as it stands. */
export interface Standing {
  figures: TrialFigures;
  lines: readonly ShownLine[];
  agents: readonly ShownAgent[];
  /** The first moment of the run, epoch ms. */
  startAt: number;
  /** What it is by now: a hand may have changed it. */
  arrivalsPerHour: number;
  handlingMs: number;
  /** All that was done until now, and what is planned. */
  deeds: readonly Deed[];
  /** Of agents by id, those who have gone among them. */
  names: Readonly<Record<string, string>>;
  /** The queue's room. */
  queue: string;
}

/** What can be seen of a step of the queue. */
export type Happening =
  | { kind: "came" | "ended"; customer: string }
  | { kind: "given"; customer: string; agent: string }
  | { kind: "changed"; agent: string };

export type ToTrial =
  /** `run`: what is still said of one before is no news. */
  | { kind: "begin"; plan: Plan; run: number }
  /** 0: it stands still. */
  | { kind: "run"; speed: number }
  /** Until the next thing happens. */
  | { kind: "step" }
  | { kind: "do"; doing: Doing }
  /** All that a room has lived, for who wants to look. */
  | { kind: "log"; ask: number; party: string; room: string }
  /** Of a worker of its own, for a centre that is being watched goes on. `until`: epoch milliseconds. */
  | { kind: "compare"; plans: readonly Plan[]; until: number };

export type FromTrial =
  | {
      kind: "standing";
      run: number;
      standing: Standing;
      /** Since the last one. */
      points: readonly ShownPoint[];
      receipts: readonly Receipt[];
      /** Simulated milliseconds in a real one, as it went lately; null: it stands. */
      pace: number | null;
    }
  | { kind: "log"; ask: number; rows: readonly LogRow[] }
  /** In the step that was asked for; nothing: nothing more will. */
  | { kind: "happened"; happened: readonly Happening[] }
  | { kind: "part"; done: number }
  | { kind: "compared"; figures: readonly TrialFigures[] }
  | { kind: "failed"; why: string };
