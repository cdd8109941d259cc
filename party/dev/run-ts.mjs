/**
 * Runs a TypeScript file with the oldest Node that we support, which cannot: `node party/dev/run-ts.mjs file.ts [args]`.
 *
 * Each file is translated on its own as Node loads it, so `import.meta.url` and stack traces keep naming the source.
 * Node loads this file twice: as the program, and in the thread that its loader hooks live in.
 */
import { readFile } from "node:fs/promises";
import { register } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isMainThread } from "node:worker_threads";
import { transform } from "esbuild";

/** Node calls this hook for every module. */
export async function load(url, context, nextLoad) {
  if (!/^file:.*\.ts$/.test(url)) return nextLoad(url, context);
  const file = fileURLToPath(url);
  const { code } = await transform(await readFile(file, "utf8"), {
    loader: "ts",
    format: "esm",
    target: "node20",
    sourcemap: "inline",
    sourcefile: file,
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  });
  return { format: "module", source: code, shortCircuit: true };
}

if (isMainThread) {
  const [entry, ...args] = process.argv.slice(2);
  if (entry === undefined) {
    process.stderr.write("usage: node party/dev/run-ts.mjs file.ts [arguments]\n");
    process.exit(2);
  }
  process.setSourceMapsEnabled(true);
  register(import.meta.url);
  const file = resolve(entry);
  process.argv.splice(1, process.argv.length, file, ...args);
  await import(pathToFileURL(file).href);
}
