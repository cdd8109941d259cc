import { expect, test } from "vitest";
import { BEGUN_S, begin, readBegun } from "../../party/oidc/begun.ts";

const SECRET = "for-tests-only-for-tests-only-0123456789";
const AT = 1_800_000_000_000;

test("a sign-in that was begun comes back with the proofs that it was begun with", async () => {
  const { begun, cookie } = await begin(SECRET, "en", AT);
  expect(await readBegun(SECRET, cookie, AT + 1)).toEqual(begun);
  for (const proof of [begun.nonce, begun.verifier]) {
    expect(proof).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(cookie).not.toContain(proof);
  }
  expect(begun.nonce).not.toBe(begun.verifier);
});

test("no two that are begun have anything in common", async () => {
  const [one, other] = await Promise.all([begin(SECRET, "es", AT), begin(SECRET, "es", AT)]);
  for (const part of ["state", "nonce", "verifier"] as const) expect(one.begun[part]).not.toBe(other.begun[part]);
});

test("one that is over, changed, or begun under another secret is none", async () => {
  const { cookie } = await begin(SECRET, "es", AT);
  const [state, locale, until, signature] = cookie.split(".");
  expect(await readBegun(SECRET, cookie, AT + BEGUN_S * 1000)).toBeNull();
  expect(await readBegun(SECRET, cookie, AT + BEGUN_S * 1000 - 1)).not.toBeNull();
  expect(await readBegun(`${SECRET}x`, cookie, AT)).toBeNull();
  for (const changed of [
    undefined,
    "",
    `${"x".repeat(22)}.${locale}.${until}.${signature}`,
    `${state}.en.${until}.${signature}`,
    `${state}.${locale}.${Number(until) + 1}.${signature}`,
    `${state}.${locale}.${until}.${"x".repeat(43)}`,
  ])
    expect(await readBegun(SECRET, changed, AT), changed).toBeNull();
});
