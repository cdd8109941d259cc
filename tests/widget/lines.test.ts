import { expect, test } from "vitest";
import type { Message } from "../../party/protocol/conversation.ts";
import { eventLine, lastFromAgent, tickOf, unreadOf, waitingLines } from "../../web/widget/lines.ts";
import { chooseLang, wordsOf } from "../../web/widget/words/index.ts";

const es = wordsOf("es");
const en = wordsOf("en");
const base = { at: 0, conversation: 1 };
const said = (seq: number, from: "customer" | "agent"): Message => ({
  ...base,
  kind: "text",
  seq,
  from,
  authorId: "x",
  authorName: "X",
  text: "…",
  commandId: `c${seq}`,
});

test("who waits reads their place in the line", () => {
  const queued = { state: "queued", attended: true } as const;
  expect(waitingLines({ ...queued, position: 3 }, es)).toEqual(["Eres el 3.º de la cola"]);
  const places = [1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 112].map(
    (position) => waitingLines({ ...queued, position }, en)[0],
  );
  expect(places.map((line) => /\d+\w\w/.exec(line!)![0])).toEqual([
    "1st",
    "2nd",
    "3rd",
    "4th",
    "11th",
    "12th",
    "13th",
    "21st",
    "22nd",
    "103rd",
    "112th",
  ]);
});

test("a place that is not known yet is not made up", () => {
  expect(waitingLines({ state: "queued", position: null, attended: true }, es)).toEqual([es.looking]);
});

test("the away text is shown when nobody is there, before and while waiting, and never during a talk", () => {
  expect(waitingLines({ state: "quiet", position: null, attended: false }, es)).toEqual([es.away]);
  expect(waitingLines({ state: "queued", position: 2, attended: false }, es)).toEqual([es.position(2), es.awayWaiting]);
  expect(waitingLines({ state: "assigned", position: null, attended: false }, es)).toEqual([]);
  expect(waitingLines({ state: "quiet", position: null, attended: null }, es)).toEqual([]);
  expect(waitingLines(undefined, es)).toEqual([]);
});

test("what happened to the conversation is told in words, and what is not the customer's affair is not", () => {
  const ana = { agentId: "demo_ana", agentName: "Ana García" };
  expect(eventLine({ ...base, kind: "assigned", seq: 3, ...ana, returned: false }, es)).toBe("Ana García se ha unido");
  const over = { fromId: "demo_luis", fromName: "Luis", note: "no le gusta esperar" };
  expect(eventLine({ ...base, kind: "transferred", seq: 4, ...ana, ...over }, es)).toBe(
    "Luis te ha pasado con Ana García",
  );
  const closed = { ...base, kind: "closed", seq: 5, authorId: "a", authorName: "Ana" } as const;
  expect(eventLine({ ...closed, by: "agent" }, es)).toBe("Ana ha terminado la conversación");
  expect(eventLine({ ...closed, by: "customer" }, es)).toBe("Has terminado la conversación");
  expect(eventLine({ ...base, kind: "opened", seq: 1 }, es)).toBe("");
  expect(eventLine({ ...base, kind: "returned", seq: 6, ...ana }, es)).toMatch(/^Ana García no puede seguir/);
});

test("a text of the customer's is read when the agent's mark has reached it", () => {
  expect([4, 5, 6].map((seq) => tickOf(seq, 5))).toEqual(["read", "read", "sent"]);
});

test("only the agent's texts are unread, and only above what was read", () => {
  const rows = [said(2, "customer"), said(3, "agent"), said(4, "agent"), said(5, "customer")];
  expect([0, 3, 4].map((read) => unreadOf(rows, read))).toEqual([2, 1, 0]);
  expect(lastFromAgent(rows)).toBe(4);
  expect(lastFromAgent([said(2, "customer")])).toBe(0);
});

test("the first language that is spoken here is chosen, English when there is none", () => {
  expect(chooseLang(["es-MX", "en"])).toBe("es");
  expect(chooseLang([null, "fr", "EN-us"])).toBe("en");
  expect(chooseLang([undefined])).toBe("en");
});
