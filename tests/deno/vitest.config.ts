import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { recordedFiles } from "../evidence/files.ts";

/** What Deno runs: the facts of what it checks. Left out is what searches for long, for it asks no more of the runtime. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    pool: "forks",
    maxWorkers: 1,
    isolate: false,
    cache: false,
    include: [...recordedFiles(), "tests/{engine,protocol,media,oidc,accounts}/**/*.test.ts"],
    exclude: ["tests/media/inspect.hostile.test.ts", "tests/accounts/passwords.test.ts"],
    setupFiles: [fileURLToPath(new URL("inside.ts", import.meta.url))],
    environment: "node",
  },
});
