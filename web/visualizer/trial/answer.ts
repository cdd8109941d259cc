import type { TrialFigures } from "../../simulator/trial-types.ts";
import type { TrialWords } from "../words/trial/es.ts";
import { lengthInWords } from "./clock.ts";

const SECOND_MS = 1000;

/** What a comparison comes to, in one sentence. */
export function answerTo(
  before: Pick<TrialFigures, "waitMs">,
  after: Pick<TrialFigures, "waitMs">,
  words: TrialWords,
): string {
  const { answer } = words;
  const [was, would] = [before.waitMs?.average ?? 0, after.waitMs?.average ?? 0];
  if (was < SECOND_MS / 2 && would < SECOND_MS / 2) return answer.nobody;
  const [then, now] = [lengthInWords(was, words), lengthInWords(would, words)];
  if (then === now) return answer.same(now);
  return would < was ? answer.better(now, then) : answer.worse(now, then);
}
