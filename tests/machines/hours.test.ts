import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CLOSED_DAYS_MAX,
  SPANS_MAX,
  hoursFault,
  isOpen,
  nextOpening,
  nextTurn,
  type Hours,
} from "../../machines/hours.ts";
import { week } from "./support/project.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const MADRID = "Europe/Madrid";
const at = (time: string): number => Date.parse(time);
const span = (from: number, to: number) => ({ from, to });
const everyDay = (...spans: { from: number; to: number }[]): Hours => ({
  week: Array.from({ length: 7 }, () => spans),
  closed: [],
});

describe("hours that can be kept", () => {
  test("PR8 a day has up to six spans, in order, each within the day and none over another", () => {
    const six = Array.from({ length: SPANS_MAX }, (_, n) => span(n * 100, n * 100 + 100));
    expect(hoursFault(week([six, [], [span(0, 1440)]]))).toBeUndefined();
    for (const bad of [span(10, 10), span(20, 10), span(-1, 10), span(0, 1441), span(0.5, 10), span(0, Number.NaN)])
      expect(hoursFault(week([[], [bad]])), JSON.stringify(bad)).toBe("hoursInvalid");
    expect(hoursFault(week([[...six, span(1000, 1001)]]))).toBe("hoursInvalid");
    expect(hoursFault({ week: week().week.slice(1), closed: [] })).toBe("hoursInvalid");
    expect(hoursFault(week([[span(0, 60), span(59, 90)]]))).toBe("hoursOverlap");
    expect(hoursFault(week([[span(60, 90), span(0, 30)]]))).toBe("hoursOverlap");
  });

  test("PR8 closed days are days that there are, a hundred at most", () => {
    const days = (count: number) => Array.from({ length: count }, () => "2028-02-29");
    expect(hoursFault(week([], days(CLOSED_DAYS_MAX)))).toBeUndefined();
    expect(hoursFault(week([], days(CLOSED_DAYS_MAX + 1)))).toBe("closedDaysInvalid");
    for (const bad of ["2027-02-29", "2027-13-01", "2027-1-1", "01/01/2027", "", "2027-01-01T00:00"])
      expect(hoursFault(week([], [bad])), bad).toBe("closedDaysInvalid");
  });
});

describe("whether it is open", () => {
  test("QU24 it is, from the first minute of a span until the last one before its end, where nobody sets hours always", () => {
    const hours = week([[span(540, 840), span(960, 1140)]]);
    // A Monday.
    const is = (time: string) => isOpen(hours, MADRID, at(`2026-01-12T${time}+01:00`));
    expect(["08:59:59.999", "09:00", "13:59:59.999", "14:00", "16:00", "19:00"].map(is)).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
    expect(isOpen(null, MADRID, 0)).toBe(true);
  });

  test("QU24 on a closed day it is not, and until midnight means until midnight", () => {
    const hours = { ...everyDay(span(0, 1440)), closed: ["2026-01-06"] };
    const is = (time: string) => isOpen(hours, MADRID, at(time));
    expect(is("2026-01-05T23:59:59.999+01:00")).toBe(true);
    expect([is("2026-01-06T00:00+01:00"), is("2026-01-06T23:59:59.999+01:00")]).toEqual([false, false]);
    expect(nextOpening(hours, MADRID, at("2026-01-06T00:00+01:00"))).toBe(at("2026-01-07T00:00+01:00"));
  });
});

describe("when it opens next", () => {
  const opens = (hours: Hours, from: string, zone = MADRID) => nextOpening(hours, zone, at(from));

  test("QU24 over a weekend, and over closed days", () => {
    const hours: Hours = { week: [...week().week.slice(0, 5), [], []], closed: ["2026-01-12"] };
    expect(opens(hours, "2026-01-09T18:00+01:00")).toBe(at("2026-01-13T09:00+01:00"));
  });

  test("QU24 while it is open, at once; and never where no day has a span", () => {
    expect(opens(week(), "2026-01-12T10:00+01:00")).toBe(at("2026-01-12T10:00+01:00"));
    expect(opens(everyDay(), "2026-01-12T10:00+01:00")).toBeNull();
  });

  test("QU24 a span begins by the wall clock on the days on which that jumps", () => {
    const nine = everyDay(span(540, 1020));
    expect(opens(nine, "2026-03-28T18:00+01:00")).toBe(at("2026-03-29T09:00+02:00"));
    expect(opens(nine, "2026-10-24T18:00+02:00")).toBe(at("2026-10-25T09:00+01:00"));
  });

  test("QU24 what the clock leaves out is not opened, and what it shows twice is opened twice", () => {
    const night = everyDay(span(150, 180));
    // From two to three there is no such hour.
    expect(opens(night, "2026-03-29T00:00+01:00")).toBe(at("2026-03-30T02:30+02:00"));
    expect(opens(everyDay(span(150, 200)), "2026-03-29T00:00+01:00")).toBe(at("2026-03-29T03:00+02:00"));
    // From two to three there are two.
    expect(opens(night, "2026-10-25T03:00+02:00")).toBe(at("2026-10-25T02:30+01:00"));
    expect(opens(night, "2026-10-25T02:00+02:00")).toBe(at("2026-10-25T02:30+02:00"));
  });

  test("QU24 where midnight itself is left out the day begins an hour later, and a day that never was is passed over", () => {
    expect(opens(everyDay(span(0, 30), span(60, 90)), "2026-04-23T12:00+02:00", "Africa/Cairo")).toBe(
      at("2026-04-24T01:00+03:00"),
    );
    // Apia had no 30 December 2011.
    const friday: Hours = { week: Array.from({ length: 7 }, (_, n) => (n === 4 ? [span(0, 1440)] : [])), closed: [] };
    expect(opens(friday, "2011-12-29T12:00-10:00", "Pacific/Apia")).toBe(at("2012-01-06T00:00+14:00"));
  });

  test("QU24 no further ahead than 366 days", () => {
    const from = at("2026-01-01T12:00+01:00");
    const monday: Hours = { week: [[span(0, 60)], [], [], [], [], [], []], closed: [] };
    const closed = Array.from({ length: 52 }, (_, n) => new Date(from + (4 + 7 * n) * DAY).toISOString().slice(0, 10));
    expect(nextOpening({ ...monday, closed: closed.slice(0, 51) }, MADRID, from)).toBe(at("2026-12-28T00:00+01:00"));
    // The next one is 4 January, three days too late.
    expect(nextOpening({ ...monday, closed }, MADRID, from)).toBeNull();
  });
});

