import { expect, test } from "vitest";
import { tally } from "./summary-reporter.ts";

type Modules = Parameters<typeof tally>[0];

function moduleOf(states: string[], errors: string[] = [], suiteErrors: string[] = []): Modules[number] {
  return {
    children: {
      allTests: () => states.map((state) => ({ result: () => ({ state }) })),
      allSuites: () => [{ errors: () => suiteErrors }],
    },
    errors: () => errors,
  } as unknown as Modules[number];
}

test("passed and failed tests are counted, skipped ones are neither", () => {
  expect(tally([moduleOf(["passed", "passed", "skipped"]), moduleOf(["failed"])], [])).toEqual({
    passed: 2,
    failed: 1,
  });
});

test("what broke outside a test counts as failed", () => {
  const modules = [moduleOf([], ["does not compile"]), moduleOf(["passed", "pending"], [], ["beforeAll threw"])];
  expect(tally(modules, ["unhandled rejection"])).toEqual({ passed: 1, failed: 4 });
});
