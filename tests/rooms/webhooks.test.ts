/** What a provider tells us, from the first handshake on: who it is from, that it is kept, and that it is kept once. */
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyTokenOf, webhookSecretOf } from "../../party/channels/webhook-secrets.ts";
import { GraphApi } from "../harness/graph-api.ts";
import { batchOf, content, messageOf, statusOf, changeOf, payloadOf, type Person } from "../harness/graph/payloads.ts";
import { Agent } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import type { Browser } from "./support/browser.ts";
import { SECRET, startDemo } from "./support/demo.ts";
import { connect, described, enters, shownTexts, webhookOf, wholeThread } from "./support/numbers.ts";

let centre: Centre;
let graph: GraphApi;
let john: Browser;
let ana: Agent;
let inbox: string;
beforeAll(async () => {
  centre = await startDemo();
  graph = await GraphApi.start();
  john = await enters(centre, "john");
  inbox = await connect(centre, graph, john);
  ana = await Agent.signIn(centre.url, "demo_ana");
  await ana.until(() => ana.view?.presence === "present");
  await ana.setAvailable(true);
});
afterAll(async () => {
  ana.vanish();
  await centre.dispose();
  await graph.stop();
});

let people = 0;
const somebody = (more: Person = {}): Person => ({
  phone: `346001${String(++people).padStart(5, "0")}`,
  name: `C${people}`,
  ...more,
});

/** The thread of a customer that Ana has. */
async function threadOf({ name }: Person): Promise<string> {
  const mine = () => ana.assignments.find(({ customerName }) => customerName === name);
  await ana.until(() => mine() !== undefined);
  return mine()!.thread;
}

/** Ana finishes it, so that there is room for the next one. */
async function finishes(thread: string): Promise<void> {
  const { client } = ana.thread(thread);
  const { conversationId } = ana.assignments.find((one) => one.thread === thread)!;
  const conversation = Number(conversationId.split(".").at(-1));
  expect(await client.send({ type: "conversation.close", conversation })).toMatchObject({ kind: "done" });
  await ana.until(() => ana.assignments.every((one) => one.thread !== thread));
}

const logged = (words: string): Record<string, unknown>[] =>
  centre
    .logs()
    .filter((line) => line.includes(words))
    .map((line) => JSON.parse(line.slice(line.indexOf("{"))) as Record<string, unknown>);

describe("the handshake", () => {
  test("IN10 gives the challenge back to who has the project's token, as plain text", async () => {
    const token = await verifyTokenOf(SECRET, "demo");
    expect((await john.get<{ channels: unknown[] }>("/inboxes")).body.channels).toContainEqual(
      expect.objectContaining({ channel: "whatsapp", verifyToken: token, webhookUrl: graph.webhook }),
    );
    expect(await graph.handshake(token)).toBe("1158201444");
    const query = new URLSearchParams({
      "hub.mode": "subscribe",
      "hub.verify_token": token,
      "hub.challenge": "<b>1</b>",
    });
    const answer = await fetch(`${graph.webhook}?${query}`);
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      200,
      expect.stringMatching(/^text\/plain/),
      "<b>1</b>",
    ]);
  });

  test("IN10 refuses any other token, mode, or project's", async () => {
    const token = await verifyTokenOf(SECRET, "demo");
    for (const wrong of ["", "x", token.slice(1), `${token}x`, await verifyTokenOf(`${SECRET}x`, "demo")])
      expect([wrong, await graph.handshake(wrong)]).toEqual([wrong, null]);
    expect(await graph.handshake(token, webhookOf(centre, "other"))).toBeNull();
    for (const query of [`hub.verify_token=${token}`, `hub.mode=unsubscribe&hub.verify_token=${token}`, ""])
      expect((await fetch(`${graph.webhook}?${query}&hub.challenge=1`)).status).toBe(403);
    const long = "x".repeat(2_000);
    const query = `hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=${long}`;
    expect((await fetch(`${graph.webhook}?${query}`)).status).toBe(403);
  });
});

