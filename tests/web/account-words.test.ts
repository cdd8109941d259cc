import { expect, test } from "vitest";
import { ACCOUNT_REASONS } from "../../machines/account-reasons.ts";
import { REASONS } from "../../machines/vocabulary.ts";
import { accountReasons as en } from "../../web/panel/words/account/en.ts";
import { accountReasons as es } from "../../web/panel/words/account/es.ts";

test("every reason for which an account may refuse has words of its own in both languages, and no others have", () => {
  for (const words of [es, en]) {
    expect(Object.keys(words).toSorted()).toEqual([...ACCOUNT_REASONS].toSorted());
    expect(new Set(Object.values(words)).size).toBe(ACCOUNT_REASONS.length);
    for (const phrase of Object.values(words)) expect(phrase.trim()).not.toBe("");
  }
  expect(ACCOUNT_REASONS.filter((reason) => es[reason] === en[reason])).toEqual([]);
});

test("a reason is an account's or another room's, and not both", () => {
  expect(ACCOUNT_REASONS.filter((reason) => (REASONS as readonly string[]).includes(reason))).toEqual([]);
});
