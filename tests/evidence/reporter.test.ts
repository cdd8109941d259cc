import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { isRecorded, recordedFiles } from "./files.ts";
import type { Evidence } from "./merged.ts";
import EvidenceReporter, { hold } from "./reporter.ts";
import type { Taken } from "./taken.ts";

const shown = { rules: ["CV1"], tests: [], timers: [], refuses: [], asks: [] };
const committed: Evidence = { lamp: { "lamp.off|pressed|0": shown, "lamp.on|pressed|0": shown } };
const root = fileURLToPath(new URL("../../", import.meta.url));

test("where the record is what is committed, nothing is said", () => {
  expect(() => hold(committed, structuredClone(committed))).not.toThrow();
});

test("what is new, gone or different is told by its transition, with what to run", () => {
  const lamp = { "lamp.off|pressed|0": { ...shown, rules: ["CV2"] }, "lamp|broken|0": shown };
  const words = () => hold(committed, { lamp });
  expect(words).toThrow("npm run evidence");
  for (const told of ["lamp.off|pressed|0 is not", "lamp.on|pressed|0 is there", "lamp|broken|0 is taken"])
    expect(words).toThrow(told);
});

test("of very many differences the first are told, and how many more there are", () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`lamp|e${n}|0`, shown]));
  expect(() => hold({}, { lamp: many })).toThrow("and 10 more");
});

test("all tests of machines are recorded but those that walk everywhere", () => {
  const files = recordedFiles();
  expect(files).toContain("tests/machines/conversation.rules.test.ts");
  expect(files.filter((path) => /shortest-paths|invariants/.test(path))).toEqual([]);
  expect(isRecorded(`${root}tests/world/line.test.ts`)).toBe(false);
});

/** Sees a run of those files; what it then found. */
class Told extends EvidenceReporter {
  found: Evidence | undefined;
  protected override settle(found: Evidence): void {
    this.found = found;
  }
}
const taken: Taken = {
  transitions: { "lamp|broken|0": { description: "", timers: {}, refuses: [], asks: [] } },
  last: ["lamp|broken|0"],
};
type Module = Parameters<EvidenceReporter["onTestModuleEnd"]>[0];
const moduleOf = (file: string, state = "passed", meta: object = { taken }): Module =>
  ({
    moduleId: root + file,
    children: { allTests: () => [{ result: () => ({ state }), meta: () => meta, fullName: "a lamp > it breaks" }] },
  }) as unknown as Module;
function run(of: (file: string) => Module | undefined): Evidence | undefined {
  const reporter = new Told();
  reporter.onTestRunStart();
  for (const file of ["tests/world/line.test.ts", ...recordedFiles()]) {
    const module = of(file);
    if (module) reporter.onTestModuleEnd(module);
  }
  return reporter.found;
}

test("once all files have passed it is known what they take, each test by its group and title", () => {
  const [first] = recordedFiles().toSorted();
  expect(run((file) => moduleOf(file))).toEqual({
    lamp: {
      "lamp|broken|0": { ...shown, rules: [], tests: [{ file: first, title: "a lamp: it breaks" }] },
    },
  });
});

test("a part of them says nothing: one file is missing, or a test was left out or failed", () => {
  const [first] = recordedFiles();
  expect(run((file) => (file === first ? undefined : moduleOf(file)))).toBeUndefined();
  for (const state of ["skipped", "pending", "failed"])
    expect(run((file) => moduleOf(file, file === first ? state : "passed"))).toBeUndefined();
});

test("a test that takes nothing is no part of it, whatever comes of it", () => {
  expect(run((file) => moduleOf(file, "failed", {}))).toEqual({});
});

test("the committed record is written as the tools write it", () => {
  const text = readFileSync(new URL("../../web/visualizer/evidence.json", import.meta.url), "utf8");
  const ids = Object.values(JSON.parse(text) as Evidence).flatMap((machine) => Object.keys(machine));
  expect(ids.length).toBeGreaterThan(500);
  expect(ids).toEqual(ids.toSorted());
});