const ZONES = [
  MADRID,
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Asia/Beirut",
  "UTC",
];
const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 48 }), { maxLength: 6 })
  .map((edges) => edges.toSorted((a, b) => a - b))
  .map((edges) =>
    edges.flatMap((from, n) => (n % 2 === 0 && n + 1 < edges.length ? [span(from * 30, edges[n + 1]! * 30)] : [])),
  );
/** Days around which clocks jump, and others. */
const days = fc.constantFrom(
  "2026-03-07",
  "2026-03-28",
  "2026-04-04",
  "2026-10-24",
  "2026-10-31",
  "2026-11-01",
  "2026-12-30",
);
const hours = fc.record({
  week: fc.array(spans, { minLength: 7, maxLength: 7 }),
  closed: fc.uniqueArray(
    fc.tuple(days, fc.nat(3)).map(([day, more]) => new Date(at(day) + more * DAY).toISOString().slice(0, 10)),
    { maxLength: 4 },
  ),
});
const moment = fc.tuple(days, fc.nat(3 * 1440)).map(([day, minutes]) => at(day) + minutes * MINUTE);

const FORMATS = Object.fromEntries(
  ZONES.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }),
  ]),
);

/** As the wall clock says it, told by another formatter and by nothing but a look at each half hour. */
function isOpenPlainly({ week: all, closed }: Hours, timeZone: string, time: number): boolean {
  const parts = FORMATS[timeZone]!.formatToParts(time);
  const part = (type: string) => parts.find((one) => one.type === type)!.value;
  if (closed.includes(`${part("year")}-${part("month")}-${part("day")}`)) return false;
  const minute = Number(part("hour")) * 60 + Number(part("minute"));
  const weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part("weekday"));
  return all[weekday]!.some(({ from, to }) => from <= minute && minute < to);
}

test("QU24 in every zone, on every kind of day, it is open when the wall clock says so", () => {
  fc.assert(
    fc.property(hours, fc.constantFrom(...ZONES), moment, (some, zone, time) => {
      expect(isOpen(some, zone, time)).toBe(isOpenPlainly(some, zone, time));
    }),
    { numRuns: 500 },
  );
});

test("QU24 the next opening is the first open minute from then on, whatever the clock does meanwhile", () => {
  let found = 0;
  fc.assert(
    fc.property(hours, fc.constantFrom(...ZONES), moment, (some, zone, time) => {
      const opening = nextOpening(some, zone, time);
      // Spans and jumps of the clock are of whole half hours in these zones, and the look is bounded by two weeks.
      let expected: number | undefined;
      const firstHalf = Math.ceil(time / (30 * MINUTE)) * 30 * MINUTE;
      if (isOpenPlainly(some, zone, time)) expected = time;
      for (let look = firstHalf; expected === undefined && look < time + 14 * DAY; look += 30 * MINUTE)
        if (isOpenPlainly(some, zone, look)) expected = look;
      if (expected !== undefined) {
        found++;
        expect(opening).toBe(expected);
      } else expect(opening ?? Infinity).toBeGreaterThanOrEqual(time + 14 * DAY);
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(100);
});

test("QU27 until the next turn nothing changes, and at it what was open is closed, or the other way round", () => {
  let found = 0;
  fc.assert(
    fc.property(hours, fc.constantFrom(...ZONES), moment, (some, zone, time) => {
      const turn = nextTurn(some, zone, time);
      const before = isOpenPlainly(some, zone, time);
      let expected: number | undefined;
      const firstHalf = (Math.floor(time / (30 * MINUTE)) + 1) * 30 * MINUTE;
      for (let look = firstHalf; expected === undefined && look < time + 14 * DAY; look += 30 * MINUTE)
        if (isOpenPlainly(some, zone, look) !== before) expected = look;
      if (expected !== undefined) {
        found++;
        expect(turn).toBe(expected);
      } else expect(turn ?? Infinity).toBeGreaterThanOrEqual(time + 14 * DAY);
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(100);
});

test("QU27 what never closes, and what never opens, has no turn", () => {
  const all = (spans: { from: number; to: number }[]) => ({ week: Array.from({ length: 7 }, () => spans), closed: [] });
  const noon = at("2026-01-06T12:00+01:00");
  expect(nextTurn(all([{ from: 0, to: 1440 }]), MADRID, noon)).toBeNull();
  expect(
    nextTurn(
      all([
        { from: 0, to: 720 },
        { from: 720, to: 1440 },
      ]),
      MADRID,
      noon,
    ),
  ).toBeNull();
  expect(nextTurn(all([]), MADRID, noon)).toBeNull();
});
