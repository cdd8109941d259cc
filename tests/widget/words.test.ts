import { expect, test } from "vitest";
import { RATING_MS, TEXT_MAX_CHARS } from "../../machines/vocabulary.ts";
import { en } from "../../web/widget/words/en.ts";
import { es } from "../../web/widget/words/es.ts";
import { fileWordsOf } from "../../web/widget/files/words.ts";
import {
  Thread,
  assigned,
  closes,
  leaves,
  of,
  rates,
  rosa,
  writes,
  type ThreadStep,
} from "../machines/support/thread.ts";

function phrases(words: object, path = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    const here = `${path}${key}`;
    if (typeof value === "string") all.set(here, value);
    else if (typeof value === "function") all.set(here, (value as (...said: unknown[]) => string)(3, 4));
    else for (const [inner, phrase] of phrases(value as object, `${here}.`)) all.set(inner, phrase);
  }
  return all;
}

test("the chat says the same things in both languages, and none of them says nothing", () => {
  for (const [one, other] of [
    [es, en],
    [fileWordsOf("es"), fileWordsOf("en")],
  ] as const) {
    const [spanish, english] = [phrases(one), phrases(other)];
    expect([...english.keys()].sort()).toEqual([...spanish.keys()].sort());
    for (const [path, phrase] of [...spanish, ...english]) expect(phrase.trim(), path).not.toBe("");
  }
});

/** A customer in every situation, doing everything, well and badly. */
function refusals(): Set<string> {
  const rated = (comment = "", at = 9_000): ThreadStep => ({ ...rates(3, comment), at });
  const situations: ThreadStep[][] = [
    [],
    [writes()],
    [writes(), assigned()],
    [writes(), assigned(), closes()],
    [writes(), assigned(), closes(), rated()],
  ];
  const deeds: ThreadStep[] = [
    writes(""),
    writes("x".repeat(TEXT_MAX_CHARS + 1)),
    writes(),
    leaves,
    of(9, leaves),
    rated(),
    rated("x".repeat(5_000)),
    rated("", 9_000 + RATING_MS),
    { type: "customer.introduced", name: "Rosa", email: "", department: "", by: rosa },
    { type: "customer.marked", delivered: 1, read: 1 },
  ];
  const found = new Set<string>();
  for (const steps of situations)
    for (const deed of deeds) {
      const reason = Thread.after(...steps).take(deed);
      if (reason !== undefined) found.add(reason);
    }
  return found;
}

test("whatever a thread may refuse a customer, the chat has a sentence for it, and for nothing else", () => {
  expect([...refusals()].sort()).toEqual(Object.keys(es.reasons).sort());
});
