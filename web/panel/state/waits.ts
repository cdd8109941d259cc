/** The conversations behind the two wait figures: today's receipts that say how long somebody waited. */
import { dayOf } from "../../../machines/day.ts";
import type { Receipt } from "../../../party/protocol/queue.ts";
import type { MirrorList } from "../../shared/mirror.ts";

/** A receipt whose wait the figures count. */
export type Wait = Receipt & { waitMs: number };

/**
 * The receipts of the day, oldest first: page by page back to where the day begins, or to what is known already. Undefined if the
 * queue stops answering.
 */
export async function receiptsOfDay(
  page: (before?: number) => Promise<MirrorList | undefined>,
  day: string,
  timeZone: string,
  known: readonly Receipt[] = [],
): Promise<readonly Receipt[] | undefined> {
  const last = known.at(-1)?.seq ?? 0;
  const pages: Receipt[][] = [];
  for (let before: number | undefined; ;) {
    const got = await page(before);
    if (!got) return undefined;
    const rows = got.rows as readonly Receipt[];
    pages.unshift(rows.filter(({ seq }) => seq > last));
    const oldest = rows[0];
    if (!oldest || !got.older || oldest.seq <= last || dayOf(oldest.at, timeZone) !== day) break;
    before = oldest.seq;
  }
  return [...known, ...pages.flat()].filter(({ at }) => dayOf(at, timeZone) === day);
}

const counts = (receipt: Receipt): receipt is Wait => typeof receipt.waitMs === "number";

export type Sorting = "byTime" | "longestFirst";

/** Those that count, the last first or the longest first. */
export function waitsIn(receipts: readonly Receipt[], sorting: Sorting): Wait[] {
  const waits = receipts.filter(counts).toReversed();
  return sorting === "byTime" ? waits : waits.toSorted((a, b) => b.waitMs - a.waitMs);
}

/** What the figures say of these: the same sums as the queue's. */
export function sumOf(waits: readonly Wait[]): { count: number; averageMs: number | null; longestMs: number | null } {
  const count = waits.length;
  if (count === 0) return { count, averageMs: null, longestMs: null };
  const total = waits.reduce((sum, { waitMs }) => sum + waitMs, 0);
  return { count, averageMs: Math.round(total / count), longestMs: Math.max(...waits.map(({ waitMs }) => waitMs)) };
}

/** Receipts of before they said how long somebody had waited: the figure may count them all the same. */
export const hasUnsaid = (receipts: readonly Receipt[]): boolean => receipts.some(({ waitMs }) => waitMs === undefined);
