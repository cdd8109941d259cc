import { expect, test } from "vitest";
import { Centre, asksDepartment, changed, enqueued, settings, snoozed, woken } from "./support/centre.ts";

const away = (agent: string, departments = ["general"]) => changed(agent, { present: false, departments });
const calls = (centre: Centre) =>
  centre.told
    .filter(({ type }) => type === "customers.waiting")
    .map(({ room, department, waiting }) => [room, department, waiting]);

test("QU26 who begins to wait where nobody is, is told to who is Disponible there and away", () => {
  const centre = Centre.after(away("ana"), away("luis"), away("eva", ["sales"]), enqueued("a"));
  expect(calls(centre)).toEqual([
    ["ana", "general", 1],
    ["luis", "general", 1],
  ]);
  expect(calls(centre.take(enqueued("b")))).toMatchObject([
    ["ana", "general", 2],
    ["luis", "general", 2],
  ]);
  // The same arrival again is none.
  expect(calls(centre.take(enqueued("b")))).toEqual([]);
});

test("QU26 nobody is told who is No Disponible, and nobody while somebody is there, with room or without", () => {
  const unavailable = changed("ana", { present: false, available: false });
  expect(calls(Centre.after(unavailable, enqueued("a")))).toEqual([]);
  const centre = Centre.after(away("ana"), changed("luis"), enqueued("a"), enqueued("b"));
  expect([centre.line(), calls(centre)]).toEqual([["b"], []]);
});

test("QU26 when the last one leaves or takes no more, those who are away are told of who is left", () => {
  const full = [away("ana"), changed("luis"), enqueued("a"), enqueued("b")];
  expect(calls(Centre.after(...full, changed("luis", { available: false })))).toEqual([["ana", "general", 1]]);
  const left = Centre.after(...full, away("luis"));
  expect(calls(left)).toEqual([
    ["ana", "general", 2],
    ["luis", "general", 2],
  ]);
  // What changes about somebody who is not there changes nothing for who waits.
  expect(calls(left.take({ ...away("luis"), name: "Luis" }))).toEqual([]);
});

test("QU26 who is handed to a department where nobody is, or comes back from being put aside, is told as well", () => {
  const both = [settings(["general", "sales"]), changed("ana"), away("eva", ["sales"]), enqueued("a")];
  expect(calls(Centre.after(...both, asksDepartment("a", "ana", "sales")))).toEqual([["eva", "sales", 1]]);
  const aside = [away("luis"), changed("ana"), enqueued("a"), snoozed("a", "ana"), away("ana")];
  expect(calls(Centre.after(...aside, woken("a")))).toEqual([
    ["ana", "general", 1],
    ["luis", "general", 1],
  ]);
});

test("QU26 at most twenty are told at a time", () => {
  const many = Array.from({ length: 30 }, (_, n) => away(`agent-${n}`));
  expect(calls(Centre.after(...many, enqueued("a")))).toHaveLength(20);
});
