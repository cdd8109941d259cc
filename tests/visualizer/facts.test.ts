import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { factsOf } from "../../party/dev/build-charts.ts";
import { chartOf } from "../../web/visualizer/chart/chart-of.ts";
import type { MachineFacts } from "../../web/visualizer/chart/model.ts";
import { prefixOf, purposeOf, rulesOf } from "../../web/visualizer/facts.ts";
import { MACHINES } from "../../web/visualizer/machines.ts";

const spec = readFileSync(new URL("../../machines/SPEC.md", import.meta.url), "utf8");

let all: MachineFacts[];
beforeAll(async () => {
  all = await Promise.all(MACHINES.map(factsOf));
});

test("a machine's purpose is the comment at the head of its file, in paragraphs", () => {
  expect(purposeOf("/**\n * One thing,\n * and more.\n *\n * Another.\n */\nimport x;\n/** Not this. */")).toBe(
    "One thing, and more.\n\nAnother.",
  );
  expect(purposeOf("/** Short. */\nconst a = 1;")).toBe("Short.");
  expect(purposeOf("const a = 1;\n/** Not this. */")).toBe("");
});

test("a rule is all of its text, on however many lines, and nothing of what follows", () => {
  const text =
    "# Rules\n\n- **AB1** One\n  and its end.\n- **AB2** Two.\n\nMore.\n\n- **CD1** `x`: **three**.\n## Next\n";
  expect(rulesOf(text)).toEqual([
    { id: "AB1", text: "One and its end." },
    { id: "AB2", text: "Two." },
    { id: "CD1", text: "`x`: **three**." },
  ]);
});

describe.each(MACHINES.map(({ machine }, index) => [machine.id, index] as const))(
  "what is known of %s",
  (id, index) => {
    test("VZ6 is its purpose, its file and its rules", () => {
      const facts = all[index]!;
      expect(facts).toMatchObject({ id, source: MACHINES[index]!.source });
      expect(facts.purpose.length).toBeGreaterThan(60);
      expect(facts.rules.length).toBeGreaterThan(1);
      for (const rule of facts.rules) expect(MACHINES[index]!.rules).toContain(prefixOf(rule.id));
    });

    test("is of transitions that it has", () => {
      const ids = chartOf(MACHINES[index]!.machine).transitions.map((one) => one.id);
      expect(ids).toEqual(expect.arrayContaining(Object.keys(all[index]!.evidence)));
    });
  },
);

test("VZ6 every rule of the product belongs to a machine, but for those of the wire and of the pages that show machines", () => {
  const known = new Set(MACHINES.flatMap(({ rules }) => rules));
  const others = new Set(
    rulesOf(spec)
      .map(({ id }) => prefixOf(id))
      .filter((prefix) => !known.has(prefix)),
  );
  expect([...others].filter((prefix) => !["WI", "VZ", "SM", "TO"].includes(prefix))).toEqual([]);
  const shown = all.flatMap(({ rules }) => rules.map(({ id }) => id));
  expect(new Set(shown).size).toBe(rulesOf(spec).filter(({ id }) => known.has(prefixOf(id))).length);
});
