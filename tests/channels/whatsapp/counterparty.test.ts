/** Both ends over real HTTP: what the stand-in sends is verified and heard, and what we send it tells of. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { whatsapp } from "../../../party/channels/whatsapp/index.ts";
import type { HeardFor } from "../../../party/channels/port.ts";
import { GraphApi } from "../../harness/graph-api.ts";
import { content } from "../../harness/graph/payloads.ts";
import { ana, world } from "./support.ts";

let api: GraphApi;
let server: Server;
let heard: HeardFor[];
/** Webhooks that are answered by an error before any is taken. */
let failing = 0;

beforeEach(async () => {
  api = await GraphApi.start();
  heard = [];
  failing = 0;
  server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const headers = { "x-hub-signature-256": String(request.headers["x-hub-signature-256"]) };
      const lines = api.numbers.map((number) => api.line(number));
      const verified = await whatsapp.verify(new Request("http://x/", { headers }), body, lines);
      const isTaken = verified !== null && failing-- <= 0;
      if (isTaken) heard.push(...whatsapp.hear(JSON.parse(body.toString()), verified));
      response.writeHead(isTaken ? 200 : 500).end();
    })();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  api.webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await api.stop();
});

const send = (phone = ana.phone!) =>
  whatsapp.send({ ours: "t.7", to: { phone }, what: { kind: "text", text: "hola" } }, api.line(), world());
const states = () => heard.flatMap(({ receipts }) => receipts.map(({ state, reason }) => reason ?? state));

test("what customers write to two numbers of one app is heard at each, by the ids it was sent with", async () => {
  const other = api.addNumber();
  const first = await api.say(ana, content.text("hola"));
  const second = await api.say(ana, content.text("¡señor! 👋"), { number: other });
  expect(heard.map(({ inbox, received }) => [inbox, received[0]?.id])).toEqual([
    [`wa${api.number.id}`, first],
    [`wa${other.id}`, second],
  ]);
});

test("what another app has signed is refused", async () => {
  const body = JSON.stringify(api.saying(ana, content.text("hola")));
  const headers = api.signed(body, "another app's");
  expect((await fetch(api.webhook, { method: "POST", headers, body })).status).toBe(500);
  expect(heard).toEqual([]);
});

test("what is not answered by 200 comes again, and what comes again is heard again", async () => {
  failing = 2;
  const payload = api.saying(ana, content.text("hola"), { id: "wamid.one" });
  await api.deliverAll([payload, payload], { everyMs: 1 });
  expect(heard.flatMap(({ received }) => received.map(({ id }) => id))).toEqual(["wamid.one", "wamid.one"]);
});

test("statuses name the message by our id and by theirs, up to played", async () => {
  api.statuses = ["sent", "delivered", "read", "played"];
  const sent = await send();
  await api.settled();
  expect(states()).toEqual(api.statuses);
  for (const { receipts } of heard)
    expect(receipts[0]).toMatchObject({ id: sent.kind === "sent" && sent.id, ours: "t.7" });
});

test("a window that is closed, and a number that is not on WhatsApp, may be told after the message was accepted", async () => {
  api.windows = "status";
  expect((await send()).kind).toBe("sent");
  await api.settled();
  await api.say(ana, content.text("hola"));
  api.unreachable.add(ana.phone!);
  expect((await send()).kind).toBe("sent");
  await api.settled();
  expect(states()).toEqual(["windowClosed", "recipientUnreachable"]);
});

test("the window is open for a day after what the customer wrote, and not after what came late", async () => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  api.windows = "answer";
  await api.say(ana, content.text("ayer"), { at: api.now() - DAY_MS });
  expect(await send()).toMatchObject({ reason: "windowClosed" });
  await api.say(ana, content.text("hoy"));
  expect((await send()).kind).toBe("sent");
  api.advance(DAY_MS);
  expect(await send()).toMatchObject({ reason: "windowClosed" });
});
