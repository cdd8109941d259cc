import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import solid from "vite-plugin-solid";
import { expect, test } from "vitest";

const at = (path: string): string => fileURLToPath(new URL(`../../web/${path}`, import.meta.url));
const KB = 1024;
/** Beside the other tests, on a small machine. */
const BUILD_MAX_MS = 60_000;

/** A script and whatever it cannot start without. */
function withImports(
  name: string,
  chunks: ReadonlyMap<string, Rolldown.OutputChunk>,
  seen = new Set<string>(),
): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const needed of chunks.get(name)?.imports ?? []) withImports(needed, chunks, seen);
  return seen;
}

test(
  "an agent who opens the panel loads at most 60 KB of script and 12 KB of styles",
  async () => {
    const result = await build({
      configFile: false,
      root: at("."),
      logLevel: "silent",
      publicDir: false,
      plugins: [solid()],
      build: {
        write: false,
        target: "es2022",
        modulePreload: { polyfill: false },
        rolldownOptions: { input: at("panel.html") },
      },
    });
    const files = [result].flat().flatMap((one) => (one as Rolldown.RolldownOutput).output);
    const chunks = new Map(files.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file]] : [])));
    const entry = [...chunks.values()].find((chunk) => chunk.isEntry)!;
    // Fetched at once for whoever is signed in.
    const desk = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith("/desk-page.tsx"))!;
    const first = new Set([entry, desk].flatMap(({ fileName }) => [...withImports(fileName, chunks)]));
    const script = [...first].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? "").length, 0);
    const styles = files.reduce(
      (sum, file) => sum + (file.fileName.endsWith(".css") && file.type === "asset" ? gzipSync(file.source).length : 0),
      0,
    );
    expect(script).toBeGreaterThan(10 * KB);
    expect(script).toBeLessThanOrEqual(60 * KB);
    expect(styles).toBeGreaterThan(KB);
    expect(styles).toBeLessThanOrEqual(12 * KB);
  },
  BUILD_MAX_MS,
);
