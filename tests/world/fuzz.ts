/** Runs a script of the world, and makes a failing one as short as it can. */
import { script, World, type Action } from "./world.ts";

export interface Run {
  keepsAlarms: boolean;
  actions: Action[];
}

export interface Outcome {
  error: Error | undefined;
  /** How many actions had been taken. */
  taken: number;
  tally: Record<string, number>;
}

/** Odd seeds run on the runtime that forgets its alarms. */
export const runOf = (seed: number, steps: number): Run => ({
  keepsAlarms: seed % 2 === 0,
  actions: script(seed, steps),
});

export async function play({ keepsAlarms, actions }: Run): Promise<Outcome> {
  const world = new World(keepsAlarms);
  let taken = 0;
  try {
    await world.begin();
    for (const action of actions) {
      taken++;
      await world.act(action);
    }
    await world.end();
    return { error: undefined, taken, tally: world.tally() };
  } catch (error) {
    return { error: error as Error, taken, tally: world.tally() };
  }
}

/** Delta debugging: leaves out ever smaller pieces, as long as what is left still fails. */
export async function shrink(run: Run, tries = 600): Promise<Run> {
  let { actions } = run;
  let size = Math.ceil(actions.length / 2);
  for (let at = 0, tried = 0; tried < tries && size >= 1; tried++) {
    const fewer = actions.toSpliced(at, size);
    if ((await play({ ...run, actions: fewer })).error) actions = fewer;
    else at += size;
    if (at < actions.length) continue;
    at = 0;
    size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return { ...run, actions };
}

export const trace = ({ keepsAlarms, actions }: Run): string =>
  `{ keepsAlarms: ${keepsAlarms}, actions: [\n${actions
    .map(({ do: what, a, b, seed }) => `  { do: "${what}", a: ${a}, b: ${b}, seed: ${seed} },`)
    .join("\n")}\n] }`;
