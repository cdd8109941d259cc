import { expect, test } from "vitest";
import { partsOf } from "../../web/panel/state/links.ts";

const linksIn = (text: string): string[] => partsOf(text).flatMap(({ href }) => (href === undefined ? [] : [href]));

test("addresses of the web, of mail and of telephones can be followed", () => {
  expect(linksIn("Mira https://tienda.example/a?b=1#c y www.tienda.example/azul")).toEqual([
    "https://tienda.example/a?b=1#c",
    "https://www.tienda.example/azul",
  ]);
  expect(linksIn("Escribe a rosa.gil@correo.example o llama al +34 600 11 22 33")).toEqual([
    "mailto:rosa.gil@correo.example",
    "tel:+34600112233",
  ]);
  expect(linksIn("mailto:rosa@correo.example tel:+34600112233")).toEqual([
    "mailto:rosa@correo.example",
    "tel:+34600112233",
  ]);
});

test("the full stop of a sentence and the bracket around an address are not part of it", () => {
  expect(linksIn("(ver https://a.example/x), https://b.example.")).toEqual([
    "https://a.example/x",
    "https://b.example",
  ]);
  expect(linksIn("https://es.example/wiki/Turno_(cola)")).toEqual(["https://es.example/wiki/Turno_(cola)"]);
});

test("nothing that could run here, or that looks like another host, can be followed", () => {
  for (const text of [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "https://banco.example@malo.example/entrar",
    "http://localhost/x",
    "vbscript:x",
    "1.5 y 2.5",
    "pedido 600112233",
  ])
    expect(
      linksIn(text).filter((href) => !href.startsWith("mailto:")),
      text,
    ).toEqual([]);
});

test("no word of a text is lost or told twice", () => {
  for (const text of ["", "hola", "a https://b.example c", "https://b.example", "x\n\nwww.a.example,y@z.example.\n"])
    expect(
      partsOf(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
});

test("a text made to be slow is not", () => {
  const began = performance.now();
  for (const nasty of [
    "a@".repeat(2000),
    `www.${"a.".repeat(2000)}`,
    `+1${" 1".repeat(2000)}`,
    "(".repeat(4000),
    `https://a.b/${")".repeat(4000)}`,
  ])
    partsOf(nasty);
  expect(performance.now() - began).toBeLessThan(1000);
});
