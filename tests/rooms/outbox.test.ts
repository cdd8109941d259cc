/** What an agent sends, to a customer on WhatsApp: every room and the adapter as they are, and only the provider is a stand-in. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Delivery } from "../../machines/outside.ts";
import { oursOf } from "../../machines/sending.ts";
import { PART_BYTES } from "../../machines/upload-setup.ts";
import { GraphApi } from "../harness/graph-api.ts";
import { content } from "../harness/graph/payloads.ts";
import type { Accepted } from "../harness/graph/webhooks.ts";
import { Agent, signInDemo, type Watched } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import type { Browser } from "./support/browser.ts";
import { startDemo } from "./support/demo.ts";
import { Sender, textOf } from "./support/files.ts";
import { connect, enters } from "./support/numbers.ts";

const PHONE = "34600111222";

let centre: Centre;
let john: Browser;
let inbox: string;
let graph: GraphApi;
let ana: Agent;
let thread: Watched;
let room: string;
/** The provider's id of what Rosa said first. */
let hello: string;
beforeAll(async () => {
  centre = await startDemo();
  graph = await GraphApi.start();
  john = await enters(centre, "john");
  inbox = await connect(centre, graph, john);
  ana = await Agent.signIn(centre.url, "demo_ana");
  await ana.until(() => ana.view?.presence === "present");
  await ana.setAvailable(true);
  hello = await graph.say({ phone: PHONE, name: "Rosa" }, content.text("Hola"));
  room = (await ana.until(() => ana.assignments[0])).thread;
  thread = ana.thread(room);
  await thread.until(() => thread.texts.includes("Hola"));
});
afterAll(async () => {
  ana.vanish();
  await centre.dispose();
  await graph.stop();
});

/** Ana writes it, and the number of its line. */
async function writes(text: string, more: object = {}): Promise<number> {
  expect(await thread.client.send({ type: "message.send", text, ...more })).toEqual({ kind: "done" });
  return (await thread.until(() => thread.messages.find((row) => row.kind === "text" && row.text === text))).seq;
}
const deliveryOf = (seq: number): Delivery | undefined => {
  const row = thread.messages.find((one) => one.seq === seq);
  return row && "delivery" in row ? row.delivery : undefined;
};
const comesTo = (seq: number, state: Delivery["state"]) =>
  thread.until(() => deliveryOf(seq)?.state === state && deliveryOf(seq));
const atProvider = (seq: number): Accepted[] => graph.accepted.filter(({ ours }) => ours === oursOf(room, seq));
const lineSaying = (text: string): number =>
  thread.messages.find((row) => row.kind === "text" && row.text === text)!.seq;

test("OB1 what is sent one after the other arrives in that order, and its ticks rise with the provider's statuses", async () => {
  const seqs = [
    await writes("Buenos días"),
    await writes("¿Cuál?", { replyTo: lineSaying("Hola") }),
    await writes("¿El azul?"),
  ];
  for (const seq of seqs) await comesTo(seq, "sent");
  expect(graph.accepted.map(({ ours }) => ours)).toEqual(seqs.map((seq) => oursOf(room, seq)));
  expect(graph.accepted.map(({ body }) => [body.to, (body.text as { body: string }).body, body.context])).toEqual([
    [PHONE, "Buenos días", undefined],
    [PHONE, "¿Cuál?", { message_id: hello }],
    [PHONE, "¿El azul?", undefined],
  ]);
  const [one] = atProvider(seqs[0]!);
  await graph.tell(one!, "read");
  await graph.tell(one!, "delivered");
  await comesTo(seqs[0]!, "read");
});

test("OB12 a reaction goes out, and taken back as well", async () => {
  const seq = lineSaying("Hola");
  for (const emoji of ["👍", ""]) {
    expect(await thread.client.send({ type: "message.react", seq, emoji })).toEqual({ kind: "done" });
    const is = () =>
      graph.accepted.some(
        ({ body }) => body.type === "reaction" && (body.reaction as { emoji: string }).emoji === emoji,
      );
    await expect.poll(is).toBe(true);
  }
  expect(graph.accepted.findLast(({ body }) => body.type === "reaction")!.body.reaction).toEqual({
    message_id: hello,
    emoji: "",
  });
});

