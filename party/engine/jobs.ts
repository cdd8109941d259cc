/**
 * What a room asks of the world outside (a push service, a mail server): stored in the same write as the step that asked, run
 * once that is on disk, and kept until its outcome has come back to the machine.
 *
 * A kill can so repeat a job and never lose one. It cannot know what the world did in the meantime, and says so: `again`.
 * Neither a failure nor a timeout says that nothing was done; whether and when to try anew is the machine's decision.
 */
import type { Effect, JobOutcome, Outside, RoomDefinition } from "./definition.ts";
import type { Host } from "./host.ts";
import { JOB } from "./keys.ts";

/** As it is stored. */
export interface Job {
  id: string;
  service: string;
  params: unknown;
  /** What the machine is told, with the outcome. */
  event: { type: string; [field: string]: unknown };
  /** Whether it may have been done before. */
  again: boolean;
  /** When it was asked for: after a restart they go in this order. */
  at: number;
  maxMs?: number;
}

/** Most jobs of one room under way at once. */
export const JOBS_ABREAST = 8;
/** How long a job may take that does not say. Longer than any decent service needs, shorter than anybody's patience. */
export const JOB_MAX_MS = 20_000;
/** How long one may take that says so, as one that moves a large file. */
export const JOB_MOST_MS = 5 * 60_000;
/** An outcome becomes part of an event, which is stored in the log. */
export const OUTCOME_MAX_CHARS = 16_000;
const REASON_MAX_CHARS = 500;
/** Part of a stored key, which may have 2,048 bytes. */
export const JOB_ID_MAX_CHARS = 256;

export class Jobs {
  /** Everything that has no outcome yet. */
  readonly #open = new Map<string, Job>();
  #waiting: Job[] = [];
  #running = 0;

  constructor(
    private readonly host: Host,
    private readonly services: NonNullable<RoomDefinition["services"]>,
    /** Hears of each outcome once, and calls `close`. */
    private readonly settle: (job: Job, outcome: JobOutcome) => void,
  ) {}

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  /** Takes up what an earlier life of this room left without an outcome: nobody knows how far it had come. */
  async load(): Promise<void> {
    const stored = [...(await this.host.storage.list({ prefix: JOB })).values()] as Job[];
    for (const job of stored.toSorted((a, b) => a.at - b.at)) this.add({ ...job, again: true });
  }

  /** What a step asks for anew, each id once: while one has no outcome, it stands for whoever asks again. */
  newOf(effects: readonly Effect[], at: number): Job[] {
    const jobs = new Map<string, Job>();
    for (const effect of effects) {
      if (effect.kind !== "job" || this.has(effect.id) || jobs.has(effect.id)) continue;
      const { id, service, params, event, again = false, maxMs } = effect;
      jobs.set(id, { id, service, params, event, again, at, ...(maxMs === undefined ? {} : { maxMs }) });
    }
    return [...jobs.values()];
  }

  /** In the order of asking. */
  all(): { id: string; service: string; at: number }[] {
    return [...this.#open.values()].map(({ id, service, at }) => ({ id, service, at }));
  }

  has(id: string): boolean {
    return this.#open.has(id);
  }

  /** To be called once the write that stores it has been handed over. */
  add(job: Job): void {
    this.#open.set(job.id, job);
    this.#waiting.push(job);
  }

  close(id: string): void {
    this.#open.delete(id);
  }

  /** Runs what there is room for. Never throws. */
  drain(): void {
    while (this.#running < JOBS_ABREAST) {
      const job = this.#waiting.shift();
      if (!job) return;
      void this.#run(job);
    }
  }

  async #run(job: Job): Promise<void> {
    this.#running++;
    try {
      await this.host.flushed();
    } catch {
      // This life is over: the next one finds the job, or the write that should have stored it has failed.
      return;
    }
    const outcome = await this.#inTime(job);
    this.#running--;
    this.settle(job, outcome);
    this.drain();
  }

  #inTime(job: Job): Promise<JobOutcome> {
    const started = this.host.now();
    const stopping = new AbortController();
    return new Promise((resolve) => {
      const tell = (outcome: JobOutcome): void => {
        const { id, service, again } = job;
        const level = outcome.kind === "done" ? {} : { level: "warn" };
        const ms = this.host.now() - started;
        this.host.log({ ...level, msg: "job", service, id, again, ms, outcome: outcome.kind, reason: why(outcome) });
        resolve(outcome);
      };
      const callOff = this.host.later(Math.min(job.maxMs ?? JOB_MAX_MS, JOB_MOST_MS), () => {
        stopping.abort();
        tell({ kind: "timedOut" });
      });
      void this.#outcome(job, stopping.signal).then((outcome) => {
        callOff();
        // What comes after the timeout has been told already, one way or the other.
        if (!stopping.signal.aborted) tell(outcome);
      });
    });
  }

  async #outcome({ id, service, params, again }: Job, signal: AbortSignal): Promise<JobOutcome> {
    const outside: Outside = {
      id,
      again,
      env: this.host.env,
      bindings: this.host.bindings,
      fetch: (url, init) => this.host.fetch(url, init),
      signal,
      log: (line) => this.host.log(line),
    };
    try {
      const run = Object.hasOwn(this.services, service) ? this.services[service] : undefined;
      if (!run) throw new Error(`no service is called ${service}`);
      return keepable(await run(params as never, outside));
    } catch (error) {
      return { kind: "failed", reason: String(error).slice(0, REASON_MAX_CHARS) };
    }
  }
}

/** It was done, whatever it said: what cannot be kept of that must not make it look as if it had failed. */
function keepable(value: unknown): JobOutcome {
  try {
    const text = JSON.stringify(value ?? null);
    if (text.length <= OUTCOME_MAX_CHARS) return { kind: "done", value: JSON.parse(text) as unknown };
  } catch {
    // Not plain data.
  }
  return { kind: "done", value: null, cut: true };
}

const why = (outcome: JobOutcome): string | undefined => (outcome.kind === "failed" ? outcome.reason : undefined);
