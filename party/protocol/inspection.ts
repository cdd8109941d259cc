/** What a room shows of its own life to who looks on: topic `inspection`, list `log`. */
import * as v from "valibot";

/** Asked for by name only: it is never among what a screen gets that names no topics. */
export const INSPECTION = "inspection";
/** The room's log as a list: `seq` is the revision, which has gaps where a revision left no entry. */
export const LOG_LIST = "log";

const address = v.object({ party: v.string(), room: v.string() });
/** XState's: a name, or names within names. */
const stateValue = v.union([v.string(), v.record(v.string(), v.unknown())]);

/** One accepted step. */
export const LogRow = v.object({
  seq: v.number(),
  /** Epoch milliseconds, by the room's clock. */
  at: v.number(),
  /** As the machine was told it, with `by` or `from`; without what is secret. */
  event: v.looseObject({ type: v.string(), at: v.number() }),
  /** The state after it. */
  to: stateValue,
  /** The names of the actions that it asked for. */
  effects: v.array(v.string()),
});
export type LogRow = v.InferOutput<typeof LogRow>;

export const InspectionView = v.object({
  machine: v.string(),
  /** Of the saved form. */
  version: v.number(),
  value: stateValue,
  /** What is rewritten at each step: without tables, and without what is secret. */
  context: v.record(v.string(), v.unknown()),
  /** By id; `at`: epoch milliseconds. */
  timers: v.array(v.object({ id: v.string(), at: v.number(), event: v.string() })),
  /** What has been promised to other rooms and not been accepted yet. */
  outbox: v.array(v.object({ to: address, events: v.array(v.string()), failures: v.number() })),
  jobs: v.array(v.object({ id: v.string(), service: v.string(), at: v.number() })),
  /** How many more of these three there are: a hundred of each are listed. */
  unlisted: v.number(),
});
export type InspectionView = v.InferOutput<typeof InspectionView>;

/** Whether a room's log replays to what it has stored. */
export const CheckResult = v.variant("kind", [
  v.object({ kind: v.literal("same"), revision: v.number(), entries: v.number() }),
  v.object({
    kind: v.literal("differs"),
    revision: v.number(),
    entries: v.number(),
    /** The first entry after which the replay is not where the log says; null: only the end differs. */
    since: v.nullable(v.number()),
    /** Paths of what is not the same at the end, without values. */
    where: v.array(v.string()),
  }),
  /**
   * The room keeps only the newest entries of its log; or starts from what was set aside; or it differs, and part of its log was written
   * by another version of the machine, or before versions were noted.
   */
  v.object({ kind: v.literal("cannotTell"), why: v.picklist(["logNotKept", "setAside", "otherVersion"]) }),
]);
export type CheckResult = v.InferOutput<typeof CheckResult>;