test("a file of several parts goes from our store to the provider as it is, with its name and caption", async () => {
  const bytes = textOf(PART_BYTES + 77);
  const { papers } = await signInDemo(centre.url, "demo_ana");
  const id = await new Sender(centre.url, papers, room).whole(bytes, { name: "notas.txt" }, "Mis notas");
  const row = await thread.until(() => thread.messages.find((one) => one.kind === "file" && one.file.id === id));
  await comesTo(row.seq, "sent");
  const [one] = atProvider(row.seq);
  const said = one!.body.document as { id: string; filename: string; caption: string };
  expect(said).toMatchObject({ filename: "notas.txt", caption: "Mis notas" });
  expect(graph.media.get(said.id)!.bytes.equals(bytes)).toBe(true);
});

test("OB5 too many messages to one customer: it is tried again after a rest, and those behind it wait", async () => {
  graph.fault("messages", { kind: "error", code: 131056 });
  const seqs = [await writes("Uno"), await writes("Dos")];
  for (const seq of seqs) await comesTo(seq, "sent");
  expect(graph.accepted.slice(-2).map(({ ours }) => ours)).toEqual(seqs.map((seq) => oursOf(room, seq)));
});

test("OB6 what its provider refuses for good says why, and the next one goes on; the agent may send it once more", async () => {
  graph.fault("messages", { kind: "error", code: 131047, message: "(#131047) Re-engagement message" });
  const [refused, next] = [await writes("Tres"), await writes("Cuatro")];
  expect(await comesTo(refused, "failed")).toMatchObject({ reason: "windowClosed", code: 131047 });
  await comesTo(next, "sent");
  expect(await thread.client.send({ type: "message.retry", seq: refused })).toEqual({ kind: "done" });
  expect(await comesTo(refused, "sent")).not.toHaveProperty("twice");
  expect(atProvider(refused)).toHaveLength(1);
});

test("OB8 an answer that is lost is made up for by a status: it is sent once, and nobody is told otherwise", async () => {
  graph.fault("messages", { kind: "cut", accepted: true });
  graph.statuses = ["sent", "delivered"];
  const [lost, next] = [await writes("Cinco"), await writes("Seis")];
  expect(await comesTo(lost, "delivered")).not.toHaveProperty("twice");
  await comesTo(next, "delivered");
  expect([atProvider(lost).length, atProvider(next).length]).toEqual([1, 1]);
  graph.statuses = [];
});

test("OB13 the customer sees that they were read", async () => {
  const id = await graph.say({ phone: PHONE, name: "Rosa" }, content.text("¿Sigues ahí?"));
  const { seq } = await thread.until(() =>
    thread.messages.find((row) => row.kind === "text" && row.text === "¿Sigues ahí?"),
  );
  expect(await thread.client.send({ type: "messages.mark", delivered: seq, read: seq })).toEqual({ kind: "done" });
  await expect.poll(() => graph.marks).toContainEqual({ id, typing: false });
});

test("OB10 killed after the provider has it and before anybody heard, it is there once, and the customer's thread goes on", async () => {
  graph.fault("messages", { kind: "hang", accepted: true });
  const sent = graph.accepted.length;
  const lost = await writes("Siete");
  const next = await writes("Ocho");
  await expect.poll(() => graph.accepted.length).toBe(sent + 1);
  await centre.restart();
  await graph.tell(atProvider(lost)[0]!, "delivered");
  expect(await comesTo(lost, "delivered")).not.toHaveProperty("twice");
  await comesTo(next, "sent");
  expect([atProvider(lost).length, atProvider(next).length]).toEqual([1, 1]);
});

test("OB11 a line that is erased while it waits is not sent", async () => {
  graph.fault("messages", { kind: "error", code: 131000 });
  const [first, second] = [await writes("Nueve"), await writes("Diez")];
  for (const seq of [second, first])
    expect(await thread.client.send({ type: "message.erase", seq })).toEqual({ kind: "done" });
  const last = await writes("Once");
  await comesTo(last, "sent");
  expect([atProvider(first), atProvider(second)]).toEqual([[], []]);
});

test("OB6 by a number that is not set up any more nothing is sent, and the line says so", async () => {
  expect((await john.ask("DELETE", `/inboxes/${inbox}`)).status).toBe(200);
  const seq = await writes("Doce");
  expect(await comesTo(seq, "failed")).toMatchObject({ reason: "inboxOff" });
});
