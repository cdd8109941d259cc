/** The pages, built once for all stories of a run: what they see is the same, and a build is longer than many a story. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildWeb } from "../../../party/dev/build-web.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder in which they lie. */
    pages: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "turno-web-"));
  await buildWeb(folder);
  project.provide("pages", folder);
  return () => rm(folder, { recursive: true, force: true });
}
