import { expect, test } from "vitest";
import type { Receipt } from "../../party/protocol/queue.ts";
import type { MirrorList } from "../../web/shared/mirror.ts";
import { hasUnsaid, receiptsOfDay, sumOf, waitsIn } from "../../web/panel/state/waits.ts";

const ZONE = "Europe/Madrid";
/** Midnight there, when it is 22:00 elsewhere. */
const MIDNIGHT = Date.UTC(2026, 6, 14, 22);
const DAY = "2026-07-15";

const receipt = (seq: number, at: number, waitMs?: number | null): Receipt => ({
  seq,
  at,
  conversationId: `t.${seq}`,
  department: "general",
  agentId: "ana",
  how: "fromLine",
  enqueuedAt: at - (waitMs ?? 0),
  waiting: 1,
  eligible: 1,
  first: [],
  ...(waitMs === undefined ? {} : { waitMs }),
});

/** A queue's list, three rows a page, and what was asked of it. */
function queue(rows: Receipt[]) {
  const asked: (number | undefined)[] = [];
  const page = async (before?: number): Promise<MirrorList> => {
    asked.push(before);
    const older = rows.filter(({ seq }) => before === undefined || seq < before);
    return { rows: older.slice(-3), older: older.length > 3 };
  };
  return { page, asked };
}

test("QU18 the receipts of a day are fetched back to its midnight in the project's own time zone, and no further", async () => {
  const rows = Array.from({ length: 12 }, (_, index) => receipt(index + 1, MIDNIGHT + (index - 6) * 60_000, 1000));
  const { page, asked } = queue(rows);
  const found = await receiptsOfDay(page, DAY, ZONE);
  expect(found!.map(({ seq }) => seq)).toEqual([7, 8, 9, 10, 11, 12]);
  expect(asked).toEqual([undefined, 10, 7]);
});

test("what is known already is not fetched again, and goes when its day has ended", async () => {
  const rows = Array.from({ length: 9 }, (_, index) => receipt(index + 1, MIDNIGHT + index * 60_000, 1000));
  const { page, asked } = queue(rows);
  const found = await receiptsOfDay(page, DAY, ZONE, rows.slice(0, 7));
  expect(found!.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(asked).toEqual([undefined]);
  expect(await receiptsOfDay(queue([]).page, "2026-07-16", ZONE, rows)).toEqual([]);
});

test("a queue that stops answering gives nothing rather than half a day", async () => {
  const { page } = queue(Array.from({ length: 9 }, (_, index) => receipt(index + 1, MIDNIGHT + index, 1)));
  const broken = (before?: number) => (before === undefined ? page() : Promise.resolve(undefined));
  expect(await receiptsOfDay(broken, DAY, ZONE)).toBeUndefined();
});

test("QU8 only receipts with a wait count, and their sum is the queue's: rounded mean and longest", () => {
  const rows = [receipt(1, 1, 3000), receipt(2, 2, null), receipt(3, 3, 10_000), receipt(4, 4, 3001)];
  expect(waitsIn(rows, "byTime").map(({ seq }) => seq)).toEqual([4, 3, 1]);
  expect(waitsIn(rows, "longestFirst").map(({ seq }) => seq)).toEqual([3, 4, 1]);
  expect(sumOf(waitsIn(rows, "byTime"))).toEqual({ count: 3, averageMs: 5334, longestMs: 10_000 });
  expect(sumOf([])).toEqual({ count: 0, averageMs: null, longestMs: null });
  expect([hasUnsaid(rows), hasUnsaid([...rows, receipt(5, 5)])]).toEqual([false, true]);
});
