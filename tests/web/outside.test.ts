/** What the panel makes of other channels: templates, time that is left, and what customers share. */
import { describe, expect, test } from "vitest";
import type { Delivery, Template } from "../../machines/outside.ts";
import { answersOf, mapOf, sumOf } from "../../web/panel/outside/sharing.ts";
import { filledOf, gapsOf, isFilled, isFound, keyOf, piecesOf } from "../../web/panel/outside/templates.ts";
import { isLate, leftOf, mayRetry } from "../../web/panel/outside/way.ts";

const READY: Template = {
  name: "pedido_listo",
  language: "es",
  category: "UTILITY",
  parts: [
    { type: "header", text: "Pedido {{1}}", parameters: ["1"] },
    { type: "body", text: "Hola {{1}}, llega el {{ 2 }}. {{1}}, ¡gracias!", parameters: ["1", "2"] },
    { type: "footer", text: "Escribe {{1}}", parameters: [] },
    { type: "buttons", text: "Seguir: https://e.example/{{url0}}", parameters: ["url0"] },
  ],
};
const VALUES = { "header 1": "A-17", "body 1": "Nora", "body 2": " el\nviernes ", "buttons url0": "a17" };

describe("a template", () => {
  test("has a gap for each parameter of each part, and the same name in another part is another gap", () => {
    expect(gapsOf(READY).map(keyOf)).toEqual(["header 1", "body 1", "body 2", "buttons url0"]);
  });

  test("says what the customer will read, in one line where a provider takes no breaks", () => {
    expect(filledOf(READY, VALUES)).toEqual({
      name: "pedido_listo",
      language: "es",
      parameters: [
        { part: "header", name: "1", text: "A-17" },
        { part: "body", name: "1", text: "Nora" },
        { part: "body", name: "2", text: "el viernes" },
        { part: "buttons", name: "url0", text: "a17" },
      ],
      text: "Pedido A-17\nHola Nora, llega el el viernes. Nora, ¡gracias!\nEscribe {{1}}\nSeguir: https://e.example/a17",
    });
  });

  test("is filled when no gap is blank, and shows those that are", () => {
    expect([isFilled(READY, VALUES), isFilled(READY, { ...VALUES, "body 2": " " })]).toEqual([true, false]);
    expect(piecesOf(READY.parts[0]!, {})).toEqual([
      { text: "Pedido ", gap: false, isMissing: false },
      { text: "{{1}}", gap: true, isMissing: true },
    ]);
    expect(piecesOf(READY.parts[0]!, VALUES).at(-1)).toEqual({ text: "A-17", gap: true, isMissing: false });
  });

  test("is found by words of its name and of what it says, in any order and without accents", () => {
    expect(isFound(READY, "GRACIAS pedido")).toBe(true);
    expect(isFound(READY, "")).toBe(true);
    expect(isFound(READY, "pedido mañana")).toBe(false);
  });
});

describe("what can be done about a line on its way", () => {
  const OPEN = { "message.send": true, "template.send": true };
  const failed = (reason: NonNullable<Delivery["reason"]>): Delivery => ({ state: "failed", at: 0, reason });

  test("CH9 it is offered to try again where that may help", () => {
    expect(mayRetry(failed("providerDown"), "text", OPEN)).toBe(true);
    expect(mayRetry({ state: "unclear", at: 0 }, "text", { ...OPEN, "message.send": "windowClosed" })).toBe(true);
    expect(mayRetry({ state: "delivered", at: 0 }, "text", OPEN)).toBe(false);
    expect(mayRetry({ state: "waiting", at: 0 }, "text", OPEN)).toBe(false);
  });

  test("CH9 it is not where the same would happen again", () => {
    for (const reason of ["templateProblem", "optedOut", "contentRefused", "mediaProblem"] as const)
      expect(mayRetry(failed(reason), "text", OPEN)).toBe(false);
    const closed = { ...OPEN, "message.send": "windowClosed" };
    expect([mayRetry(failed("windowClosed"), "text", closed), mayRetry(failed("windowClosed"), "text", OPEN)]).toEqual([
      false,
      true,
    ]);
    // A template may go out all the same.
    expect(mayRetry(failed("providerDown"), "template", closed)).toBe(true);
  });
});

test("CH5 the time that is left is in whole minutes, urgent in its last hour, and nothing when it is over or there is none", () => {
  const HOUR_MS = 3_600_000;
  const left = (ms: number) => leftOf({ windowUntil: 10 * HOUR_MS }, 10 * HOUR_MS - ms);
  expect(left(3 * HOUR_MS + 12 * 60_000 + 59_000)).toEqual({ hours: 3, minutes: 12, isUrgent: false });
  expect([left(HOUR_MS)?.isUrgent, left(HOUR_MS - 1)?.isUrgent]).toEqual([false, true]);
  expect(left(30_000)).toEqual({ hours: 0, minutes: 0, isUrgent: true });
  expect([left(0), left(-1), leftOf({ windowUntil: null }, 0)]).toEqual([undefined, undefined, undefined]);
});

test("what came more than a minute after it was sent says when that was", () => {
  expect([isLate({ at: 60_001, sentAt: 0 }), isLate({ at: 60_000, sentAt: 0 }), isLate({ at: 60_001 })]).toEqual([
    true,
    false,
    false,
  ]);
});

describe("what a customer shares", () => {
  test("a place leads to a map, and is told by its coordinates", () => {
    expect(mapOf({ latitude: 40.4168, longitude: -3.7038 })).toEqual({
      coordinates: "40.41680, -3.70380",
      href: "https://www.openstreetmap.org/?mlat=40.4168&mlon=-3.7038#map=17/40.4168/-3.7038",
    });
  });

  test("an order has a sum where all of it has a price in one currency", () => {
    const shirts = { id: "a", quantity: 3, price: 0.1, currency: "EUR" };
    expect(sumOf([shirts, { id: "b", quantity: 1, price: 9, currency: "EUR" }])).toEqual({
      amount: 9.3,
      currency: "EUR",
    });
    expect(sumOf([shirts, { id: "b", quantity: 1 }])).toBeUndefined();
    expect(sumOf([shirts, { ...shirts, currency: "USD" }])).toBeUndefined();
    expect(sumOf([])).toBeUndefined();
  });

  test("a form's answers are those for people, whatever a provider sends", () => {
    expect(answersOf('{"talla":"38","extras":["a","b"],"n":2,"flow_token":"x"}')).toEqual([
      ["talla", "38"],
      ["extras", "a, b"],
      ["n", "2"],
    ]);
    expect([answersOf("no es JSON"), answersOf(""), answersOf("7")]).toEqual([[["", "no es JSON"]], [], [["", "7"]]]);
  });
});