describe("the signature", () => {
  const post = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>, url = graph.webhook) => {
    const answer = await fetch(url, { method: "POST", headers, body });
    return [answer.status, await answer.text()];
  };
  const turnedAway = [401, '{"error":"forbidden"}'];

  test("IN10 that is missing, made with another secret, or of other bytes lets nothing in, and shuts out nobody", async () => {
    const who = somebody();
    const payload = JSON.stringify(graph.saying(who, content.text("Hola")));
    const signed = graph.signed(payload);
    const before = logged("webhook turned away").length;
    for (const headers of [
      { "content-type": "application/json" },
      { ...signed, "x-hub-signature-256": "" },
      { ...signed, "x-hub-signature-256": signed["x-hub-signature-256"]!.replace("sha256=", "sha1=") },
      { ...signed, "x-hub-signature-256": `sha256=${"0".repeat(64)}` },
      graph.signed(payload, "0".repeat(32)),
      graph.signed(`${payload} `),
      // The provider's own name for who signed proves nothing.
      {
        "content-type": "application/json",
        "x-hub-signature": createHmac("sha1", graph.app.secret).update(payload).digest("hex"),
      },
    ])
      for (let n = 0; n < 10; n++) expect(await post(payload, headers)).toEqual(turnedAway);
    await expect.poll(() => logged("webhook turned away").length - before).toBe(70);
    expect(JSON.stringify(logged("webhook turned away"))).not.toContain(who.phone);
    expect(await post(payload, signed)).toEqual([200, "ok"]);
    await finishes(await threadOf(who));
  });

  test("IN10 of one project opens no other, and no project that is not there", async () => {
    const payload = JSON.stringify(graph.saying(somebody(), content.text("Hola")));
    for (const project of ["other", "nobody", "demo_", "..%2fdemo", "constructor", "x".repeat(200)])
      expect([project, ...(await post(payload, graph.signed(payload), webhookOf(centre, project)))]).toEqual([
        project,
        ...turnedAway,
      ]);
  });

  test("IN10 is over the bytes, or over these with all but ASCII escaped", async () => {
    const who = somebody();
    const payload = JSON.stringify(graph.saying(who, content.text("¡Mañana! 🐈")));
    const ascii = payload.replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    expect(await post(payload, graph.signed(ascii))).toEqual([200, "ok"]);
    const thread = await threadOf(who);
    expect(await shownTexts(ana, thread)).toEqual(["¡Mañana! 🐈"]);
    await finishes(thread);
  });

  test("IN11 that is good gets a good answer whatever it is on, for nobody can do better by repeating it", async () => {
    for (const body of [
      "",
      "null",
      "[]",
      "17",
      "{",
      '{"entry":[{"changes":[{}]}]}',
      "\u0000",
      JSON.stringify({ object: "page" }),
    ])
      expect([body, ...(await post(body, graph.signed(body)))]).toEqual([body, 200, "ok"]);
    const strange = batchOf(graph.number, [
      { by: somebody(), message: { id: "wamid.x", timestamp: "x", type: "hologram" } },
    ]);
    expect(await graph.deliver(strange)).toBe(200);
  });

  test("IN10 a batch may have 3 MB, and no more is read", async () => {
    const big = (bytes: number) => JSON.stringify({ object: "x".repeat(bytes) });
    const most = big(3 * 1024 * 1024 - 100);
    expect(await post(most, graph.signed(most))).toEqual([200, "ok"]);
    const more = big(3 * 1024 * 1024 + 1);
    expect(await post(more, graph.signed(more))).toEqual([413, '{"error":"too large"}']);
  });
});

