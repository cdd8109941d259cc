/** How far one has come (TO6): `<place> <steps done, with commas between>`. The panel reads only whether there is anything. */
import { STEP_NAMES, isStep, type StepName } from "./steps.ts";

export interface Kept {
  /** Null: from the beginning. */
  from: StepName | null;
  done: readonly StepName[];
}

export function readKept(said: string | null): Kept {
  const [place, done = ""] = said?.split(" ") ?? [];
  return isStep(place) ? { from: place, done: done.split(",").filter(isStep) } : { from: null, done: [] };
}

export const writeKept = (place: StepName | "finished", done: readonly StepName[]): string =>
  `${place} ${STEP_NAMES.filter((name) => done.includes(name)).join(",")}`;
