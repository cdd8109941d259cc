import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";

const ID = /\b(?:SM|VZ|TO|CH|DL|IN|OB|VN|UP|WK|MA|ME|RI|GA|AC|CV|AG|QU|DI|PR|EN|WI)\d+\b/g;
/** A text followed by a function, as the title of a test or a group is, wherever the formatter has put it. */
const TITLE = /\(\s*(["'`])((?:(?!\1)[^\n])*)\1,\s*(?:\{[^}]*\},\s*)?(?:async\s*)?\(/g;

const root = new URL("../../", import.meta.url);
const spec = ["machines/SPEC.md", "party/engine/SPEC.md"]
  .map((path) => readFileSync(new URL(path, root), "utf8"))
  .join("\n");
const rules = [...spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map(([, id]) => id!);

const titles = readdirSync(new URL("tests/", root), { recursive: true, encoding: "utf8" })
  .filter((path) => /\.test\.tsx?$/.test(path))
  .flatMap((path) => [...readFileSync(new URL(`tests/${path}`, root), "utf8").matchAll(TITLE)])
  .map(([, , title]) => title!);
const named = new Set(titles.flatMap((title) => title.match(ID) ?? []));

test("the titles of the tests were found", () => {
  expect(titles.length).toBeGreaterThan(50);
  expect(titles).toContain("the titles of the tests were found");
});

test("every rule has a test that names it", () => {
  expect(rules.filter((id) => !named.has(id))).toEqual([]);
});

test("every rule that a test names exists", () => {
  expect([...named].filter((id) => !rules.includes(id))).toEqual([]);
});

test("rules are numbered from 1 without gaps or repetitions", () => {
  const sections = new Map<string, number[]>();
  for (const id of rules) {
    const kind = id.slice(0, 2);
    sections.set(kind, [...(sections.get(kind) ?? []), Number(id.slice(2))]);
  }
  for (const [kind, numbers] of sections) expect([kind, numbers]).toEqual([kind, numbers.map((_, index) => index + 1)]);
});

test("every rule that a machine or a room names exists", () => {
  const sources = ["machines", "party", "web"].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => readFileSync(new URL(`${folder}/${path}`, root), "utf8")),
  );
  const cited = new Set(
    sources
      .flatMap(
        (text) =>
          text.match(/\/[/*].*\b(?:SM|VZ|TO|CH|DL|IN|OB|VN|UP|MA|ME|RI|GA|AC|CV|AG|QU|DI|PR|EN|WI)\d+\b.*/g) ?? [],
      )
      .flatMap((line) => line.match(ID) ?? []),
  );
  expect(cited.size).toBeGreaterThan(10);
  expect([...cited].filter((id) => !rules.includes(id))).toEqual([]);
});
