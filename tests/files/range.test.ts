/** What is asked of a file, by RFC 9110. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { piecesOf } from "../../party/files/pieces.ts";
import { hasIt, mayRange, rangeOf } from "../../party/files/range.ts";

describe("a range", () => {
  test.each<[string, { from: number; to: number } | undefined | null]>([
    ["bytes=0-0", { from: 0, to: 1 }],
    ["bytes=0-", { from: 0, to: 100 }],
    ["bytes=99-", { from: 99, to: 100 }],
    ["bytes=10-19", { from: 10, to: 20 }],
    ["Bytes = 10-19", { from: 10, to: 20 }],
    ["bytes=90-1000", { from: 90, to: 100 }],
    ["bytes=-1", { from: 99, to: 100 }],
    ["bytes=-1000", { from: 0, to: 100 }],
    ["bytes=,5-6,", { from: 5, to: 7 }],
    // There are no such bytes.
    ["bytes=100-", null],
    ["bytes=100-200", null],
    ["bytes=-0", null],
    ["bytes=99999999999999999999-", null],
    // No range, or several: all of it.
    ["bytes=5-4", undefined],
    ["bytes=0-1,5-6", undefined],
    ["bytes=a-b", undefined],
    ["bytes=-", undefined],
    ["bytes", undefined],
    ["lines=0-1", undefined],
    ["bytes=0x1-2", undefined],
    ["bytes=--5", undefined],
    ["", undefined],
  ])("%s of a hundred bytes", (header, expected) => {
    expect(rangeOf(header, 100)).toEqual(expected);
  });

  test("however it is written, lies within the file", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,12}-\d{0,12}$/));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 1e9 }), (header, bytes) => {
        const range = rangeOf(header, bytes);
        return !range || (range.from >= 0 && range.from < range.to && range.to <= bytes);
      }),
      { seed: 20_261_123 },
    );
  });

  test("is made of pieces of parts, in order, each within its part, which together are the range", () => {
    const part = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(part, fc.nat(400), fc.integer({ min: 1, max: 400 }), (partBytes, from, more) => {
        const bytes = Array.from({ length: 1000 }, (_, n) => n);
        const pieces = piecesOf(from, from + more, partBytes);
        const read = pieces.flatMap((piece) => {
          const whole = bytes.slice(piece.n * partBytes, (piece.n + 1) * partBytes);
          expect([piece.from < piece.to, piece.to <= partBytes]).toEqual([true, true]);
          return whole.slice(piece.from, piece.to);
        });
        expect(read).toEqual(bytes.slice(from, from + more));
      }),
      { seed: 20_261_123 },
    );
  });
});

test("who has it already is told so, whichever way they say what they have", () => {
  const has = ['"a"', "*", 'W/"a"', '"b", "a"', '"b",W/"a"'];
  expect(has.map((header) => hasIt(header, '"a"'))).toEqual(has.map(() => true));
  expect(['"b"', "a", "", undefined].map((header) => hasIt(header, '"a"'))).toEqual([false, false, false, false]);
});

test("a part is given only of exactly what its asker has begun with", () => {
  expect([undefined, '"a"'].map((header) => mayRange(header, '"a"'))).toEqual([true, true]);
  const others = ['"b"', 'W/"a"', "Wed, 21 Oct 2026 07:28:00 GMT", ""];
  expect(others.map((header) => mayRange(header, '"a"'))).toEqual(others.map(() => false));
});
