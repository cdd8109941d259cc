import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Calm } from "../../web/widget/calm.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function listener() {
  const said: string[] = [];
  return { said, calm: new Calm((text) => said.push(text)) };
}

test("a screen reader hears the first place at once, and of those that follow closely only the newest", () => {
  const { said, calm } = listener();
  calm.hear("waiting", "4");
  expect(said).toEqual(["4"]);
  calm.hear("waiting", "3");
  vi.advanceTimersByTime(20_000);
  calm.hear("waiting", "2");
  expect(said).toEqual(["4"]);
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual(["4", "2"]);
  vi.advanceTimersByTime(30_000);
  calm.hear("waiting", "1");
  expect(said).toEqual(["4", "2", "1"]);
});

test("that they have closed, or that an agent has come, does not wait for its turn", () => {
  const { said, calm } = listener();
  calm.hear("waiting", "2");
  calm.hear("closed", "cerrado");
  calm.hear("", "");
  expect(said).toEqual(["2", "cerrado", ""]);
});

test("nothing is said after the end", () => {
  const { said, calm } = listener();
  calm.hear("waiting", "2");
  calm.hear("waiting", "1");
  calm.stop();
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual(["2"]);
});
