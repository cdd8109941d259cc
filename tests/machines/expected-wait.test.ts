import fc from "fast-check";
import { expect, test } from "vitest";
import { PACE_MAX, expectedWait, paced } from "../../machines/expected-wait.ts";

const MINUTE = 60_000;
const now = 100 * MINUTE;
const ago = (...minutes: number[]) => minutes.map((one) => now - one * MINUTE);

test("QU25 it is the place times the mean time between the last assignments from the line", () => {
  expect(expectedWait(ago(9, 6, 3, 0), 1, now)).toBe(3 * MINUTE);
  expect(expectedWait(ago(9, 6, 3, 0), 4, now)).toBe(12 * MINUTE);
});

test("QU25 the longer the next one has been waited for, the longer it is: never less than that time for each place", () => {
  expect(expectedWait(ago(7, 6, 5), 2, now)).toBe(10 * MINUTE);
  expect(expectedWait(ago(27, 26, 25), 2, now)).toBe(50 * MINUTE);
});

test("QU25 with fewer than three within the last hour nobody can tell, and neither where there was no time between them", () => {
  expect(expectedWait([], 1, now)).toBeNull();
  expect(expectedWait(undefined, 1, now)).toBeNull();
  expect(expectedWait(ago(2, 1), 1, now)).toBeNull();
  expect(expectedWait(ago(61, 60, 2, 1), 1, now)).toBeNull();
  expect(expectedWait(ago(59, 2, 1), 1, now)).toBe(29 * MINUTE);
  expect(expectedWait(ago(0, 0, 0), 1, now)).toBeNull();
});

test("QU25 it is told in steps of ten seconds, upwards", () => {
  expect(expectedWait([now - 2, now - 1, now], 1, now)).toBe(10_000);
  expect(expectedWait([now - 20_002, now - 10_001, now], 1, now)).toBe(20_000);
});

test("QU25 the last ten assignments are remembered", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 40 }), (times) => {
      const kept = times.reduce<number[]>((all, time) => paced(all, time), []);
      expect(kept).toEqual(times.slice(-PACE_MAX));
    }),
  );
});

test("QU25 who stands further back never hears of a shorter wait", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(90 * MINUTE), { maxLength: PACE_MAX }),
      fc.integer({ min: 1, max: 500 }),
      fc.nat(20 * MINUTE),
      (offsets, place, later) => {
        const times = offsets.map((one) => now - one).toSorted((a, b) => a - b);
        const [here, behind] = [expectedWait(times, place, now + later), expectedWait(times, place + 1, now + later)];
        if (here === null) expect(behind).toBeNull();
        else expect(behind!).toBeGreaterThanOrEqual(here);
      },
    ),
  );
});
