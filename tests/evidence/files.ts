import { readdirSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = "tests/machines/";
/** They walk wherever a machine can be walked, so that what they take is about nothing in particular. */
const EVERYWHERE = /(?:shortest-paths|invariants)\.test\.ts$/;

/** From the root, with slashes. */
export const pathOf = (file: string): string => relative(ROOT, file).split(sep).join("/");

/** Whether what the tests of this file take is recorded. */
export const isRecorded = (file: string): boolean => {
  const path = pathOf(file);
  return path.startsWith(FOLDER) && path.endsWith(".test.ts") && !EVERYWHERE.test(path);
};

export const recordedFiles = (): string[] =>
  readdirSync(`${ROOT}${FOLDER}`, { encoding: "utf8" })
    .map((name) => FOLDER + name)
    .filter((path) => isRecorded(ROOT + path));
