/** Finding places in a chart by some of the words that stand there. */
import { plain } from "../../panel/state/placeholders.ts";
import type { Chart, ChartTransition } from "../chart/model.ts";
import { flat, rowsOf } from "./rows.ts";

/** Whether all of these words are in one of those texts; accents and capitals do not matter. */
export function isSaid(query: string, ...texts: readonly string[]): boolean {
  const said = plain(texts.join("\n"));
  return plain(query)
    .trim()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

/** What a transition is found by, apart from what else is known of it. */
const wordsOf = ({ event, guard, actions, refuses, description }: ChartTransition): string[] => [
  event,
  guard ?? "",
  ...actions,
  ...refuses,
  description,
];

/** Ids of states and transitions, in the order of the outline. */
export const lookIn = (
  chart: Chart,
  query: string,
  more: (one: ChartTransition) => readonly string[] = () => [],
): string[] =>
  flat(rowsOf(chart)).flatMap((row) => {
    const words =
      row.kind === "state"
        ? [row.state.key, row.state.description, ...row.state.entry, ...row.state.exit]
        : [...wordsOf(row.transition), ...more(row.transition)];
    return isSaid(query, ...words) ? [row.id] : [];
  });
