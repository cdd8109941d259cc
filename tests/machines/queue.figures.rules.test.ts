import fc from "fast-check";
import { expect, test } from "vitest";
import { dayEnd, dayOf } from "../../machines/day.ts";
import { Centre, asks, changed, ended, enqueued, settings } from "./support/centre.ts";

const HOUR = 60 * 60 * 1000;
const away = changed("ana", { present: false });
const utc = (text: string) => Date.parse(`${text}Z`);

function figures(centre: Centre) {
  const { waited, totalWaitMs, longestWaitMs } = centre.context.figures;
  return [waited, totalWaitMs, longestWaitMs];
}
/** What the receipts say of them, one by one. */
const waits = (centre: Centre) => centre.receipts.map(({ waitMs }) => waitMs);

test("QU8 who waited in the line and was then attended counts from arrival to assignment", () => {
  const centre = Centre.after(
    settings(),
    { ...enqueued("rosa"), at: 10_000 },
    { ...enqueued("juan"), at: 20_000 },
    { ...changed("ana"), at: 40_000 },
    { ...ended("rosa"), at: 100_000 },
  );
  expect(figures(centre)).toEqual([2, 30_000 + 80_000, 80_000]);
  expect(waits(centre)).toEqual([30_000, 80_000]);
});

test("QU8 who was given to a free agent at once did not wait and does not count", () => {
  const centre = Centre.after(settings(), changed("ana"), enqueued("rosa"));
  expect([centre.holder("rosa"), figures(centre)]).toEqual(["ana", [0, 0, 0]]);
});

test("QU8 at once is at once even if the message took its time", () => {
  const centre = Centre.after(settings(), changed("ana"), { ...enqueued("rosa", { enqueuedAt: 1000 }), at: 5000 });
  expect([centre.holder("rosa"), figures(centre)]).toEqual(["ana", [0, 0, 0]]);
  expect(waits(centre)).toEqual([null]);
});

test("QU8 who left the line before an agent was found does not count", () => {
  const centre = Centre.after(settings(), enqueued("rosa"), ended("rosa"), changed("ana"));
  expect(figures(centre)).toEqual([0, 0, 0]);
});

test("QU8 who came back from an agent who vanished is not counted again", () => {
  const centre = Centre.after(settings(), { ...enqueued("rosa"), at: 10_000 }, { ...changed("ana"), at: 15_000 });
  for (const step of [away, changed("luis")]) centre.take(step);
  expect([centre.holder("rosa"), figures(centre)]).toEqual(["luis", [1, 5000, 5000]]);
  expect(waits(centre)).toEqual([5000, null]);
});

test("QU8 who was given at once and came back does not count either", () => {
  const centre = Centre.after(settings(), changed("ana"), enqueued("rosa"), away, changed("luis"));
  expect([centre.holder("rosa"), figures(centre)]).toEqual(["luis", [0, 0, 0]]);
  expect(waits(centre)).toEqual([null, null]);
});

test("QU8 a transfer is no wait", () => {
  const centre = Centre.after(
    settings(),
    changed("ana"),
    enqueued("rosa"),
    changed("luis"),
    asks("rosa", "ana", "luis"),
  );
  expect([centre.holder("rosa"), figures(centre)]).toEqual(["luis", [0, 0, 0]]);
  expect(waits(centre)).toEqual([null, null]);
});

test("QU8 in one step that fills a seat, only those who had been waiting count", () => {
  const centre = Centre.after(settings(), enqueued("a"), enqueued("b"), changed("ana", { capacity: 6 }), enqueued("c"));
  expect([centre.holder("c"), figures(centre)]).toEqual(["ana", [2, 3000, 2000]]);
  expect(waits(centre)).toEqual([2000, 1000, null]);
});

test.each([
  ["an ordinary day", "2026-06-15T10:00:00", "2026-06-15T22:00:00", 24],
  ["the day of 23 hours", "2026-03-29T10:00:00", "2026-03-29T22:00:00", 23],
  ["the day of 25 hours", "2026-10-25T10:00:00", "2026-10-25T23:00:00", 25],
])("QU14 %s in Madrid ends at Madrid's midnight", (_, noon, midnight, hours) => {
  const centre = Centre.after({ ...settings(["general"], "Europe/Madrid"), at: utc(noon) });
  expect(centre.timers).toMatchObject([{ id: "day", at: utc(midnight) }]);
  expect(dayEnd(utc(midnight) - hours * HOUR, "Europe/Madrid")).toBe(utc(midnight));
  expect(dayOf(utc(midnight) - hours * HOUR - 1, "Europe/Madrid")).not.toBe(dayOf(utc(noon), "Europe/Madrid"));
});

test("QU14 at midnight the figures start afresh and the next midnight is awaited", () => {
  const centre = Centre.after({ ...settings(), at: utc("2026-06-15T23:00:00") }, enqueued("rosa"), changed("ana"));
  expect(figures(centre)).toEqual([1, 1000, 1000]);
  centre.take({ type: "day.ended", at: utc("2026-06-16T00:00:00") });
  expect(centre.context.figures).toMatchObject({ day: "2026-06-16", waited: 0, totalWaitMs: 0, longestWaitMs: 0 });
  expect(centre.timers).toMatchObject([{ id: "day", at: utc("2026-06-17T00:00:00") }]);
});

test("QU14 a wait over midnight counts on the day on which it ended", () => {
  const centre = Centre.after(
    { ...settings(), at: utc("2026-06-15T23:00:00") },
    { ...enqueued("rosa"), at: utc("2026-06-15T23:59:00") },
    { ...changed("ana"), at: utc("2026-06-16T00:01:00") },
  );
  expect(centre.context.figures).toMatchObject({ day: "2026-06-16", waited: 1, totalWaitMs: 120_000 });
});

test("QU14 a timer that comes before midnight takes nothing away", () => {
  const centre = Centre.after({ ...settings(), at: utc("2026-06-15T12:00:00") }, enqueued("rosa"), changed("ana"));
  centre.take({ type: "day.ended" });
  expect([figures(centre), centre.timers]).toMatchObject([[1, 1000, 1000], [{ at: utc("2026-06-16T00:00:00") }]]);
});

test("QU14 settings that keep the time zone keep the day's figures", () => {
  const centre = Centre.after({ ...settings(), at: utc("2026-06-15T12:00:00") }, enqueued("rosa"), changed("ana"));
  centre.take(settings(["general", "sales"]));
  expect(figures(centre)).toEqual([1, 1000, 1000]);
  centre.take(settings(["general"], "America/Bogota"));
  expect(figures(centre)).toEqual([0, 0, 0]);
  expect(centre.timers).toMatchObject([{ id: "day", at: utc("2026-06-16T05:00:00") }]);
});

const zones = fc.constantFrom(
  "UTC",
  "Europe/Madrid",
  "America/Santiago",
  "Asia/Kolkata",
  "Pacific/Apia",
  "Australia/Lord_Howe",
  "Asia/Beirut",
);
test("QU14 in every zone a day ends with the first millisecond of another", () => {
  fc.assert(
    fc.property(zones, fc.integer({ min: utc("2000-01-01T00:00:00"), max: utc("2040-01-01T00:00:00") }), (zone, at) => {
      const end = dayEnd(at, zone);
      expect(end).toBeGreaterThan(at);
      expect(dayOf(end - 1, zone)).toBe(dayOf(at, zone));
      expect(dayOf(end, zone) > dayOf(at, zone)).toBe(true);
    }),
  );
});
