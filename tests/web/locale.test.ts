import { expect, test, vi } from "vitest";
import {
  clockTime,
  dayName,
  isSameDay,
  minutesAndSeconds,
  preferredLanguage,
  regional,
} from "../../web/shared/locale.ts";

test("waits are shown as m:ss, and as a dash where there is nothing to show", () => {
  expect([null, 0, 999, 59_999, 60_000, 725_000, 3_725_000].map(minutesAndSeconds)).toEqual([
    "—",
    "0:00",
    "0:00",
    "0:59",
    "1:00",
    "12:05",
    "62:05",
  ]);
});

test("a wait that seems to begin in the future, by a clock that is off, is shown as none", () => {
  expect(minutesAndSeconds(-5000)).toBe("0:00");
});

test("the chosen language wins over the browser's, and the browser's first known one over Spanish", () => {
  expect(preferredLanguage("en", ["es-ES"])).toBe("en");
  expect(preferredLanguage(null, ["fr", "en-GB", "es"])).toBe("en");
  expect(preferredLanguage(null, ["ES-mx"])).toBe("es");
  expect(preferredLanguage("klingon", ["fr"])).toBe("es");
  expect(preferredLanguage(null, [])).toBe("es");
});

const at = (day: number, hour = 12): number => new Date(2024, 4, day, hour).getTime();

test("days are named as people name them", () => {
  expect(dayName("es", at(10, 1), at(10, 23))).toBe("hoy");
  expect(dayName("es", at(9, 23), at(10, 0))).toBe("ayer");
  expect(dayName("en", at(9), at(10))).toBe("yesterday");
  expect(dayName("es", at(11), at(10))).toBe("mañana");
  expect(dayName("es", at(3), at(10))).toBe("viernes, 3 de mayo");
  expect(dayName("en", new Date(2023, 4, 3).getTime(), at(10))).toContain("2023");
});

test("a day with a change of clocks is one day", () => {
  const march = new Date(2024, 2, 31, 12).getTime();
  expect(dayName("es", march, new Date(2024, 3, 1, 12).getTime())).toBe("ayer");
  expect(isSameDay(new Date(2024, 2, 31, 0).getTime(), new Date(2024, 2, 31, 23).getTime())).toBe(true);
  expect(isSameDay(at(3, 23), at(4, 0))).toBe(false);
});

test("times and dates are those of the browser's own region, where it speaks the language chosen", () => {
  expect(regional("en", ["en-GB", "en", "es-ES"])).toBe("en-GB");
  expect(regional("es", ["en-GB", "es-MX"])).toBe("es-MX");
  expect(regional("es", ["en-GB", "est-EE"])).toBe("es");
  expect(regional("en", [])).toBe("en");
  vi.stubGlobal("navigator", { languages: ["en-GB"] });
  expect(clockTime("en", at(3, 15))).toBe("15:00");
  vi.stubGlobal("navigator", { languages: ["en-US"] });
  expect(clockTime("en", at(3, 15))).toMatch(/^3:00\sPM$/);
  vi.unstubAllGlobals();
});
