/**
 * EN66: a room's life, for who looks on. It is one more topic, `inspection`: its view is what the room is in and what it waits for,
 * its list `log` is the log itself, numbered by revision, where it lies. So right, resuming and pages are those of every topic, and a
 * room that nobody looks at does nothing for it: what is shown is made when somebody is told.
 */
import type { AnyMachineSnapshot, StateValue } from "xstate";
import { INSPECTION, LOG_LIST, type CheckResult, type InspectionView, type LogRow } from "../protocol/inspection.ts";
import { checkLog } from "./checking.ts";
import type { Identity, Inspected, RoomDefinition, Row, Stamped, Topic } from "./definition.ts";
import type { Host } from "./host.ts";
import type { Jobs } from "./jobs.ts";
import { LOG } from "./keys.ts";
import type { Outbox } from "./outbox.ts";
import { persist } from "./saved.ts";
import type { Timers } from "./timers.ts";
import type { Views } from "./views.ts";

/** At most so often do those who look on hear of what happens without a step: a delivery that was accepted, one that failed. */
const STIRRED_EVERY_MS = 500;
/** Of timers, targets and jobs each: a queue at its worst hour has thousands, and nobody could read them. */
const LISTED_MAX = 100;

/** As it is stored. */
export interface LogEntry {
  at: number;
  event: Stamped;
  to: StateValue;
  effects: readonly string[];
  /** EN72: where it is another one than that of the entry before: which saved form the machine had that wrote it. */
  version?: number;
}

/** What a room waits for. */
export interface Pending {
  timers: Timers;
  outbox: Outbox;
  jobs: Jobs;
}

/** The definition with the topic, if its room can be looked on. */
export function lookedOn(definition: RoomDefinition, pending: Pending): RoomDefinition {
  const { inspection, topics } = definition;
  if (!inspection) return definition;
  const topic: Topic = {
    view: (snapshot) => ({ ...view(definition, inspection, snapshot, pending) }),
    lists: { [LOG_LIST]: (row: LogEntry & Row) => shownOf(inspection, row) },
  };
  return { ...definition, topics: { ...topics, [INSPECTION]: topic } };
}

function view(
  definition: RoomDefinition,
  { context: hide = (context) => context }: Inspected,
  snapshot: AnyMachineSnapshot,
  { timers, outbox, jobs }: Pending,
): InspectionView {
  const { context } = persist(definition, snapshot) as { context: Record<string, unknown> };
  const [running, promised, asked] = [timers.all(), outbox.all(), jobs.all()];
  return {
    machine: definition.machine.id,
    version: definition.version,
    value: snapshot.value,
    context: hide(context),
    timers: running.slice(0, LISTED_MAX),
    outbox: promised.slice(0, LISTED_MAX),
    jobs: asked.slice(0, LISTED_MAX),
    unlisted: [running, promised, asked].reduce((sum, { length }) => sum + Math.max(0, length - LISTED_MAX), 0),
  };
}

/** By what session somebody came, and to which account they belong, is between them and their account. */
function withoutSession(event: Stamped): Stamped {
  // Events of other rooms may have a field of this name that says something else.
  const by: unknown = event.by;
  if (typeof by !== "object" || by === null) return event;
  const { session: _session, account: _account, ...who } = by as Identity;
  return { ...event, by: who };
}

/** EN70: what of an entry is a row of the list. */
export function shownOf({ redact }: Inspected, { seq, at, event, to, effects }: LogEntry & Row): LogRow {
  const open = withoutSession(event);
  return { seq, at, event: redact ? redact(open) : open, to, effects: [...effects] };
}

/** EN67: entries that a step has written, the one of its own and those that lost their words, as rows that screens hear of. */
export function tellLog(
  lists: Map<string, Map<number, Row>>,
  revision: number,
  entry: LogEntry,
  changed: Readonly<Record<string, unknown>>,
): void {
  const rows = new Map<number, Row>([[revision, { seq: revision, ...entry }]]);
  for (const [key, other] of Object.entries(changed)) {
    if (!key.startsWith(LOG)) continue;
    const seq = Number(key.slice(LOG.length));
    rows.set(seq, { seq, ...(other as LogEntry) });
  }
  lists.set(LOG_LIST, rows);
}

export class Inspection {
  #stirred = false;
  #checking: Promise<CheckResult> | undefined;

  constructor(
    private readonly definition: RoomDefinition,
    private readonly host: Host,
    private readonly views: Views,
    private readonly now: () => { snapshot: AnyMachineSnapshot; revision: number },
    /** Runs work in the room's turn. */
    private readonly inTurn: (work: () => void) => void,
  ) {}

  /** EN68: something has changed that may have been no step. */
  stirred(): void {
    if (this.#stirred || !this.views.shows(INSPECTION)) return;
    this.#stirred = true;
    this.host.later(STIRRED_EVERY_MS, () => {
      this.#stirred = false;
      this.inTurn(() => void this.views.publish(new Map(), undefined));
    });
  }

  /**
   * EN71: whether the log replays to what the room is, as it is now. Undefined: that is not theirs to ask.
   * One at a time: who asks meanwhile hears the same.
   */
  async check(by: Identity): Promise<CheckResult | undefined> {
    const { definition, host } = this;
    const now = this.now();
    if (!definition.inspection?.admit(by, now.snapshot)) return undefined;
    this.#checking ??= checkLog(definition, host, now).finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }
}
