import { expect, test } from "vitest";
import { DELIVERY_REASONS } from "../../machines/outside.ts";
import { REASONS } from "../../machines/vocabulary.ts";
import { en } from "../../web/panel/words/en.ts";
import { es } from "../../web/panel/words/es.ts";
import { moreEn } from "../../web/panel/words/more-en.ts";
import { moreEs } from "../../web/panel/words/more-es.ts";
import { en as outsideEn } from "../../web/panel/outside/words/en.ts";
import { es as outsideEs } from "../../web/panel/outside/words/es.ts";

/** Every phrase by its path; functions are called with something to say. */
function phrases(words: object, path = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") all.set(here, value);
    else if (typeof value === "function") all.set(here, (value as (...said: unknown[]) => string)("A", "B"));
    else for (const [inner, phrase] of phrases(value as object, here)) all.set(inner, phrase);
  }
  return all;
}

test("both languages say the same things, and none of them says nothing", () => {
  const [spanish, english] = [
    phrases({ es, more: moreEs, outside: outsideEs }),
    phrases({ es: en, more: moreEn, outside: outsideEn }),
  ];
  expect([...english.keys()].toSorted()).toEqual([...spanish.keys()].toSorted());
  expect(spanish.size).toBeGreaterThan(80);
  for (const [path, phrase] of [...spanish, ...english]) expect(phrase.trim(), path).not.toBe("");
});

test("every reason for which a room may refuse has words of its own", () => {
  for (const words of [es, en]) {
    const said = REASONS.map((reason) => words.reasons[reason]);
    expect(new Set(said).size).toBe(REASONS.length);
  }
});

test("CH8 every reason for which a provider may refuse has words of its own", () => {
  for (const words of [outsideEs, outsideEn])
    expect(new Set(DELIVERY_REASONS.map((reason) => words.failures[reason])).size).toBe(DELIVERY_REASONS.length);
});

test("what is said to the agent names whom it is about", () => {
  for (const words of [es, en])
    for (const phrase of [
      words.leftTransferred("Rosa", "Luis"),
      words.leftMoved("Rosa", "Luis"),
      words.transferDeclined("Rosa", "Luis"),
      words.lines.transferred("Rosa", "Luis"),
    ])
      expect(phrase).toMatch(/Rosa.*Luis/);
});

test("the Spanish labels are those of the manual, to the letter", () => {
  expect([
    es.averageWait,
    es.longestWait,
    es.waiting,
    es.agentsOnline,
    es.acceptNew,
    es.available,
    es.unavailable,
    es.transfer,
    es.close,
  ]).toEqual([
    "Tiempo medio de espera",
    "Tiempo máximo de espera",
    "Usuarios en cola",
    "Agentes Online",
    "Aceptar Nuevas Conversaciones",
    "Disponible",
    "No Disponible",
    "Transferir Conversación",
    "Finalizar Conversación",
  ]);
});
