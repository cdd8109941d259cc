import fc from "fast-check";
import { expect, test } from "vitest";
import { atEdge, besides, type Box, type Size } from "../../web/tour/place.ts";

const CARD: Size = { width: 300, height: 260 };
const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

const pages = fc.record({ width: fc.integer({ min: 1024, max: 2560 }), height: fc.integer({ min: 700, max: 1440 }) });

test("the card covers neither what is to be pressed nor what that belongs to, wherever it stands, and is in the page (TO5)", () => {
  fc.assert(
    fc.property(pages, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (page, x, y, w, h) => {
      const target = { width: 20 + (w % 300), height: 20 + (h % 120), left: 0, top: 0 };
      target.left = x % (page.width - target.width);
      target.top = y % (page.height - target.height);
      const at = { ...besides(target, target, CARD, page), ...CARD };
      expect(overlaps(at, target)).toBe(false);
      expect(at.left).toBeGreaterThanOrEqual(0);
      expect(at.top).toBeGreaterThanOrEqual(0);
      expect(at.left + at.width).toBeLessThanOrEqual(page.width);
      expect(at.top + at.height).toBeLessThanOrEqual(page.height);
    }),
  );
});

const PAGE = { width: 1440, height: 900 };

test("beside a dialog it covers nothing of the dialog, and stands at the height of what is to be pressed (TO5)", () => {
  const dialog = { top: 150, left: 460, width: 520, height: 600 };
  const button = { top: 690, left: 860, width: 100, height: 36 };
  const at = besides(button, dialog, CARD, PAGE);
  expect(overlaps({ ...at, ...CARD }, dialog)).toBe(false);
  expect(at.top + CARD.height / 2).toBe(690 + 18);
});

test("under a row of buttons it leaves the others of the row in sight (TO5)", () => {
  const button = { top: 100, left: 600, width: 200, height: 36 };
  expect(besides(button, button, CARD, PAGE)).toEqual({ top: 152, left: 550 });
});

test("on a phone it is at the edge that is farther away (TO5)", () => {
  const page = { width: 390, height: 844 };
  expect(atEdge({ top: 780, left: 0, width: 390, height: 44 }, false, page)).toBe("top");
  expect(atEdge({ top: 200, left: 0, width: 390, height: 70 }, true, page)).toBe("bottom");
  expect(atEdge(null, false, page)).toBe("bottom");
  expect(atEdge(null, true, page)).toBe("top");
});
