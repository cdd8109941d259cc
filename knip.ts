import { readFileSync } from "node:fs";
import type { KnipConfig } from "knip";

/** The rooms are named in one place only, and that is not here. */
const { main, parties } = JSON.parse(readFileSync(new URL("partykit.json", import.meta.url), "utf8")) as {
  main: string;
  parties: Record<string, string>;
};

const config: KnipConfig = {
  entry: [
    main,
    ...Object.values(parties),
    "party/dev/*.{ts,mjs}",
    "web/*/main.{ts,tsx}",
    "web/widget/loader.ts",
    "tests/**/*.test.{ts,tsx}",
    "tests/bench/run.ts",
    "tests/pictures/run.ts",
    "tests/{bench,harness}/fixture/*.ts",
    "tests/deno/{inside,vitest.config}.ts",
  ],
  project: ["{machines,party,web,tests}/**/*.{ts,tsx,mjs}", "*.ts"],
  // Its program is run by its path (tests/deno).
  ignoreDependencies: ["deno"],
  // Types that describe an exported function are part of what it says, whether or not somebody names them.
  ignoreExportsUsedInFile: { interface: true, type: true },
};

export default config;
