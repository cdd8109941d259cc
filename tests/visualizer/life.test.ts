import { expect, test } from "vitest";
import type { LogRow } from "../../party/protocol/inspection.ts";
import { waitUntilNext } from "../../web/visualizer/life/playing.ts";
import { WholeLog } from "../../web/visualizer/life/whole-log.ts";

test("VZ12 a life is played as far apart as it was, faster, or with its pauses cut", () => {
  expect(waitUntilNext("1", 8_000)).toBe(8_000);
  expect(waitUntilNext("4", 8_000)).toBe(2_000);
  expect(waitUntilNext("16", 8_000)).toBe(500);
  expect(waitUntilNext("cut", 800)).toBe(800);
  expect(waitUntilNext("cut", 8 * 3_600_000)).toBe(1_500);
  // What happened at once is still seen.
  expect(waitUntilNext("16", 0)).toBe(60);
});

/** A room whose log has these numbers, with gaps, given in pages of three. */
function roomWith(seqs: number[]) {
  const rowOf = (seq: number) => ({ seq }) as LogRow;
  const told: number[] = [];
  const asked: number[] = [];
  let isThere = true;
  const log = new WholeLog(
    async (before) => {
      asked.push(before);
      const older = seqs.filter((seq) => seq < before);
      return isThere ? { rows: older.slice(-3).map(rowOf), older: older.length > 3 } : undefined;
    },
    (rows) => told.push(...rows.map(({ seq }) => seq)),
    () => {},
  );
  const newest = (count: number) => ({ rows: seqs.slice(-count).map(rowOf), older: seqs.length > count });
  return { log, told, asked, newest, seqs, go: (there: boolean) => (isThere = there) };
}

test("VZ11 all of a log comes in pages, from the first entry on, and what is new after it without asking", async () => {
  const room = roomWith([1, 2, 4, 5, 7, 9, 10, 11, 14, 15]);
  await room.log.follow(room.newest(2));
  expect(room.told).toEqual(room.seqs);
  const pages = room.asked.length;
  room.seqs.push(18);
  await room.log.follow(room.newest(3));
  expect(room.told.slice(-3)).toEqual([14, 15, 18]);
  expect(room.asked).toHaveLength(pages);
});

test("VZ11 who was away for longer than the newest entries tell gets what they missed, and no hole", async () => {
  const room = roomWith([1, 2, 3]);
  await room.log.follow(room.newest(3));
  room.seqs.push(5, 6, 7, 8, 9, 10, 11, 12);
  room.go(false);
  await room.log.follow(room.newest(2));
  expect(room.told).toEqual([1, 2, 3]);
  room.go(true);
  await room.log.follow(room.newest(2));
  expect([...new Set(room.told)].toSorted((a, b) => a - b)).toEqual(room.seqs);
  expect(room.told.slice(3).toSorted((a, b) => a - b)).toEqual(room.told.slice(3));
});

test("VZ11 what comes while older entries are fetched is told after them", async () => {
  const room = roomWith([1, 2, 3, 4, 5, 6]);
  const first = room.log.follow(room.newest(2));
  room.seqs.push(7);
  const second = room.log.follow(room.newest(3));
  await Promise.all([first, second]);
  expect(room.told).toEqual([1, 2, 3, 4, 5, 6, 5, 6, 7]);
});
