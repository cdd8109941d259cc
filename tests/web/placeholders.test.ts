import { expect, test } from "vitest";
import type { Reply } from "../../party/protocol/project.ts";
import { fill, found, slashed, unknownGaps, type Values } from "../../web/panel/state/placeholders.ts";

const values: Values = {
  "customer.name": "Rosa",
  "customer.email": "",
  "customer.id": "demo_3f9a2c",
  "agent.name": "Ana García",
};

test("a canned reply is filled in with who writes and to whom", () => {
  expect(fill("Hola, {{customer.name}}: soy {{ agent.name }}.", values)).toBe("Hola, Rosa: soy Ana García.");
});

test("a gap with nothing to put in leaves no hole", () => {
  expect(fill("Hola {{customer.name}}, ¿qué tal?", { ...values, "customer.name": "" })).toBe("Hola, ¿qué tal?");
});

test("what nobody can fill in stays, and is told", () => {
  expect(fill("Tu pedido {{order.number}}", values)).toBe("Tu pedido {{order.number}}");
  expect(unknownGaps("{{order.number}} {{agent.name}}")).toEqual(["order.number"]);
});

test("a name with a pattern in it is put in as it is", () => {
  expect(fill("Hola {{customer.name}}", { ...values, "customer.name": "$& {{agent.name}}" })).toBe(
    "Hola $& {{agent.name}}",
  );
});

test("a slash begins a search at the start of a word, and nowhere else", () => {
  expect(slashed("/hol")).toEqual({ at: 0, word: "hol" });
  expect(slashed("Buenas. /env")).toEqual({ at: 8, word: "env" });
  expect(slashed("\n/")).toEqual({ at: 1, word: "" });
  for (const text of ["24/7", "https://a", "/hola ", "y/o", ""]) expect(slashed(text), text).toBeUndefined();
});

test("a reply is found by its shortcut first, then by its title, then by its text, with or without accents", () => {
  const reply = (shortcut: string, title: string, text: string): Reply => ({ id: shortcut, shortcut, title, text });
  const replies = [
    reply("saludo", "Hola", "Buenas"),
    reply("plazo", "Plazo de envío", "Tres días"),
    reply("envio", "Cuándo llega", "Mañana"),
    reply("gracias", "Despedida", "El envío ya está en camino"),
  ];
  expect(found(replies, "env").map(({ shortcut }) => shortcut)).toEqual(["envio", "plazo", "gracias"]);
  expect(found(replies, "").length).toBe(4);
  expect(found(replies, "nada")).toEqual([]);
});
