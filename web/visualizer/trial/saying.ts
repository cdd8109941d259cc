/** What is said to ears: what a hand did, what went wrong by itself, and how the day stands when the clock stops. Never every step. */
import { language } from "../../panel/words/index.ts";
import { clockTime } from "../../shared/locale.ts";
import { tw } from "../words/trial/index.ts";
import { lengthInWords } from "./clock.ts";
import type { Doing } from "./plan.ts";
import type { Happening, ShownAgent, Standing } from "./talk.ts";

export function saidOf(doing: Doing): string {
  const { said } = tw();
  if (doing.kind === "break") return said.cut(doing.agent);
  if (doing.kind === "mend") return said.mended(doing.agent);
  if (doing.kind === "hire") return said.hired(doing.agent.name);
  return doing.kind === "dismiss" ? said.dismissed(doing.agent) : "";
}

export function summaryOf({ figures }: Standing): string {
  const average = figures.waitMs ? lengthInWords(figures.waitMs.average, tw()) : "—";
  return tw().said.paused(clockTime(language(), figures.now), figures.waiting, average);
}

/** Whose conversations have gone back to the line because they did not come back in time. */
export function goneSince(before: readonly ShownAgent[], now: readonly ShownAgent[]): string {
  for (const agent of before) {
    const after = now.find(({ id }) => id === agent.id);
    if (agent.graceEndsAt !== null && after && !after.present && agent.held.length > 0)
      return tw().said.back(agent.name, agent.held.length);
  }
  return "";
}

/** What a step has shown, in the order in which it came. */
export function happenedIn(happened: readonly Happening[]): string {
  const { happened: words } = tw();
  if (happened.length === 0) return words.nothing;
  return happened
    .map((one) => {
      if (one.kind === "given") return words.given(one.customer, one.agent);
      return one.kind === "changed" ? words.changed(one.agent) : words[one.kind](one.customer);
    })
    .join(" ");
}
