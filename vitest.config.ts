import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import SummaryReporter from "./tests/harness/summary-reporter.ts";

/** One worker: these tests start whole runtimes and browsers, and a shared processor would make their times lie. */
const ALONE = { pool: "forks", maxWorkers: 1, fileParallelism: false } as const;
/** Two: they start whole runtimes, and most of the time wait for something in them. */
const IN_PAIRS = { pool: "forks", maxWorkers: 2 } as const;

export default defineConfig({
  test: {
    reporters: ["default", new SummaryReporter()],
    projects: [
      {
        // By exclusion, so that no new folder of tests is forgotten.
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/{harness,rooms,e2e,web,bench}/**"],
          environment: "node",
          sequence: { groupOrder: 0 },
        },
      },
      {
        // The only one with the Solid plugin: it resolves for the browser, where `ws` is a stub.
        plugins: [solid()],
        test: {
          name: "web",
          include: ["tests/web/**/*.test.{ts,tsx}"],
          environment: "node",
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...IN_PAIRS,
          name: "rooms",
          include: ["tests/{harness,rooms}/**/*.test.ts"],
          environment: "node",
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...ALONE,
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: "tests/e2e/support/pages.ts",
          environment: "node",
          testTimeout: 90_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
