import { expect, test } from "vitest";
import { ALL, excerpt, fits, isFound, wantedOf, type Findable, type Wanted } from "../../web/panel/state/find.ts";

const rosa: Findable = {
  name: "Rosa Núñez",
  customerId: "demo_3f9a2c77de",
  texts: [
    "¿Dónde está mi pedido 48213?",
    "¡Claro! ¿Qué necesitas?",
    "Hola, me urge saber una cosa: ¿llegó el paquete?",
  ],
  channel: "web",
  labels: ["vip"],
  unread: 2,
  isNew: false,
  waits: true,
};
const emma: Findable = {
  name: "Emma Wilson",
  customerId: "demo_b01d55aa10",
  texts: ["Great, thank you!"],
  channel: "whatsapp",
  labels: [],
  unread: 0,
  isNew: false,
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

test("a figure or two that was typed is looked for in names and texts, not inside of ids that nobody sees", () => {
  for (const typed of ["9", "77", "c77", "pedido 77"]) expect(isFound(rosa, typed), typed).toBe(false);
  expect(isFound(rosa, "pedido 48")).toBe(true);
  expect(isFound(rosa, "#3")).toBe(true);
});

test("a conversation is found by whatever was said in it, and every word that is typed must be somewhere", () => {
  expect(isFound(rosa, "donde pedido")).toBe(true);
  expect(isFound(rosa, "paquete 48213")).toBe(true);
  expect(isFound(rosa, "rosa 48213")).toBe(true);
  expect(isFound(rosa, "rosa gracias")).toBe(false);
});

test("nothing typed finds everything", () => {
  expect(namesOf({ query: "" })).toEqual(["Rosa Núñez", "Emma Wilson"]);
  expect(namesOf({ query: "  " })).toEqual(["Rosa Núñez", "Emma Wilson"]);
});

test("the list narrows to what is unread, to who waits for an answer, to one channel, and to one label", () => {
  expect(namesOf({ narrowing: "unread" })).toEqual(["Rosa Núñez"]);
  expect(namesOf({ narrowing: "waiting" })).toEqual(["Rosa Núñez"]);
  expect(namesOf({ channel: "whatsapp" })).toEqual(["Emma Wilson"]);
  expect(namesOf({ channel: "whatsapp", narrowing: "waiting" })).toEqual([]);
  expect(namesOf({ label: "vip" })).toEqual(["Rosa Núñez"]);
  expect(namesOf({ label: "vip", channel: "whatsapp" })).toEqual([]);
});

test("unread and unanswered are not the same", () => {
  const read = { ...rosa, unread: 0 };
  expect(fits(read, { ...ALL, narrowing: "unread" })).toBe(false);
  expect(fits(read, { ...ALL, narrowing: "waiting" })).toBe(true);
});

test("the conversation in front stays in a narrowed list, and leaves it when something else is searched for", () => {
  const isOpen = (one: Findable): boolean => one === emma;
  expect(namesOf({ narrowing: "unread" }, isOpen)).toEqual(["Rosa Núñez", "Emma Wilson"]);
  expect(namesOf({ query: "rosa" }, isOpen)).toEqual(["Rosa Núñez"]);
});

test("a conversation that nobody has opened is unread, even if a colleague has read all of it before", () => {
  expect(fits({ ...emma, isNew: true }, { ...ALL, narrowing: "unread" })).toBe(true);
  expect(fits(emma, { ...ALL, narrowing: "unread" })).toBe(false);
});

test("what was found is shown in the letters in which it was said, where it was said last", () => {
  expect(excerpt(rosa, "DONDE")).toEqual({ before: "¿", hit: "Dónde", after: " está mi pedido 48213?" });
  expect(excerpt(rosa, "que")?.hit).toBe("Qué");
});

test("far into a long text, what stands before the words found is cut off at a word", () => {
  expect(excerpt(rosa, "paquete")).toEqual({ before: "…¿llegó el ", hit: "paquete", after: "?" });
  const unbroken = excerpt({ ...rosa, texts: [`${"x".repeat(60)}aguja`] }, "aguja");
  expect(unbroken).toEqual({ before: `…${"x".repeat(16)}`, hit: "aguja", after: "" });
});

test("of several words those are shown that are not in the name, in the text that says most of them", () => {
  expect(excerpt(rosa, "rosa paquete")?.hit).toBe("paquete");
  const texts = ["un cuenco", "un cuenco azul", "azul"];
  expect(excerpt({ ...rosa, texts }, "azul cuenco")).toEqual({ before: "un cuenco ", hit: "azul", after: "" });
});

test("who is found by name or id, or by nothing, shows what was said last as ever", () => {
  for (const typed of ["", "  ", "rosa", "#3f9a", "perro"]) expect(excerpt(rosa, typed), typed).toBeUndefined();
});

test("letters that are written with several signs are found whole", () => {
  const spelt = "Mi ca\u0301mara no enciende";
  expect(excerpt({ ...rosa, texts: [spelt] }, "cámara")?.hit).toBe("ca\u0301mara");
});
