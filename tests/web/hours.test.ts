import { expect, test } from "vitest";
import { hoursFault } from "../../machines/hours.ts";
import {
  dateWords,
  dayWords,
  faultOf,
  minuteOf,
  tidy,
  timeOf,
  usualHours,
  withSpan,
} from "../../web/panel/state/hours.ts";

test("a time is the same in the field and in the room, and the midnight that ends a day is 00:00 in its field", () => {
  for (const minute of [0, 9 * 60 + 5, 23 * 60 + 59]) expect(minuteOf(timeOf(minute), "from")).toBe(minute);
  expect(timeOf(1440)).toBe("00:00");
  expect(minuteOf("00:00", "to")).toBe(1440);
  expect(minuteOf("00:00", "from")).toBe(0);
  expect(minuteOf("", "to")).toBeUndefined();
});

test("PR8 what is offered to begin with, and each span that is added after another, the room keeps", () => {
  const usual = usualHours();
  expect(hoursFault(usual)).toBeUndefined();
  let spans = withSpan([]);
  for (const last of [18, 23])
    expect((spans = withSpan(spans)).at(-1)!.from, `after ${last}`).toBeGreaterThanOrEqual(spans.at(-2)!.to);
  expect(hoursFault({ ...usual, week: usual.week.with(6, withSpan(withSpan([]))) })).toBeUndefined();
});

test("PR8 of a week that is refused, the days that are wrong are told apart from the others", () => {
  const hours = {
    week: usualHours()
      .week.with(1, [
        { from: 540, to: 840 },
        { from: 800, to: 900 },
      ])
      .with(3, [{ from: 600, to: 540 }]),
    closed: [],
  };
  expect(hoursFault(hours)).toBeDefined();
  expect(hours.week.map((_, day) => faultOf(hours, day))).toEqual([
    undefined,
    "hoursOverlap",
    undefined,
    "hoursInvalid",
    undefined,
    undefined,
    undefined,
  ]);
});

test("the order in which spans and days were typed says nothing", () => {
  const late = { from: 960, to: 1200 };
  const early = { from: 540, to: 840 };
  const week = usualHours().week.with(0, [late, early]);
  expect(faultOf({ week, closed: [] }, 0)).toBeUndefined();
  const tidied = tidy({ week, closed: ["2026-12-25", "2026-01-01", "2026-12-25"] });
  expect(tidied.week[0]).toEqual([early, late]);
  expect(tidied.closed).toEqual(["2026-01-01", "2026-12-25"]);
});

test("days have the names of the language, Monday first, and dates are those of the calendar everywhere", () => {
  expect([dayWords(0, "es"), dayWords(6, "es")]).toEqual(["lunes", "domingo"]);
  expect([dayWords(0, "en"), dayWords(6, "en", "short")]).toEqual(["Monday", "Sun"]);
  expect(dateWords("2026-12-25", "es")).toBe("viernes, 25 de diciembre de 2026");
});
