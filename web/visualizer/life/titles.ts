/** What a room and an entry are called at the top of a page, and for ears. */
import { calledOf, type ThreadContext } from "../../../machines/thread.ts";
import type { LogRow } from "../../../party/protocol/inspection.ts";
import { life as w } from "../words/life/index.ts";
import type { Life } from "./life.ts";
import type { Point } from "./replay.ts";
import { shortId, stateWords, told, type Names } from "./telling.ts";

/** By whom it is about, where that is known. */
export function nameOfRoom({ self: { party, room } }: Life, { snapshot }: Point): string {
  const { customer, name } = snapshot.context as { customer?: ThreadContext["customer"]; name?: string };
  if (party === "conversation" && customer) return calledOf(customer) || shortId(room);
  return name || shortId(room);
}

export const entryWords = (row: LogRow, names: Names, index: number, count: number): string =>
  `${w().place(index + 1, count)}: ${told(row, names)}. ${w().state}: ${stateWords(row.to)}`;
