import { expect, test } from "vitest";
import { answerTo } from "../../web/visualizer/trial/answer.ts";
import { lengthInWords } from "../../web/visualizer/trial/clock.ts";
import { PRESETS } from "../../web/visualizer/trial/plan.ts";
import { SPEEDS } from "../../web/visualizer/trial/talk.ts";
import { whyOf } from "../../web/visualizer/trial/why.ts";
import { en } from "../../web/visualizer/words/trial/en.ts";
import { es } from "../../web/visualizer/words/trial/es.ts";

/** Every phrase by its path; functions are called with something to say. */
function phrases(words: object, path = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") all.set(here, value);
    else if (typeof value === "function") all.set(here, (value as (...said: unknown[]) => string)(3, 2, 1));
    else for (const [inner, phrase] of phrases(value as object, here)) all.set(inner, phrase);
  }
  return all;
}

test("both languages say the same things about the simulated centre, and none of them says nothing", () => {
  const [spanish, english] = [phrases(es), phrases(en)];
  expect([...english.keys()].toSorted()).toEqual([...spanish.keys()].toSorted());
  expect(spanish.size).toBeGreaterThan(100);
  for (const [path, phrase] of [...spanish, ...english]) expect(phrase.trim(), path).not.toBe("");
});

test("every situation and every speed has words", () => {
  for (const words of [es, en]) {
    for (const preset of PRESETS) expect(words.preset[preset].name).not.toBe("");
    for (const speed of SPEEDS) expect(words.speeds[speed] && words.speedSays[speed]).toBeTruthy();
  }
});

test("what one agent more would have changed is one sentence", () => {
  const waited = (average: number) => ({ waitMs: { average, median: 0, p90: 0, longest: 0 } });
  expect(answerTo(waited(130_000), waited(40_400), es)).toBe(
    "Con un agente más, la espera media habría sido de 40 s en lugar de 2 min 10 s.",
  );
  expect(answerTo(waited(130_000), waited(40_400), en)).toBe(
    "With one more agent the average wait would have been 40 s instead of 2 min 10 s.",
  );
  expect(answerTo(waited(30_000), waited(30_100), es)).toBe(es.answer.same("30 s"));
  expect(answerTo(waited(30_000), waited(60_000), es)).toBe(es.answer.worse("1 min", "30 s"));
  expect(answerTo({ waitMs: null }, waited(0), es)).toBe(es.answer.nobody);
});

test("lengths of time are said as people say them", () => {
  expect([0, 59_400, 60_000, 61_000, 3_599_000, 3_600_000, 3_900_000].map((ms) => lengthInWords(ms, es))).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "1 min 1 s",
    "59 min 59 s",
    "1 h",
    "1 h 5 min",
  ]);
});

test("QU5 a receipt says why: the only one with room, the one with the fewest, or of several the one who rested longest", () => {
  const agent = (agentId: string, load: number, assignedAt = 1) => ({ agentId, load, assignedAt });
  const receipt = (first: ReturnType<typeof agent>[], how: "fromLine" | "transfer" = "fromLine") =>
    whyOf({ how, eligible: first.length, first, agentId: "ana" });
  expect(receipt([agent("ana", 5)])).toEqual({ kind: "alone" });
  expect(receipt([agent("ana", 1), agent("luis", 2)])).toEqual({ kind: "least", load: 1, count: 2 });
  expect(receipt([agent("ana", 2, 0), agent("luis", 2, 9)])).toEqual({ kind: "rested", load: 2, count: 2 });
  expect(receipt([agent("ana", 2)], "transfer")).toEqual({ kind: "asked" });
  expect(receipt([agent("luis", 2)])).toEqual({ kind: "asked" });
});