describe("a batch", () => {
  test("IN11 of several people and several messages of each brings each thread its own, in order", async () => {
    const [rosa, pepe] = [somebody(), somebody()];
    const said = (by: Person, text: string) => ({ by, message: messageOf(by, content.text(text)) });
    const batch = batchOf(graph.number, [
      said(rosa, "uno"),
      said(pepe, "one"),
      said(rosa, "dos"),
      said(pepe, "two"),
      said(rosa, "tres"),
    ]);
    expect(await graph.deliver(batch)).toBe(200);
    for (const [who, texts] of [
      [rosa, ["uno", "dos", "tres"]],
      [pepe, ["one", "two"]],
    ] as const) {
      const thread = await threadOf(who);
      expect(await shownTexts(ana, thread)).toEqual(texts);
      await finishes(thread);
    }
  });

  test("IN11 that comes again, whole or in part, brings nothing twice", async () => {
    const rosa = somebody();
    const message = messageOf(rosa, content.text("Hola"));
    const batch = batchOf(graph.number, [{ by: rosa, message }]);
    const both = batchOf(graph.number, [
      { by: rosa, message },
      { by: rosa, message: messageOf(rosa, content.text("¿Hay alguien?")) },
      { by: rosa, message },
    ]);
    const answers = await Promise.all([batch, both, batch, both, batch].map((payload) => graph.deliver(payload)));
    expect(answers).toEqual([200, 200, 200, 200, 200]);
    const thread = await threadOf(rosa);
    await ana.thread(thread).until(() => ana.thread(thread).texts.length === 2);
    expect((await shownTexts(ana, thread)).toSorted()).toEqual(["Hola", "¿Hay alguien?"].toSorted());
    await finishes(thread);
  });

  test("IN11 for a number that was set up a moment ago finds it, and each number has customers of its own", async () => {
    const other = graph.addNumber();
    const rosa = somebody();
    await graph.say(rosa, content.text("Al primero"));
    const first = await threadOf(rosa);
    await connect(centre, graph, john, other);
    await graph.say({ ...rosa, name: `${rosa.name} dos` }, content.text("Al segundo"), { number: other });
    const second = await threadOf({ name: `${rosa.name} dos` });
    expect(second).not.toBe(first);
    expect([await shownTexts(ana, first), await shownTexts(ana, second)]).toEqual([["Al primero"], ["Al segundo"]]);
    for (const thread of [first, second]) await finishes(thread);
  });

  test("IN11 what a thread refuses or cannot read is logged without a word of it, and not asked for again", async () => {
    const rosa = somebody({ phone: "9".repeat(300) });
    expect(await graph.deliver(graph.saying(rosa, content.text("Un secreto")))).toBe(200);
    const status = statusOf("wamid.none", "delivered", somebody(), { at: Date.now(), ours: "demo_nobody.7" });
    expect(await graph.deliver(payloadOf(graph.number.account, changeOf(graph.number, { statuses: [status] })))).toBe(
      200,
    );
    expect(centre.logs().filter((line) => line.includes("Un secreto"))).toEqual([]);
  });
});

