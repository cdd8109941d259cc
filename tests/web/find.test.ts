import { expect, test } from "vitest";
import { ALL, fits, isFound, wantedOf, type Findable, type Wanted } from "../../web/panel/state/find.ts";

const rosa: Findable = {
  name: "Rosa Núñez",
  customerId: "demo_3f9a2c77de",
  lastWords: "¿Dónde está mi pedido 48213?",
  channel: "web",
  unread: 2,
  waits: true,
};
const emma: Findable = {
  name: "Emma Wilson",
  customerId: "demo_b01d55aa10",
  lastWords: "Great, thank you!",
  channel: "whatsapp",
  unread: 0,
  waits: false,
};
const all = [rosa, emma];
const namesOf = (wanted: Partial<Wanted>, isOpen = (_: Findable) => false): string[] =>
  wantedOf(all, { ...ALL, ...wanted }, isOpen).map(({ name }) => name);

test("a conversation is found by any part of its customer's name, whatever the case and the accents", () => {
  for (const typed of ["rosa", "NÚÑEZ", "nunez", "sa nu", "núñez rosa"]) expect(isFound(rosa, typed), typed).toBe(true);
  expect(isFound(emma, "nunez")).toBe(false);
});

test("a conversation is found by its customer's id, as the list shows it and as it is", () => {
  for (const typed of ["#3f9a2c", "3f9a", "demo_3f9a2c77de", "77DE"]) expect(isFound(rosa, typed), typed).toBe(true);
  expect(isFound(rosa, "#9a2c")).toBe(false);
});

test("a conversation is found by its last words, and every word that is typed must be somewhere", () => {
  expect(isFound(rosa, "donde pedido")).toBe(true);
  expect(isFound(rosa, "rosa 48213")).toBe(true);
  expect(isFound(rosa, "rosa gracias")).toBe(false);
});

test("nothing typed finds everything", () => {
  expect(namesOf({ query: "" })).toEqual(["Rosa Núñez", "Emma Wilson"]);
  expect(namesOf({ query: "  " })).toEqual(["Rosa Núñez", "Emma Wilson"]);
});

test("the list narrows to what is unread, to who waits for an answer, and to one channel", () => {
  expect(namesOf({ narrowing: "unread" })).toEqual(["Rosa Núñez"]);
  expect(namesOf({ narrowing: "waiting" })).toEqual(["Rosa Núñez"]);
  expect(namesOf({ channel: "whatsapp" })).toEqual(["Emma Wilson"]);
  expect(namesOf({ channel: "whatsapp", narrowing: "waiting" })).toEqual([]);
});

test("unread and unanswered are not the same", () => {
  const read = { ...rosa, unread: 0 };
  expect(fits(read, { narrowing: "unread", channel: null })).toBe(false);
  expect(fits(read, { narrowing: "waiting", channel: null })).toBe(true);
});

test("the conversation in front stays in a narrowed list, and leaves it when something else is searched for", () => {
  const isOpen = (one: Findable): boolean => one === emma;
  expect(namesOf({ narrowing: "unread" }, isOpen)).toEqual(["Rosa Núñez", "Emma Wilson"]);
  expect(namesOf({ query: "rosa" }, isOpen)).toEqual(["Rosa Núñez"]);
});
