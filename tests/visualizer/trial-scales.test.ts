import fc from "fast-check";
import { expect, test } from "vitest";
import {
  areaUnder,
  countTicks,
  durationTicks,
  linePath,
  pointAt,
  scale,
  stepPath,
  thinned,
  timeTicks,
} from "../../web/visualizer/trial/scales.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("a number stands where its part of the whole stands, and alone at the start", () => {
  const place = scale(0, 10, 100, 0);
  expect([place(0), place(5), place(10)]).toEqual([100, 50, 0]);
  expect(scale(3, 3, 40, 80)(3)).toBe(40);
});

test("counts are marked by round whole numbers", () => {
  expect(countTicks(0)).toEqual([0, 1]);
  expect(countTicks(3)).toEqual([0, 1, 2, 3]);
  expect(countTicks(7)).toEqual([0, 2, 4, 6, 8]);
  expect(countTicks(43)).toEqual([0, 20, 40, 60]);
  expect(countTicks(999)).toEqual([0, 500, 1000]);
});

test("waits are marked by the steps of a clock", () => {
  expect(durationTicks(50_000)).toEqual([0, 15_000, 30_000, 45_000, 60_000]);
  expect(durationTicks(7 * MINUTE)).toEqual([0, 2, 4, 6, 8].map((minutes) => minutes * MINUTE));
  expect(durationTicks(100 * HOUR).at(-1)).toBeGreaterThanOrEqual(100 * HOUR);
});

test("whatever there is to be shown lies under the highest mark, and there are only a few", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (max) => {
      for (const ticks of [countTicks(max), durationTicks(max)]) {
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(new Set(ticks).size).toBe(ticks.length);
      }
    }),
  );
});

test("times of day are marked at whole hours and quarters of the centre's own zone", () => {
  const nine = Date.UTC(2026, 0, 12, 8);
  expect(timeTicks(nine, nine + HOUR, HOUR)).toEqual([0, 10, 20, 30, 40, 50, 60].map((m) => nine + m * MINUTE));
  // In Kolkata whole hours are at half past of the world's.
  expect(timeTicks(nine, nine + 6 * HOUR, 5.5 * HOUR)[0]).toBe(nine + HOUR / 2);
  expect(timeTicks(nine, nine + 30_000)).toEqual([nine]);
});

test("of more points than there are pixels the peaks stay, and so does the end", () => {
  const points = Array.from({ length: 5000 }, (_, at) => ({ at, waiting: at === 1234 ? 99 : at % 7 }));
  const few = thinned(points, ({ waiting }) => waiting, 300);
  expect(few.length).toBeLessThanOrEqual(301);
  expect(few).toContain(points[1234]);
  expect(few.at(-1)).toBe(points.at(-1));
  expect(few.map(({ at }) => at)).toEqual(few.map(({ at }) => at).toSorted((a, b) => a - b));
  expect(thinned(points.slice(0, 10), ({ waiting }) => waiting, 300)).toHaveLength(10);
});

test("a number of people changes at once and not gradually", () => {
  const points = [
    { x: 0, y: 10 },
    { x: 5, y: 4 },
    { x: 9, y: 4 },
  ];
  expect(stepPath(points)).toBe("M0 10H5V4H9V4");
  expect(linePath(points)).toBe("M0 10L5 4L9 4");
  expect(areaUnder(stepPath(points), points, 10)).toBe("M0 10H5V4H9V4V10H0Z");
  expect(areaUnder("", [], 10)).toBe("");
});

test("what is read off a chart is what held at that moment", () => {
  const points = [{ at: 10 }, { at: 20 }, { at: 30 }];
  expect([5, 10, 19, 20, 99].map((at) => pointAt(points, at)!.at)).toEqual([10, 10, 10, 20, 30]);
  expect(pointAt([], 5)).toBeUndefined();
});
