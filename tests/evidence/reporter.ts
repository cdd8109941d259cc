/**
 * Holds the committed record of what the machines' tests take true. It looks once all of their files have passed, so that a part of
 * them says nothing; what it throws then is an error of the run.
 */
import { readFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import { differences } from "./differences.ts";
import { pathOf, recordedFiles } from "./files.ts";
import { merged, type Evidence, type TestRecord } from "./merged.ts";

export const EVIDENCE = new URL("../../web/visualizer/evidence.json", import.meta.url);

export const readEvidence = (): Evidence => JSON.parse(readFileSync(EVIDENCE, "utf8")) as Evidence;

/** Ids of all rules that there are. */
export const knownRules = (): ReadonlySet<string> =>
  new Set(
    ["machines/SPEC.md", "party/engine/SPEC.md"].flatMap((path) =>
      [...readFileSync(new URL(`../../${path}`, import.meta.url), "utf8").matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map(
        ([, id]) => id!,
      ),
    ),
  );

/** Nothing, where a test that takes transitions failed, or one was left out: then it is not known what they take. */
function recordsOf(module: Pick<TestModule, "children" | "moduleId">): TestRecord[] | undefined {
  const records: TestRecord[] = [];
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    const { taken } = test.meta();
    const takes = taken !== undefined && Object.keys(taken.transitions).length > 0;
    if (state === "skipped" || state === "pending" || (state === "failed" && takes)) return undefined;
    if (takes) records.push({ file: pathOf(module.moduleId), title: test.fullName.replaceAll(" > ", ": "), taken });
  }
  return records;
}

const WORDS = `What the tests take of the machines is not what web/visualizer/evidence.json says.
Look whether that is meant, then run

  npm run evidence
`;

/** @throws in words that say what to do, where they differ. */
export function hold(committed: Evidence, found: Evidence): void {
  const told = differences(committed, found);
  if (told.length > 0) throw new Error([WORDS, ...told].join("\n"));
}

export default class EvidenceReporter implements Reporter {
  #records = new Map<string, TestRecord[]>();

  onTestRunStart(): void {
    this.#records.clear();
  }

  /** @throws when all files have passed and the record is not what is committed. */
  onTestModuleEnd(module: Pick<TestModule, "children" | "moduleId">): void {
    const wanted = recordedFiles();
    const file = pathOf(module.moduleId);
    if (!wanted.includes(file)) return;
    const records = recordsOf(module);
    if (!records) return;
    this.#records.set(file, records);
    if (wanted.every((path) => this.#records.has(path)))
      this.settle(merged([...this.#records.values()].flat(), knownRules()));
  }

  protected settle(found: Evidence): void {
    hold(readEvidence(), found);
  }
}
