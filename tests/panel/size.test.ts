import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
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
  "an agent who opens the panel loads at most 60 KB of script and 12 KB of styles before the first conversation can be opened",
  async () => {
    const result = await build({
      configFile: at("../vite.config.ts"),
      logLevel: "silent",
      publicDir: false,
      build: { write: false, rolldownOptions: { input: at("panel.html") } },
    });
    const files = [result].flat().flatMap((one) => (one as Rolldown.RolldownOutput).output);
    const chunks = new Map(files.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file]] : [])));
    const sizeOf = (name: string): number => gzipSync(chunks.get(name)!.code).length;
    const entry = [...chunks.values()].find((chunk) => chunk.isEntry)!;
    // Fetched at once for whoever is signed in.
    const desk = [...chunks.values()].find(({ moduleIds }) => moduleIds.some((id) => id.endsWith("/desk-page.tsx")))!;
    const first = [...new Set([entry, desk].flatMap(({ fileName }) => [...withImports(fileName, chunks)]))];
    // Nothing is drawn without words: of one language, and this is the longer one.
    const words = [...chunks.values()].filter(({ facadeModuleId }) =>
      /\/panel\/words\/e[ns]\.ts$/.test(facadeModuleId ?? ""),
    );
    const longest = Math.max(...words.flatMap(({ fileName }) => [...withImports(fileName, chunks)]).map(sizeOf));
    const script = first.reduce((sum, name) => sum + sizeOf(name), longest);
    const named = new Set(first.flatMap((name) => [...(chunks.get(name)!.viteMetadata?.importedCss ?? [])]));
    const styles = files.reduce(
      (sum, file) => sum + (file.type === "asset" && named.has(file.fileName) ? gzipSync(file.source).length : 0),
      0,
    );
    expect(words).toHaveLength(2);
    expect(first.flatMap((name) => chunks.get(name)!.moduleIds).join()).toContain("/parts/conversation-list.tsx");
    expect(script).toBeLessThanOrEqual(60 * KB);
    expect(styles).toBeGreaterThan(KB);
    expect(styles).toBeLessThanOrEqual(12 * KB);
  },
  BUILD_MAX_MS,
);
