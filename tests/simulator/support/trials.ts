/** Centres to try things on, and what can be told of a whole one. */
import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import type { QueueContext } from "../../../machines/queue-events.ts";
import { PROJECT } from "../../../web/simulator/project.ts";
import type { Trial } from "../../../web/simulator/trial.ts";
import type { TrialAgent, TrialSettings } from "../../../web/simulator/trial-types.ts";

/** A whole centre is a second or two of work, and on a machine that does much else a good deal more. */
export const SLOWLY_MS = 60_000;
export const START_AT = Date.UTC(2026, 0, 15, 9);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

export const agents = (count: number, capacity: number, departments = ["general"]): TrialAgent[] =>
  Array.from({ length: count }, (_, n) => ({ name: `Agent ${n}`, capacity, departments }));

/** Four agents who have about as much as they can do. */
export const busy = (seed: number, more: Partial<TrialSettings> = {}): TrialSettings => ({
  seed,
  departments: ["general"],
  agents: agents(4, 2),
  arrivalsPerHour: 60,
  handlingMs: 8 * MINUTE_MS,
  startAt: START_AT,
  ...more,
});

/** Of everything that every room keeps, as it keeps it, and of when each would wake. */
export function bytesOf({ platform }: Trial): string {
  const hash = createHash("sha256");
  for (const [name, { storage }] of platform.nodes) {
    hash.update(serialize([name, storage.alarm, [...storage.inMemory("")], [...storage.onDisk("")]]));
  }
  return hash.digest("hex");
}

export const queueOf = (trial: Trial): QueueContext =>
  trial.platform.node("queue", PROJECT).room!.snapshot.context as QueueContext;
