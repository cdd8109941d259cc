/** How a trial is done to what a plan says. */
import { Trial } from "../../simulator/trial.ts";
import type { Deed, Doing, Plan } from "./plan.ts";

function act(trial: Trial, doing: Doing): void {
  switch (doing.kind) {
    case "arrive":
      for (let count = 0; count < doing.count; count++) trial.addCustomer();
      return;
    case "hire":
      return trial.addAgent(doing.agent);
    case "dismiss":
      return trial.removeAgent(doing.agent);
    case "capacity":
      return trial.setCapacity(doing.agent, doing.capacity);
    case "departments":
      return trial.setDepartments(doing.agent, doing.departments);
    case "available":
      return trial.setAvailable(doing.agent, doing.available);
    case "break":
      return trial.breakConnection(doing.agent);
    case "mend":
      return trial.mend(doing.agent);
    case "arrivals":
      return trial.setArrivals(doing.perHour);
    case "handling":
      return trial.setHandling(doing.ms);
  }
}

/** A run of a plan: each deed is done at its own moment, however far the clock is moved at once. */
export class Run {
  readonly #startAt: number;
  /** In order of time. */
  #deeds: Deed[];
  #done = 0;

  private constructor(
    readonly trial: Trial,
    { settings, deeds }: Plan,
    private readonly onDeed: (doing: Doing) => void,
  ) {
    this.#startAt = settings.startAt;
    this.#deeds = [...deeds];
  }

  static async of(plan: Plan, onDeed: (doing: Doing) => void = () => {}): Promise<Run> {
    const run = new Run(await Trial.open(plan.settings), plan, onDeed);
    await run.#keepUp();
    return run;
  }

  /** What was done, and what is planned. */
  get deeds(): readonly Deed[] {
    return this.#deeds;
  }

  get #after(): number {
    return this.trial.now - this.#startAt;
  }

  async advance(ms: number): Promise<void> {
    const until = this.trial.now + ms;
    for (let left = ms; left > 0; left = until - this.trial.now) {
      const next = this.#deeds[this.#done];
      await this.trial.advance(next ? Math.min(left, next.after - this.#after) : left);
      await this.#keepUp();
    }
  }

  /** Now, by hand: after what is planned for this very moment. */
  async do(doing: Doing): Promise<void> {
    this.#deeds.splice(this.#done, 0, { after: this.#after, doing });
    await this.#keepUp();
  }

  async #keepUp(): Promise<void> {
    for (; (this.#deeds[this.#done]?.after ?? Infinity) <= this.#after; this.#done++) {
      const { doing } = this.#deeds[this.#done]!;
      act(this.trial, doing);
      this.onDeed(doing);
      // What follows from it comes before the next one, as it does when a hand does both.
      await this.trial.advance(0);
    }
  }
}
