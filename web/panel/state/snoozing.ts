import { createEffect, on, untrack, type Accessor } from "solid-js";
import type { Snoozed } from "../../../party/protocol/agent.ts";
import { until } from "../../shared/until.ts";

/** That hour of the day after, by the agent's own clock: a day with a change of clocks is not 24 hours long. */
export function tomorrowAt(hour: number, now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return day.setHours(hour, 0, 0, 0);
}

/** The list and what is put aside come in one view, a queue between them: so long one may be in neither. */
export const BETWEEN_MS = 3000;

/** One that was put aside and is neither there nor in the list before its time has ended, or waits for a free slot. */
export function tellOfLostSnoozes(
  snoozed: Accessor<readonly Pick<Snoozed, "conversationId" | "customerName">[]>,
  held: Accessor<readonly { id: string }[]>,
  lost: (id: string, customerName: string) => void,
): void {
  createEffect(
    on(
      () => snoozed().map(({ conversationId: id, customerName }) => ({ id, customerName })),
      (now, before = []) => {
        const isThere = (id: string): boolean =>
          held().some((one) => one.id === id) || snoozed().some(({ conversationId }) => conversationId === id);
        for (const { id, customerName } of before) {
          if (now.some((one) => one.id === id)) continue;
          void until(() => isThere(id), BETWEEN_MS).then(() => untrack(() => isThere(id)) || lost(id, customerName));
        }
      },
    ),
  );
}
