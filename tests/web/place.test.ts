import { expect, test } from "vitest";
import { placeOf } from "../../web/panel/state/place.ts";

const menu = { width: 260, height: 140 };
const page = { width: 800, height: 600 };
const button = (left: number, top: number) => ({ left, right: left + 36, top, bottom: top + 36 });

test("a menu opens below its button in line with its end, and above it where there is no room below", () => {
  expect(placeOf(button(700, 50), menu, page, false)).toEqual({ left: 476, top: 90 });
  expect(placeOf(button(700, 560), menu, page, false)).toEqual({ left: 476, top: 416 });
});

test("a menu stays on the page, and goes the other way where lines run from right to left", () => {
  expect(placeOf(button(20, 50), menu, page, false).left).toBe(8);
  expect(placeOf(button(100, 50), menu, page, true).left).toBe(100);
  expect(placeOf(button(760, 50), menu, page, true).left).toBe(532);
  // Nowhere is room: rather cut off below than above, where its beginning would be.
  expect(placeOf(button(700, 50), { width: 260, height: 560 }, page, false).top).toBe(90);
});
