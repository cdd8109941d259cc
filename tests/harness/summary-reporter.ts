import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** What a run came to. A file that could not be loaded, or an error outside every test, counts as one failure. */
export interface Tally {
  passed: number;
  failed: number;
}

type Module = Pick<TestModule, "children" | "errors">;

export function tally(modules: ReadonlyArray<Module>, unhandled: ReadonlyArray<unknown>): Tally {
  const total: Tally = { passed: 0, failed: unhandled.length };
  for (const module of modules) {
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") total.passed++;
      // A test that never reported a result was interrupted: that is no success.
      if (state === "failed" || state === "pending") failedHere++;
    }
    for (const suite of module.children.allSuites()) failedHere += suite.errors().length;
    total.failed += failedHere + module.errors().length;
  }
  return total;
}

/** Ends the output with one plain line that scripts can read, whatever colours and symbols vitest prints. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandled: ReadonlyArray<SerializedError>): void {
    const { passed, failed } = tally(modules, unhandled);
    // After vitest's own summary, which another reporter prints in the same turn.
    setImmediate(() => process.stdout.write(`\n${passed} passed, ${failed} failed\n`));
  }
}
