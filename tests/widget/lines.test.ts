import { expect, test } from "vitest";
import type { Message } from "../../party/protocol/conversation.ts";
import {
  eventLine,
  lastFromAgent,
  mayRate,
  partsOf,
  saidOf,
  spokenWords,
  tickOf,
  unreadOf,
} from "../../web/widget/lines.ts";
import { chooseLang, wordsOf } from "../../web/widget/words/index.ts";

const es = wordsOf("es");
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

test("the customer is asked for a rating after the end, once, until the time is over", () => {
  const rating = { conversation: 1, until: 100, score: null };
  expect(mayRate({ state: "quiet", rating }, 99)).toBe(true);
  expect(mayRate({ state: "quiet", rating }, 100)).toBe(false);
  expect(mayRate({ state: "queued", rating }, 99)).toBe(false);
  expect(mayRate({ state: "quiet", rating: { ...rating, score: 4 } }, 99)).toBe(false);
  expect(mayRate({ state: "quiet", rating: null }, 99)).toBe(false);
  expect(mayRate(undefined, 99)).toBe(false);
});

const file = (seq: number, from: "customer" | "agent", caption = ""): Extract<Message, { kind: "file" }> => ({
  ...base,
  kind: "file",
  seq,
  from,
  authorId: "x",
  authorName: "X",
  commandId: `f${seq}`,
  caption,
  file: { id: `f${seq}`, kind: "image", type: "image/jpeg", name: "recibo.jpg", bytes: 9 },
});

test("CV30 an agent's file is something said: unread, heard by the site, and told in words where it cannot be shown", () => {
  const rows = [said(2, "customer"), file(3, "agent"), file(4, "customer")];
  expect([unreadOf(rows, 0), lastFromAgent(rows)]).toEqual([1, 3]);
  expect(saidOf(file(3, "agent"), es)).toMatchObject({ seq: 3, from: "agent", text: "Imagen: recibo.jpg" });
  expect(spokenWords(file(3, "agent"), es)).toBe("Imagen: recibo.jpg");
  expect(spokenWords(file(3, "agent", "El recibo"), wordsOf("en"))).toBe("Image: El recibo");
  const { file: inside, ...line } = file(5, "agent");
  const note = { ...line, file: { ...inside, kind: "audio" as const, name: "voice.m4a", voice: true } };
  expect(spokenWords(note, es)).toBe("Nota de voz");
});

test("CV31 that a message was erased is told, and is nothing said", () => {
  const left = {
    was: "text",
    from: "agent",
    authorId: "x",
    commandId: "c",
    by: "x",
    byName: "X",
    erasedAt: 1,
  } as const;
  const erased: Message = { ...base, kind: "erased", seq: 5, ...left };
  expect(eventLine(erased, es)).toBe("Mensaje borrado");
  expect([saidOf(erased, es), unreadOf([erased], 0)]).toEqual([null, 0]);
});

test("a site hears what is said, and by whom, and not what merely happens", () => {
  expect(saidOf(said(3, "agent"), es)).toEqual({ seq: 3, from: "agent", author: "X", text: "…", at: 0 });
  expect([saidOf({ ...base, kind: "opened", seq: 1 }, es), saidOf(undefined, es)]).toEqual([null, null]);
});

test.each([
  ["nada", [{ text: "nada" }]],
  ["mira https://a.es/b?c=1#d, y dime", [{ text: "mira " }, { link: "https://a.es/b?c=1#d" }, { text: ", y dime" }]],
  ["(http://a.es/x)", [{ text: "(" }, { link: "http://a.es/x" }, { text: ")" }]],
  ["https://a.es/x_(y)", [{ link: "https://a.es/x_(y)" }]],
  ["javascript:alert(1) data:text/html,x ftp://a", [{ text: "javascript:alert(1) data:text/html,x ftp://a" }]],
  ['https://a.es/"onclick="x', [{ link: "https://a.es/" }, { text: '"onclick="x' }]],
  ["https://", [{ text: "https://" }]],
])("in %s the addresses are links and the rest is text", (text, parts) => {
  expect(partsOf(text)).toEqual(parts);
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