describe("who it is", () => {
  test("IN2 may be called whatever they like, however long: what they say is there", async () => {
    const name = `</b>../\u202e\u0000\n${"ñ".repeat(10_000)}`;
    const rosa = somebody({ name, username: "u".repeat(10_000) });
    for (const text of ["uno", "dos"]) await graph.say(rosa, content.text(text));
    const thread = await threadOf({ name: name.slice(0, 80) });
    await ana.thread(thread).until(() => ana.thread(thread).texts.length === 2);
    expect(await shownTexts(ana, thread)).toEqual(["uno", "dos"]);
    await finishes(thread);
  });

  test("IN2 by phone, by the provider's id, or by both, a customer is one", async () => {
    const rosa = somebody({ user: "ES.rosa1" });
    await graph.say({ phone: rosa.phone!, name: rosa.name! }, content.text("por teléfono"));
    const thread = await threadOf(rosa);
    await graph.say(rosa, content.text("por ambos"));
    await graph.say({ user: rosa.user!, name: rosa.name! }, content.text("por su identificador"));
    await ana.thread(thread).until(() => ana.thread(thread).texts.length === 3);
    expect(await shownTexts(ana, thread)).toEqual(["por teléfono", "por ambos", "por su identificador"]);
    await finishes(thread);
  });

  test("IN2 whom two threads turn out to be goes on in the older one", async () => {
    const rosa = somebody({ user: "ES.rosa2" });
    await graph.say({ phone: rosa.phone!, name: rosa.name! }, content.text("uno"));
    const first = await threadOf(rosa);
    await graph.say({ user: rosa.user!, name: `${rosa.name} otra` }, content.text("dos"));
    const second = await threadOf({ name: `${rosa.name} otra` });
    await graph.say(rosa, content.text("tres"));
    await graph.say({ user: rosa.user!, name: rosa.name! }, content.text("cuatro"));
    await ana.thread(first).until(() => ana.thread(first).texts.length === 3);
    expect(await shownTexts(ana, first)).toEqual(["uno", "tres", "cuatro"]);
    expect(await shownTexts(ana, second)).toEqual(["dos"]);
    for (const thread of [first, second]) await finishes(thread);
  });

  test("IN2 met for the first time in many webhooks at once, they still have one thread", async () => {
    const rosa = somebody({ user: "ES.rosa3" });
    const texts = Array.from({ length: 12 }, (_, n) => `${n}`);
    const parts: Person[] = [rosa, { phone: rosa.phone!, name: rosa.name! }];
    await Promise.all(texts.map((text, n) => graph.say(parts[n % 2]!, content.text(text))));
    const thread = await threadOf(rosa);
    await ana.thread(thread).until(() => ana.thread(thread).texts.length === texts.length);
    expect((await shownTexts(ana, thread)).toSorted()).toEqual(texts.toSorted());
    expect(ana.assignments).toHaveLength(1);
    await finishes(thread);
  });

  test("IN4 whose number changes goes on in the same thread, and who has the old one then is somebody else", async () => {
    const rosa = somebody({ user: "ES.rosa4" });
    const now = "34699888777";
    await graph.say(rosa, content.text("con el viejo"));
    const thread = await threadOf(rosa);
    const changed = (id: string) =>
      batchOf(graph.number, [
        {
          by: rosa,
          message: {
            from: rosa.phone,
            id,
            timestamp: String(Math.floor(Date.now() / 1000)),
            type: "system",
            system: {
              body: `User ${rosa.name} changed from ${rosa.phone} to ${now}`,
              wa_id: now,
              type: "user_changed_number",
            },
          },
        },
      ]);
    for (let n = 0; n < 3; n++) expect(await graph.deliver(changed("wamid.change"))).toBe(200);
    await graph.say({ phone: now, name: rosa.name! }, content.text("con el nuevo"));
    await ana.thread(thread).until(() => ana.thread(thread).texts.length === 2);
    const pepe = { phone: rosa.phone!, user: "ES.pepe4", name: "Pepe" };
    await graph.say(pepe, content.text("Soy otro"));
    const other = await threadOf(pepe);
    expect(other).not.toBe(thread);
    // Once more, late: it was of Rosa, and nobody else.
    expect(await graph.deliver(changed("wamid.change"))).toBe(200);
    await graph.say({ phone: rosa.phone!, name: "Pepe" }, content.text("Sigo siendo yo"));
    await ana.thread(other).until(() => ana.thread(other).texts.length === 2);
    expect(await shownTexts(ana, thread)).toEqual(["con el viejo", "con el nuevo"]);
    expect(await shownTexts(ana, other)).toEqual(["Soy otro", "Sigo siendo yo"]);
    const rows = await wholeThread(ana.thread(thread));
    expect(rows.filter(({ kind }) => kind === "shared")).toHaveLength(1);
    for (const one of [thread, other]) await finishes(one);
  });
});

