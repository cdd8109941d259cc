import { expect, test } from "vitest";
import { expectedWords, opensWords, waitingWords } from "../../web/widget/waiting.ts";
import { wordsOf } from "../../web/widget/words/index.ts";

const es = wordsOf("es");
const en = wordsOf("en");
/** A Friday, in whatever time zone the test runs. */
const NOW = new Date(2026, 9, 23, 20, 15).getTime();
const at = (day: number, hour: number, minute = 0) => new Date(2026, 9, day, hour, minute).getTime();

const wait = { expectedMs: null, opensAt: null };
const quiet = { state: "quiet", position: null, attended: true, wait } as const;
const queued = { state: "queued", position: 2, attended: true, wait } as const;
const told = (view: Parameters<typeof waitingWords>[0], siteWords?: string) =>
  waitingWords(view, es, "es", NOW, siteWords);

test("who waits reads their place in the line", () => {
  expect(told(queued)).toEqual({ kind: "waiting", lines: ["Eres el 2.º de la cola"] });
  const places = [1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 112].map(
    (position) => waitingWords({ ...queued, position }, en, "en", NOW).lines[0],
  );
  expect(places.map((line) => /\d+(\w\w)/.exec(line!)![1])).toEqual("st nd rd th th th th st nd rd th".split(" "));
});

test("a place that is not known yet is not made up", () => {
  expect(told({ ...queued, position: null }).lines).toEqual([es.looking]);
});

test("how long it may take stands below the place, and nothing stands there when nobody can tell", () => {
  const soon = told({ ...queued, wait: { ...wait, expectedMs: 130_000 } });
  expect(soon.lines).toEqual(["Eres el 2.º de la cola", "Espera aproximada: unos 3 minutos"]);
  expect(told(queued).lines).toHaveLength(1);
});

test("no minutes are told while nobody is there, nor to who is not waiting", () => {
  const known = { ...wait, expectedMs: 130_000 };
  expect(told({ ...queued, attended: false, wait: known }).lines).toEqual([es.position(2), es.awayWaiting]);
  expect(told({ ...quiet, wait: known }).lines).toEqual([]);
});

test.each([
  [0, "menos de un minuto", "less than a minute"],
  [59_999, "menos de un minuto", "less than a minute"],
  [60_000, "un minuto", "a minute"],
  [60_001, "unos 2 minutos", "about 2 minutes"],
  [600_000, "unos 10 minutos", "about 10 minutes"],
  [600_001, "unos 15 minutos", "about 15 minutes"],
  [3_600_000, "unos 60 minutos", "about 60 minutes"],
  [3_600_001, "más de una hora", "more than an hour"],
])("%i ms of expected wait are rounded up: %s", (ms, spanish, english) => {
  expect([expectedWords(ms, es), expectedWords(ms, en)]).toEqual([spanish, english]);
});

test.each([
  [at(23, 21), "Abrimos hoy a las 21:00.", "We open today at 9:00 PM."],
  [at(24, 9), "Abrimos mañana a las 9:00.", "We open tomorrow at 9:00 AM."],
  [at(25, 1, 30), "Abrimos el domingo a la 1:30.", "We open on Sunday at 1:30 AM."],
  [at(26, 9), "Abrimos el lunes a las 9:00.", "We open on Monday at 9:00 AM."],
  [at(29, 10, 30), "Abrimos el jueves a las 10:30.", "We open on Thursday at 10:30 AM."],
  [at(30, 9), "Abrimos el 30 de octubre a las 9:00.", "We open on October 30 at 9:00 AM."],
])("the time of opening is told by the day on which it is: %s, %s", (opensAt, spanish, english) => {
  const said = [opensWords(opensAt, NOW, es, "es"), opensWords(opensAt, NOW, en, "en-US")];
  expect(said.map((words) => words.replace("\u202F", " "))).toEqual([spanish, english]);
});

test("a visitor reads the hour as they do at home", () => {
  expect(opensWords(at(23, 21), NOW, en, "en-GB")).toBe("We open today at 21:00.");
});

test("outside business hours they are closed, before writing and while waiting", () => {
  const closed = { ...wait, opensAt: at(26, 9) };
  const words = "Ahora estamos cerrados. Abrimos el lunes a las 9:00.";
  expect(told({ ...quiet, attended: false, wait: closed })).toEqual({ kind: "closed", lines: [words, es.closedThen] });
  expect(told({ ...queued, attended: false, wait: closed })).toEqual({
    kind: "closed",
    lines: [es.position(2), words],
  });
});

test("where somebody is there, nobody is told that it is closed", () => {
  const closed = { ...wait, opensAt: at(26, 9) };
  expect(told({ ...quiet, wait: closed }).lines).toEqual([]);
  expect(told({ ...queued, wait: closed }).lines).toEqual([es.position(2)]);
});

test("a time of opening that has passed says nothing: nobody is there, that is all", () => {
  for (const opensAt of [NOW, NOW - 1])
    expect(told({ ...quiet, attended: false, wait: { ...wait, opensAt } })).toEqual({ kind: "away", lines: [es.away] });
});

test("nobody there is told before and while waiting, and never during a talk", () => {
  expect(told({ ...quiet, attended: false }).lines).toEqual([es.away]);
  expect(told({ ...queued, attended: false }).lines).toEqual([es.position(2), es.awayWaiting]);
  expect(told({ ...queued, state: "assigned", attended: false }).lines).toEqual([]);
  expect(told({ ...quiet, attended: null }).lines).toEqual([]);
  expect(told(undefined).lines).toEqual([]);
});

test("a site may have its own words for when nobody is there, and the time of opening stands below them", () => {
  expect(told({ ...quiet, attended: false }, "Escríbenos.").lines).toEqual(["Escríbenos."]);
  const closed = { ...wait, opensAt: at(24, 9) };
  expect(told({ ...quiet, attended: false, wait: closed }, "Escríbenos.").lines).toEqual([
    "Escríbenos.",
    "Abrimos mañana a las 9:00.",
  ]);
});
