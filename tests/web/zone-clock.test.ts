import { expect, test } from "vitest";
import { clockIn, isSameClock } from "../../web/panel/state/zone-clock.ts";

const WINTER = Date.parse("2026-01-12T08:05:00Z");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

test("a time is told on the clock of the project's zone, whatever the browser's shows", () => {
  expect(clockIn("Europe/Madrid", "es", WINTER)).toBe("9:05");
  expect(clockIn("Asia/Kolkata", "es", WINTER)).toBe("13:35");
  expect(clockIn("America/New_York", "en", WINTER).replace("\u202F", " ")).toBe("3:05 AM");
});

test("who looks from where the clock shows the same need not be told of another, on neither side of the date", () => {
  expect(isSameClock(here, WINTER)).toBe(true);
  expect(["Asia/Kolkata", "Pacific/Kiritimati"].map((zone) => isSameClock(zone, WINTER))).toEqual([false, false]);
});
