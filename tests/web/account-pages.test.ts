import { expect, test } from "vitest";
import type { AuditRow, MemberView } from "../../party/protocol/members.ts";
import { NONE, lookFor, matches, type Page } from "../../web/panel/account/audit-rows.ts";
import { capacityOf, domainsIn, sortPeople } from "../../web/panel/account/people.ts";
import { wayIn } from "../../web/panel/account/way-in.ts";
import { en } from "../../web/panel/account/words/en.ts";
import { es } from "../../web/panel/account/words/es.ts";

test("a letter's link is told from a conversation that is open", () => {
  expect(wayIn("#recover=a1.t=k")).toEqual({ kind: "recover", link: "a1.t=k" });
  expect(wayIn("#invite=demo_m1.t")).toEqual({ kind: "invite", link: "demo_m1.t" });
  for (const hash of ["", "#", "#demo_1234.1", "#recover", "#recovery=x"]) expect(wayIn(hash) === null).toBe(true);
});

const member = (name: string, more: Partial<MemberView> = {}): MemberView => ({
  id: `demo_${name}`,
  email: `${name.toLowerCase()}@casa.example`,
  name,
  role: "agent",
  departments: [],
  capacity: null,
  state: "active",
  invitedBy: null,
  invitation: null,
  ...more,
});

test("people who work come first, then who is invited, then who is disabled, and a search needs no accents", () => {
  const all = [
    member("Óscar", { state: "disabled" }),
    member("Zoe"),
    member("Ana"),
    member("", { email: "b@casa.example", state: "invited" }),
  ];
  expect(sortPeople(all).map(({ name, email }) => name || email)).toEqual(["Ana", "Zoe", "b@casa.example", "Óscar"]);
  expect(sortPeople(all, " oscar ").map(({ name }) => name)).toEqual(["Óscar"]);
  expect(sortPeople(all, "casa.example")).toHaveLength(4);
});

test("a box for capacity holds a whole number that may be, nothing at all, or is wrong", () => {
  expect(["", " ", "0", "6", "30", "31", "-1", "2.5", "seis"].map(capacityOf)).toEqual([
    null,
    null,
    0,
    6,
    30,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("sites are read one a line, or with commas", () => {
  expect(domainsIn(" a.example\n\n*.b.example, c.example:8080 ")).toEqual([
    "a.example",
    "*.b.example",
    "c.example:8080",
  ]);
  expect(domainsIn(" \n ")).toEqual([]);
});

const row = (seq: number, more: Partial<AuditRow> = {}): AuditRow => ({
  seq,
  at: new Date(2027, 0, 1 + Math.floor(seq / 100), 12).getTime(),
  by: "demo_ana",
  byName: "Ana",
  role: "agent",
  what: "signedIn",
  about: "",
  detail: "",
  ...more,
});

/** A room with these rows, that answers by pages as rooms do; counts how often it was asked. */
function logOf(rows: readonly AuditRow[]) {
  const asked: (number | undefined)[] = [];
  const ask = (limit: number, before = Number.POSITIVE_INFINITY): Promise<Page> => {
    asked.push(before === Number.POSITIVE_INFINITY ? undefined : before);
    const older = rows.filter(({ seq }) => seq < before);
    return Promise.resolve({ rows: older.slice(-limit), older: older.length > limit });
  };
  return { ask, asked };
}

test("a filter is by who did it or whom it is about, by what, and by day", () => {
  const one = row(1, { what: "disabled", about: "demo_luis" });
  expect(matches(one, NONE)).toBe(true);
  expect(matches(one, { ...NONE, person: "demo_ana" })).toBe(true);
  expect(matches(one, { ...NONE, person: "demo_luis", kind: "disabled", day: "2027-01-01" })).toBe(true);
  expect(matches(one, { ...NONE, person: "demo_marta" })).toBe(false);
  expect(matches(one, { ...NONE, kind: "enabled" })).toBe(false);
  expect(matches(one, { ...NONE, day: "2027-01-02" })).toBe(false);
});

test("the audit log is looked through page by page until there is something to show, newest first, and goes on from there", async () => {
  const rows = Array.from({ length: 450 }, (_, at) =>
    row(at + 1, at === 5 || at === 440 ? { what: "read" as const } : {}),
  );
  const { ask, asked } = logOf(rows);
  const all = await lookFor(ask, NONE);
  expect(all).toMatchObject({ before: 351, newest: 450 });
  expect(all!.rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, at) => 450 - at));
  expect(asked).toEqual([undefined]);
  const rare = await lookFor(ask, { ...NONE, kind: "read" });
  expect(rare!.rows.map(({ seq }) => seq)).toEqual([441, 6]);
  expect(rare!.before).toBe(undefined);
  expect((await lookFor(ask, NONE, all!.before))!.rows[0]!.seq).toBe(350);
});

test("of an early day nothing is looked for before that day, and a room that is not there is no empty log", async () => {
  const { ask, asked } = logOf(Array.from({ length: 450 }, (_, at) => row(at + 1)));
  const found = await lookFor(ask, { ...NONE, day: "2027-01-04" });
  const rest = await lookFor(ask, { ...NONE, day: "2027-01-04" }, found!.before);
  const numbers = [...found!.rows, ...rest!.rows].map(({ seq }) => seq);
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, at) => 399 - at));
  expect(rest!.before).toBe(undefined);
  expect(asked).toEqual([undefined, 351]);
  expect(await lookFor(() => Promise.resolve(undefined), NONE)).toBe(undefined);
});

/** Every phrase by its path; functions are called with something to say. */
function phrases(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const here = `${path}.${key}`;
    if (typeof value === "string") return [[here, value] as [string, string]];
    if (typeof value === "function")
      return [[here, (value as (...said: unknown[]) => string)("A", "B")] as [string, string]];
    return phrases(value as object, here);
  });
}

test("the pages of accounts say the same things in both languages, and the way back in is called as in the manual", () => {
  const [spanish, english] = [phrases(es), phrases(en)];
  expect(english.map(([path]) => path).toSorted()).toEqual(spanish.map(([path]) => path).toSorted());
  for (const [path, phrase] of [...spanish, ...english]) expect(phrase.trim(), path).not.toBe("");
  expect([es.door.forgot, es.recovery.title, es.settings.title]).toEqual([
    "Recuperar Contraseña",
    "Recuperar Contraseña",
    "Configuración",
  ]);
});
