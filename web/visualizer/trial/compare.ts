/** The same day, again and again: what it would have been otherwise. */
import type { TrialFigures } from "../../simulator/trial-types.ts";
import { Run } from "./doing.ts";
import type { Plan } from "./plan.ts";

/** How often one hears how far it has come: after each of so many parts of a day. */
const PARTS = 50;

/**
 * @param until Epoch milliseconds of the days' own clock.
 * @param tell Told how much of it is done, 0 to 1.
 */
export async function compare(
  plans: readonly Plan[],
  until: number,
  tell: (done: number) => void,
): Promise<readonly TrialFigures[]> {
  const figures: TrialFigures[] = [];
  for (const [index, plan] of plans.entries()) {
    const run = await Run.of(plan);
    const lasts = until - plan.settings.startAt;
    for (let part = 1; part <= PARTS; part++) {
      await run.advance(plan.settings.startAt + Math.round((lasts * part) / PARTS) - run.trial.now);
      tell((index + part / PARTS) / plans.length);
    }
    figures.push(run.trial.figures());
  }
  return figures;
}
