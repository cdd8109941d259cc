/**
 * A centre that runs beside the page: an hour of it is more than a second of work, and the page has frames to draw.
 *
 * It runs as far as the real time that has passed says, piece by piece, listening to the page between two pieces. What it cannot do in
 * time it does not make up for: then it goes slower, and says so.
 */
import type { Receipt } from "../../../party/protocol/queue.ts";
import { PROJECT } from "../../simulator/project.ts";
import { compare } from "./compare.ts";
import { Run } from "./doing.ts";
import type { Plan } from "./plan.ts";
import { agentsOf, happeningsOf, linesOf, loadsOf, Staff } from "./standing.ts";
import type { FromTrial, ShownPoint, ToTrial } from "./talk.ts";

const POINT_MS = 60_000;
/** An eye sees no more, and a page has to draw each. */
const TELL_EVERY_MS = 80;
/** Real milliseconds for which it may be late without being called slower. */
const LATE_MAX_MS = 200;
const PACE_OVER_MS = 1_000;
/** How far one looks for the next thing to happen, and how closely. */
const STEP_MS = 500;
const STEP_MAX_MS = 30 * 60_000;

class Centre {
  readonly #startAt: number;
  #speed = 0;
  #told = { points: 0, receipts: 0 };
  readonly #loads: ShownPoint["loads"][] = [];
  #wanted: (() => Promise<void> | void)[] = [];
  #wake = (): void => {};
  #pace: number | null = null;
  isOver = false;

  private constructor(
    private readonly number: number,
    private readonly run: Run,
    private readonly plan: Plan,
    private readonly staff: Staff,
  ) {
    this.#startAt = plan.settings.startAt;
    this.#mark();
  }

  static async open(plan: Plan, number: number): Promise<Centre> {
    const staff = new Staff(plan);
    const run = await Run.of(plan, (doing) => staff.follow(doing));
    return new Centre(number, run, plan, staff);
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    this.#wake();
  }

  /** Done between two pieces of work, so that what is done is done at one moment. */
  want(wanted: () => Promise<void> | void): void {
    this.#wanted.push(wanted);
    this.#wake();
  }

  act(doing: Parameters<Run["do"]>[0]): void {
    this.want(() => this.run.do(doing));
  }

  /** Until something happens that can be seen: somebody comes, is given to an agent, or goes; an agent comes or goes. */
  step(): void {
    this.#speed = 0;
    this.want(async () => {
      const { trial } = this.run;
      const since = trial.receipts().length;
      const seen: number[] = [];
      const unlisten = trial.onStep(({ party, event, revision }) => {
        if (party === "queue" && VISIBLE.has(event)) seen.push(revision);
      });
      for (let ms = 0; seen.length === 0 && ms < STEP_MAX_MS; ms += STEP_MS) await this.#advance(STEP_MS);
      unlisten();
      tell({ kind: "happened", happened: happeningsOf(trial, seen, since) });
    });
  }

  log(party: string, room: string) {
    return this.run.trial.logOf(party, room);
  }

  async live(): Promise<void> {
    let last = performance.now();
    let due = 0;
    let toldAt = -Infinity;
    let paced = { at: last, now: this.run.trial.now };
    while (!this.isOver) {
      for (const wanted of this.#wanted.splice(0)) {
        await wanted();
        toldAt = -Infinity;
      }
      const at = performance.now();
      due = this.#speed === 0 ? 0 : Math.min(due + (at - last) * this.#speed, LATE_MAX_MS * this.#speed);
      last = at;
      const piece = Math.min(Math.floor(due), this.#untilPoint());
      if (piece > 0) await this.#advance(piece);
      due -= piece;
      if (this.#speed === 0) this.#pace = null;
      else if (at - paced.at > PACE_OVER_MS) {
        this.#pace = (this.run.trial.now - paced.now) / (at - paced.at);
        paced = { at, now: this.run.trial.now };
      }
      const isIdle = this.#speed === 0 && this.#wanted.length === 0;
      if (isIdle || performance.now() - toldAt >= TELL_EVERY_MS) {
        this.#tell();
        toldAt = performance.now();
      }
      await this.#rest(isIdle ? Infinity : due >= 1 ? 0 : 8);
      if (isIdle) {
        last = performance.now();
        paced = { at: last, now: this.run.trial.now };
      }
    }
  }

  #untilPoint(): number {
    return POINT_MS - ((this.run.trial.now - this.#startAt) % POINT_MS);
  }

  async #advance(ms: number): Promise<void> {
    for (let left = ms; left > 0;) {
      const piece = Math.min(left, this.#untilPoint());
      await this.run.advance(piece);
      left -= piece;
      this.#mark();
    }
  }

  /** Points say nothing of each agent; when one has just been set, the agents still stand as they stood then. */
  #mark(): void {
    const { trial } = this.run;
    while (this.#loads.length < trial.points.length) this.#loads.push(loadsOf(trial));
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === Infinity ? undefined : setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#wanted.length > 0 || this.isOver) this.#wake();
    });
  }

  end(): void {
    this.isOver = true;
    this.#wake();
  }

  #tell(): void {
    const { trial, deeds } = this.run;
    const receipts: readonly Receipt[] = trial.receipts().slice(this.#told.receipts);
    const points = trial.points
      .slice(this.#told.points)
      .map((point, index) => ({ ...point, loads: this.#loads[this.#told.points + index]! }));
    this.#told = { points: trial.points.length, receipts: trial.receipts().length };
    const { settings } = this.plan;
    tell({
      kind: "standing",
      run: this.number,
      standing: {
        figures: trial.figures(),
        lines: linesOf(trial, settings.departments),
        agents: agentsOf(trial, this.staff),
        startAt: this.#startAt,
        arrivalsPerHour: this.staff.arrivalsPerHour,
        handlingMs: this.staff.handlingMs,
        deeds,
        names: this.staff.everNamed,
        queue: PROJECT,
      },
      points,
      receipts,
      pace: this.#pace,
    });
    if (trial.errors.length > 0) tell({ kind: "failed", why: JSON.stringify(trial.errors[0]) });
  }
}

const VISIBLE = new Set(["conversation.enqueued", "conversation.ended", "agent.changed"]);

const tell = (message: FromTrial): void => postMessage(message);

let centre: Centre | undefined;
let opening: Promise<void> = Promise.resolve();

async function open(plan: Plan, number: number): Promise<void> {
  centre?.end();
  const opened = await Centre.open(plan, number);
  centre = opened;
  void opened.live().catch((error: unknown) => tell({ kind: "failed", why: String(error) }));
}

async function heard(message: ToTrial): Promise<void> {
  switch (message.kind) {
    case "begin":
      return open(message.plan, message.run);
    case "compare": {
      const figures = await compare(message.plans, message.until, (done) => tell({ kind: "part", done }));
      return tell({ kind: "compared", figures });
    }
    case "run":
      return centre?.setSpeed(message.speed);
    case "step":
      return centre?.step();
    case "do":
      return centre?.act(message.doing);
    case "log":
      return tell({ kind: "log", ask: message.ask, rows: centre?.log(message.party, message.room) ?? [] });
  }
}

addEventListener("message", ({ data }: MessageEvent<ToTrial>) => {
  // In order: what is asked while a centre is being opened is asked of that one.
  opening = opening.then(() => heard(data)).catch((error: unknown) => tell({ kind: "failed", why: String(error) }));
});
