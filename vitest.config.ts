import { fileURLToPath } from "node:url";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import EvidenceReporter from "./tests/evidence/reporter.ts";
import SummaryReporter from "./tests/harness/summary-reporter.ts";

/**
 * Modules are loaded once for all files of a worker: with a registry for each, that is a third of what the tests cost. Two workers also
 * where there are two cores, of which one is left idle else.
 */
const IN_PAIRS = { pool: "forks", maxWorkers: 2, isolate: false } as const;
/** One: a browser has processes of its own for two cores, and who shares them waits longer than people would. */
const ALONE = { ...IN_PAIRS, maxWorkers: 1, fileParallelism: false } as const;

export default defineConfig({
  test: {
    reporters: ["default", new EvidenceReporter(), new SummaryReporter()],
    projects: [
      {
        // By exclusion, so that no new folder of tests is forgotten.
        test: {
          ...IN_PAIRS,
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/{harness,rooms,deno,e2e,web,bench}/**"],
          setupFiles: ["tests/evidence/setup.ts"],
          environment: "node",
          sequence: { groupOrder: 0 },
        },
      },
      {
        // The only one with the Solid plugin: it resolves for the browser, where `ws` is a stub.
        plugins: [solid()],
        test: {
          ...IN_PAIRS,
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
          // Read once, where a runtime is loaded: what it trusts besides the well-known authorities, for letters.
          env: {
            NODE_EXTRA_CA_CERTS: fileURLToPath(new URL("tests/mail/fixtures/localhost-cert.pem", import.meta.url)),
          },
          include: ["tests/{harness,rooms,deno}/**/*.test.ts"],
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
