import { describe, expect, test } from "vitest";
import { seal } from "../../party/accounts/tokens.ts";
import { codeOf, hashOfCode, newCodes, newFactor, stepAt, stepOf } from "../../party/accounts/totp.ts";

const SECRET = "for-tests-only-for-tests-only-0123456789";
const ROOM = `a${"0".repeat(40)}`;
/** The secret of RFC 6238, appendix B, and the last six digits of its codes. */
const RFC = new TextEncoder().encode("12345678901234567890");

test.each([
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
])("the code at second %i is what the standard says", (second, code) => {
  expect(codeOf(RFC, stepAt(second * 1000))).toBe(code);
});

test("a code is known by its time step, half a minute early or late, and no further", async () => {
  const sealed = await seal(SECRET, ROOM, RFC);
  const at = 1_111_111_111_000;
  const step = stepAt(at);
  for (const [n, known] of [
    [-2, null],
    [-1, step - 1],
    [0, step],
    [1, step + 1],
    [2, null],
  ] as const)
    expect(await stepOf(SECRET, ROOM, sealed, codeOf(RFC, step + n), at)).toBe(known);
  for (const wrong of ["", "000000", "50471", "0504710"])
    expect(await stepOf(SECRET, ROOM, sealed, wrong, at)).toBeNull();
});

test("a new factor is stored sealed, and its address is one that an app can scan", async () => {
  const { sealed, uri, key } = await newFactor(SECRET, ROOM, "ana+x@example.com");
  const url = new URL(uri);
  expect([url.protocol, url.host, decodeURIComponent(url.pathname)]).toEqual([
    "otpauth:",
    "totp",
    "/Turno:ana+x@example.com",
  ]);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    secret: key,
    issuer: "Turno",
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
  expect(key).toMatch(/^[A-Z2-7]{32}$/);
  expect(sealed).not.toContain(key);
  // As an app reads it: five bits a letter.
  const bits = Array.from(key).map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  const secret = Uint8Array.from(bits.join("").match(/.{8}/g)!, (byte) => Number.parseInt(byte, 2));
  expect(await stepOf(SECRET, ROOM, sealed, codeOf(secret, 77), 77 * 30_000)).toBe(77);
});

describe("recovery codes", () => {
  test("are ten, all different, and only their keyed hashes are kept", async () => {
    const { codes, hashes } = await newCodes(SECRET, ROOM);
    expect([new Set(codes).size, new Set(hashes).size]).toEqual([10, 10]);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{1,4}){3}$/);
    expect(await Promise.all(codes.map((code) => hashOfCode(SECRET, ROOM, code)))).toEqual(hashes);
    expect(await hashOfCode(SECRET, `${ROOM}x`, codes[0]!)).not.toBe(hashes[0]);
  });

  test("are the same in small letters, without hyphens, and with O for 0 or L for 1", async () => {
    const hash = await hashOfCode(SECRET, ROOM, "AB01-CDEF");
    for (const typed of ["ab01cdef", " AB01 CDEF ", "ABO1-CDEF", "abol-cdef", "ab0icdef"])
      expect(await hashOfCode(SECRET, ROOM, typed)).toBe(hash);
    expect(await hashOfCode(SECRET, ROOM, "AB02-CDEF")).not.toBe(hash);
  });
});
