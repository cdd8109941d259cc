import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type InlineConfig, type Rolldown } from "vite";
import solid from "vite-plugin-solid";
import { expect, test } from "vitest";

const at = (path: string): string => fileURLToPath(new URL(`../../web/${path}`, import.meta.url));
const KB = 1024;
/** Beside the other tests, on a small machine. */
const BUILD_MAX_MS = 30_000;

/** Gzipped bytes of everything with this ending, as a site's visitors would load it. */
async function built(config: InlineConfig): Promise<(ending: string) => number> {
  const common = { configFile: false, root: at("."), logLevel: "silent", publicDir: false } as const;
  const result = await build({ ...common, ...config, build: { ...config.build, write: false, target: "es2022" } });
  const files = [result].flat().flatMap((one) => (one as Rolldown.RolldownOutput).output);
  const sizes = files.map((file) => ({
    name: file.fileName,
    bytes: gzipSync(file.type === "chunk" ? file.code : file.source).length,
  }));
  return (ending) => sizes.filter(({ name }) => name.endsWith(ending)).reduce((sum, { bytes }) => sum + bytes, 0);
}

test(
  "a site's visitors load at most 3 KB for the launcher",
  async () => {
    const size = await built({
      build: {
        lib: { entry: at("widget/loader.ts"), formats: ["iife"], name: "TurnoWidget", fileName: () => "widget.js" },
      },
    });
    expect(size(".js")).toBeGreaterThan(0);
    expect(size(".js")).toBeLessThanOrEqual(3 * KB);
  },
  BUILD_MAX_MS,
);

test(
  "the chat itself is at most 30 KB of script and 6 KB of styles",
  async () => {
    const size = await built({ plugins: [solid()], build: { rolldownOptions: { input: at("widget.html") } } });
    expect(size(".js")).toBeGreaterThan(0);
    expect(size(".js")).toBeLessThanOrEqual(30 * KB);
    expect(size(".css")).toBeGreaterThan(0);
    expect(size(".css")).toBeLessThanOrEqual(6 * KB);
  },
  BUILD_MAX_MS,
);
