import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const require = createRequire(import.meta.url);

/** It gives the path of the program, and is what the package itself runs when it is installed. */
const installed = require("deno/install_api.cjs") as { runInstall(): string };

/** The run that we are in is a vitest too, and tells its children so. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_|DENO_)/.test(name)));

/**
 * Runs Deno in the project, with an empty store of its own, so that nothing is known from an earlier run. `code` is null where a
 * signal ended it.
 *
 * @throws where the package has no program for this system.
 */
export async function deno(...args: string[]): Promise<{ code: number | null; said: string }> {
  const store = await mkdtemp(join(tmpdir(), "turno-deno-"));
  try {
    const child = spawn(installed.runInstall(), args, {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...environment(), DENO_DIR: store, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
    const code = await new Promise<number | null>((done, fail) => {
      child.once("error", fail);
      child.once("close", (exit) => done(exit));
    });
    return { code, said };
  } finally {
    await rm(store, { recursive: true, force: true });
  }
}
