import { expect, test } from "vitest";
import { STILL, ZOOM_MAX, moved, zoomed } from "../../web/files/zoom.ts";

const place = { width: 400, height: 600 };

test("a picture is never smaller than its place, nor larger than eight times", () => {
  expect(zoomed(STILL, 0.5, place)).toEqual(STILL);
  expect(zoomed(zoomed(STILL, 4, place), 4, place).zoom).toBe(ZOOM_MAX);
});

test("what is between two fingers stays between them", () => {
  const at = { x: 50, y: -30 };
  const look = zoomed(STILL, 2, place, at);
  // Where that part of the picture stands now: its distance from the middle, twice as large, and moved.
  expect([at.x * look.zoom + look.x, at.y * look.zoom + look.y]).toEqual([at.x, at.y]);
});

test("a picture is moved up to its edge, and back in the middle when it is small again", () => {
  const look = zoomed(STILL, 2, place);
  expect(moved(look, 9_000, -9_000, place)).toEqual({ zoom: 2, x: 200, y: -300 });
  expect(moved(STILL, 10, 10, place)).toEqual(STILL);
  expect(zoomed(moved(look, 120, 0, place), 0.1, place)).toEqual(STILL);
});