describe("a status", () => {
  test("IN11 reaches the line that it is of, by our own id or by the recipient's address", async () => {
    const rosa = somebody();
    await graph.say(rosa, content.text("Hola"));
    const thread = await threadOf(rosa);
    const screen = ana.thread(thread);
    expect(await screen.client.send({ type: "message.send", text: "¡Buenas!" })).toMatchObject({ kind: "done" });
    await expect.poll(() => graph.accepted.filter(({ to }) => to === rosa.phone).length).toBe(1);
    const one = graph.accepted.find(({ to }) => to === rosa.phone)!;
    const state = () =>
      screen.messages.flatMap((row) => (row.kind === "text" && row.from === "agent" ? [row.delivery?.state] : []))[0];
    await graph.tell(one, "delivered");
    await screen.until(() => state() === "delivered");
    await graph.tell({ ...one, ours: undefined }, "read");
    await screen.until(() => state() === "read");
    await graph.tell(one, "sent");
    expect(state()).toBe("read");
    await finishes(thread);
  });

  test("IN10 CH8 of one number says nothing of what another one has sent, even by our own id of it", async () => {
    const other = graph.addNumber();
    await connect(centre, graph, john, other);
    const rosa = somebody();
    await graph.say(rosa, content.text("Hola"));
    const thread = await threadOf(rosa);
    const screen = ana.thread(thread);
    await screen.client.send({ type: "message.send", text: "¡Buenas!" });
    await expect.poll(() => graph.accepted.filter(({ to }) => to === rosa.phone).length).toBe(1);
    const one = graph.accepted.find(({ to }) => to === rosa.phone)!;
    const forged = statusOf("wamid.forged", "read", rosa, { at: Date.now(), ours: one.ours! });
    expect(await graph.deliver(payloadOf(other.account, changeOf(other, { statuses: [forged] })))).toBe(200);
    await graph.tell(one, "delivered");
    const states = () =>
      screen.messages.flatMap((row) => (row.kind === "text" && row.from === "agent" ? [row.delivery?.state] : []));
    await screen.until(() => states()[0] !== "waiting" && states()[0] !== "sent");
    expect(states()).toEqual(["delivered"]);
    await finishes(thread);
  });
});

describe("Telegram", () => {
  const TOKEN = `777000:${"A".repeat(35)}`;
  const url = (bot = "tg777000") => `${centre.url}/api/webhooks/telegram/demo/${bot}`;
  const update = (id: number, text: string) => ({
    update_id: id,
    message: {
      message_id: id,
      date: Math.floor(Date.now() / 1000),
      chat: { id: 4242, type: "private", first_name: "Telma" },
      from: { id: 4242, is_bot: false, first_name: "Telma" },
      text,
    },
  });
  const post = async (body: object, secret: string, at = url()) => {
    const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret };
    return (await fetch(at, { method: "POST", headers, body: JSON.stringify(body) })).status;
  };

  test("IN10 IN11 is let in by the secret that we told it, and what comes twice is there once", async () => {
    // Nothing listens there: it is set up all the same, and says that it does not work.
    const set = {
      channel: "telegram",
      name: "Bot",
      department: "general",
      baseUrl: "http://127.0.0.1:9",
      settings: { botToken: TOKEN },
    };
    const made = await john.post("/inboxes", set);
    expect([made.status, made.body]).toMatchObject([
      200,
      { inbox: { id: "tg777000", works: false, webhookUrl: url() } },
    ]);
    expect(JSON.stringify(made.body)).not.toContain(TOKEN);
    const secret = await webhookSecretOf(SECRET, "demo", "tg777000");
    for (const wrong of [
      "",
      "x",
      await webhookSecretOf(SECRET, "demo", "tg1"),
      await webhookSecretOf(SECRET, "other", "tg777000"),
    ])
      expect(await post(update(1, "Hola"), wrong)).toBe(401);
    expect(await post(update(1, "Hola"), secret, url("tg1"))).toBe(401);
    for (let n = 0; n < 3; n++) expect(await post(update(1, "Hola"), secret)).toBe(200);
    expect(await post(update(2, "¿Hay alguien?"), secret)).toBe(200);
    const thread = await threadOf({ name: "Telma" });
    await ana.thread(thread).until(() => ana.thread(thread).texts.length === 2);
    expect(await shownTexts(ana, thread)).toEqual(["Hola", "¿Hay alguien?"]);
    await finishes(thread);
    // With the same token by another id it is still the same one; with none, the same is kept.
    const kept = await john.post("/inboxes", { ...set, id: "tg777000", name: "Otro", settings: {} });
    expect([kept.status, kept.body]).toMatchObject([200, { inbox: { id: "tg777000", name: "Otro" } }]);
  });
});

test("IN12 what the demo's administrators set up is all of it there after a restart", async () => {
  await centre.restart();
  const again = await enters(centre, "john");
  const { body } = await again.get<{ inboxes: { id: string }[] }>("/inboxes");
  expect(body.inboxes.map(({ id }) => id)).toEqual(expect.arrayContaining([inbox, "tg777000"]) as string[]);
  const refused = await again.post("/inboxes", described(graph));
  expect(refused.body).toEqual({ error: "inboxExists" });
});
