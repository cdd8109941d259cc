/** What a site's visitors load, measured on the files that are served: what is merely shared with the panel counts too. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWeb } from "../../party/dev/build-web.ts";

const KB = 1024;
/** Beside the other tests, on a small machine. */
const BUILD_MAX_MS = 90_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "turno-size-"));
  await buildWeb(folder);
}, BUILD_MAX_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Scripts and styles that a page loads before it works, with all that they import. */
async function loadedBy(page: string): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const load = async (path: string): Promise<void> => {
    if (found.has(path)) return;
    const content = await readFile(join(folder, path), "utf8");
    found.set(path, gzipSync(content).length);
    for (const [, imported] of content.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g))
      await load(join(dirname(path), imported!));
  };
  const html = await readFile(join(folder, page), "utf8");
  for (const [, path] of html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)) await load(path!);
  return found;
}

const sum = (files: Map<string, number>, ending: string): number =>
  [...files].filter(([path]) => path.endsWith(ending)).reduce((total, [, bytes]) => total + bytes, 0);

test("a site's visitors load at most 3 KB for the launcher", async () => {
  const bytes = gzipSync(await readFile(join(folder, "widget.js"))).length;
  expect(bytes).toBeGreaterThan(KB);
  expect(bytes).toBeLessThanOrEqual(3 * KB);
});

test("the chat itself is at most 30 KB of script and 6 KB of styles", async () => {
  const files = await loadedBy("widget.html.txt");
  expect(sum(files, ".js")).toBeGreaterThan(10 * KB);
  expect(sum(files, ".js")).toBeLessThanOrEqual(30 * KB);
  expect(sum(files, ".css")).toBeGreaterThan(KB);
  expect(sum(files, ".css")).toBeLessThanOrEqual(6 * KB);
});
