import { expect, test } from "vitest";
import { nextMailTry, type MailAnswer, type Template } from "../../machines/mail.ts";
import type { JobOutcome } from "../../machines/push.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const done = (value: MailAnswer): JobOutcome => ({ kind: "done", value });
const notSent = (retryAfterMs: number | null = null): JobOutcome => done({ kind: "notSent", words: "x", retryAfterMs });
const unknown = done({ kind: "unknown", words: "x" });

/** The rests between one try and the next of a letter that never goes out. */
function rests(template: Template, outcome: JobOutcome): number[] {
  const found: number[] = [];
  let at = 0;
  for (let tries = 1; ; tries++) {
    const next = nextMailTry(template, { askedAt: 0, tries }, outcome, at);
    if (!next) return found;
    found.push((next.at - at) / SECOND_MS);
    ({ at } = next);
  }
}

test("MA1 a letter that was not sent is tried again after rests that double up to an hour", () => {
  const expected = [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560];
  expect(rests("invitation", notSent()).slice(0, 13)).toEqual([...expected, 3600, 3600, 3600]);
});

test("MA1 the next try waits for as long as the server wants", () => {
  const letter = { askedAt: 0, tries: 1 };
  expect(nextMailTry("invitation", letter, notSent(90_000), 0)).toEqual({ at: 90_000, again: false });
  expect(nextMailTry("invitation", letter, notSent(1), 0)).toEqual({ at: 5000, again: false });
});

test.each<[string, JobOutcome]>([
  ["a server that did not answer any more", unknown],
  ["a service that broke", { kind: "failed", reason: "x" }],
  ["a service that took too long", { kind: "timedOut" }],
  ["an answer that could not be kept", { kind: "done", value: null, cut: true }],
])("MA1 after %s the letter may have been sent, and is tried again", (_, outcome) => {
  expect(nextMailTry("recovery", { askedAt: 0, tries: 1 }, outcome, 0)).toEqual({ at: 5000, again: true });
});

test("MA2 a letter with a way back in is tried for ten minutes, any other for a day", () => {
  const sum = (all: number[]) => all.reduce((one, other) => one + other, 0) * SECOND_MS;
  expect(rests("recovery", notSent())).toEqual([5, 10, 20, 40, 80, 160]);
  for (const template of ["invitation", "passwordChanged", "newDevice", "factorChanged"] as const) {
    const tried = sum(rests(template, unknown));
    expect([tried < 24 * HOUR_MS, tried > 22 * HOUR_MS]).toEqual([true, true]);
  }
  expect(nextMailTry("recovery", { askedAt: 0, tries: 1 }, notSent(10 * MINUTE_MS), 0)).toBeUndefined();
});

test.each<MailAnswer>([
  { kind: "sent", via: "smtp" },
  { kind: "refused", words: "x" },
  { kind: "off", words: "x" },
])("MA3 a letter that was $kind is not tried again", (answer) => {
  expect(nextMailTry("invitation", { askedAt: 0, tries: 1 }, done(answer), 0)).toBeUndefined();
});
