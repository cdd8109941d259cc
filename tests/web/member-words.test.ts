import { expect, test } from "vitest";
import { MEMBER_REASONS } from "../../machines/member-reasons.ts";
import { REASONS } from "../../machines/vocabulary.ts";
import { en } from "../../web/panel/account/words/en.ts";
import { es } from "../../web/panel/account/words/es.ts";

test.each([
  ["es", es],
  ["en", en],
])("each reason for which members cannot be managed so has a sentence of its own in %s", (_, words) => {
  const said = MEMBER_REASONS.map((reason) => words.memberReasons[reason]);
  expect(new Set(said).size).toBe(MEMBER_REASONS.length);
  for (const sentence of said) expect(sentence).toMatch(/^[A-ZÁÉÍÓÚ¿].*[.]$/);
});

test("no reason of members is one of the inbox as well", () => {
  expect(MEMBER_REASONS.filter((reason) => (REASONS as readonly string[]).includes(reason))).toEqual([]);
});
