import { describe, expect, test } from "vitest";
import { CAPABILITIES, type Receipt, type Said } from "../../machines/outside.ts";
import { oursOf } from "../../machines/sending.ts";
import type { Message } from "../../machines/thread.ts";
import type { AgentThreadView } from "../../party/protocol/conversation.ts";
import type { Outcome } from "../../party/engine/room.ts";
import { definition as outbox } from "../../party/rooms/outbox.ts";
import { LOG } from "../../party/engine/keys.ts";
import { fresh, persist } from "../../party/engine/saved.ts";
import { judge } from "../../party/engine/step.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";
import { Centre } from "./centre.ts";
import { PROJECT } from "./people.ts";
import type { Screen } from "../../web/simulator/screen.ts";

const THREAD = `${PROJECT}_w1`;
const webhook = { role: "channel", id: "webhook", project: PROJECT };
const rowsOf = (screen: Screen) => (screen.mirror.lists.messages?.rows ?? []) as readonly Message[];
const viewOf = (screen: Screen) => screen.mirror.topics.agent as unknown as AgentThreadView;

/** Ana is there, and somebody writes by WhatsApp. What is sent is taken by the provider, and named in the order in which it came. */
async function centre() {
  const centre = await Centre.open();
  const { platform } = centre;
  let count = 0;
  const sent: unknown[] = [];
  const send = (params: unknown) => {
    sent.push(params);
    return Promise.resolve({ kind: "sent", id: `out${++count}` });
  };
  centre.rooms.outbox = {
    ...outbox,
    services: { send, mark: (params: unknown) => Promise.resolve(sent.push(params)) },
  };
  const ana = await centre.agent("ana");
  const node = platform.node("conversation", THREAD);
  const command = async (input: { type: string; [field: string]: unknown }, id: string): Promise<Outcome["kind"]> => {
    const done = node.handle((room) => room.command(webhook, input, id));
    await platform.settle();
    return (await done).kind as Outcome["kind"];
  };
  const hears = (id: string, said: Said, sentAt = platform.now) => {
    const contact = { address: { phone: "34600111222" }, name: "Rosa" };
    const received = { id, sentAt, contact, said };
    return command(
      { type: "outside.received", inbox: "wa1", channel: "whatsapp", department: "general", received },
      id,
    );
  };
  const status = (receipt: Partial<Receipt> & Pick<Receipt, "id" | "state">) =>
    command(
      { type: "outside.receipt", inbox: "wa1", receipt: { at: 1, contact: {}, ...receipt } },
      `${receipt.id}:${receipt.state}`,
    );
  /** What anybody could find of it who looks at the disk. */
  const isStored = (words: string) =>
    [...node.storage.inMemory("")].some(([, value]) => JSON.stringify(value).includes(words));
  return {
    centre,
    platform,
    ana,
    node,
    hears,
    status,
    command,
    isStored,
    sent,
    thread: () => ana.threads.get(THREAD)!,
  };
}

describe("a thread on WhatsApp, in its room", () => {
  test("CH1 EN64 is given to an agent with what was said, once, however often the provider says it", async () => {
    const { hears, thread, ana } = await centre();
    expect([
      await hears("m1", { kind: "text", text: "Hola" }),
      await hears("m1", { kind: "text", text: "Hola" }),
    ]).toEqual(["done", "done"]);
    expect(ana.view?.assignments).toMatchObject([{ thread: THREAD, channel: "whatsapp", customerName: "Rosa" }]);
    expect(rowsOf(thread()).map(({ kind }) => kind)).toEqual(["opened", "text", "assigned"]);
    expect(viewOf(thread())).toMatchObject({
      customer: { name: "Rosa", phone: "34600111222", present: false },
      outside: { inbox: "wa1", channel: "whatsapp", phone: "34600111222", username: "", blocked: false },
      allowed: { "message.send": true, "template.send": true, "message.react": true },
    });
  });

  test("CH7 CH8 an answer goes out, and what its provider says of it is seen at once", async () => {
    const { centre: all, hears, status, thread, sent } = await centre();
    await hears("m1", { kind: "text", text: "Hola" });
    await all.do(thread(), { type: "message.send", text: "Buenas", replyTo: 2 });
    expect(sent).toMatchObject([{ thread: THREAD, seq: 4, what: "text", replyTo: "m1", to: { phone: "34600111222" } }]);
    expect(rowsOf(thread()).at(-1)).toMatchObject({
      text: "Buenas",
      replyTo: 2,
      outsideId: "out1",
      delivery: { state: "sent" },
    });
    await status({ id: "out1", ours: oursOf(THREAD, 4), state: "read" });
    await status({ id: "out1", ours: oursOf(THREAD, 4), state: "delivered" });
    expect(rowsOf(thread()).at(-1)).toMatchObject({ delivery: { state: "read" } });
    expect(viewOf(thread()).marks).toMatchObject({ customerDelivered: 4, customerRead: 4 });
    const asked = await all.platform
      .node("conversation", THREAD)
      .handle((room) => room.ask({ type: "outgoing", seq: 4 }));
    expect(asked).toMatchObject({ kind: "text", text: "Buenas" });
  });

  test("CH5 CH6 in the moment in which the window closes, the button says so and a template goes", async () => {
    const { centre: all, platform, hears, thread, ana } = await centre();
    await hears("m1", { kind: "text", text: "Hola" });
    const windowMs = CAPABILITIES.whatsapp.windowMs!;
    for (let left = windowMs; left > 0; left -= 10_000) {
      ana.keepAlive();
      await platform.advance(10_000);
    }
    ana.keepAlive();
    await platform.settle();
    expect(viewOf(thread()).allowed).toMatchObject({ "message.send": "windowClosed", "template.send": true });
    expect(await all.do(thread(), { type: "message.send", text: "¿Sigues ahí?" })).toBe("windowClosed");
    const template = { type: "template.send", template: "hello", language: "es", parameters: [], text: "Hola, Rosa" };
    expect(await all.do(thread(), template)).toBeUndefined();
    expect(rowsOf(thread()).at(-1)).toMatchObject({ kind: "template", delivery: { state: "sent" } });
    await hears("m2", { kind: "text", text: "Sí" });
    expect(viewOf(thread()).allowed["message.send"]).toBe(true);
  }, 60_000);

  test("CV31 CH4 EN60 what was edited and then taken back is nowhere, in none of its words, and the log still replays", async () => {
    const { hears, isStored, node, thread } = await centre();
    await hears("m1", { kind: "text", text: "secreto uno" });
    await hears("e1", { kind: "edited", of: "m1", text: "secreto dos" });
    await hears("m2", { kind: "shared", shared: { type: "location", latitude: 1, longitude: 2, name: "mi casa" } });
    await hears("e2", { kind: "edited", of: "m1", text: "secreto tres" });
    expect(rowsOf(thread())[1]).toMatchObject({ text: "secreto tres", editedAt: expect.any(Number) });
    for (const words of ["secreto uno", "secreto dos", "secreto tres", "mi casa"]) expect(isStored(words)).toBe(true);
    await hears("r1", { kind: "revoked", of: "m1" });
    await hears("r2", { kind: "revoked", of: "m2" });
    for (const words of ["secreto", "mi casa"]) expect(isStored(words)).toBe(false);
    expect(rowsOf(thread()).map(({ kind }) => kind)).toEqual(["opened", "erased", "assigned", "erased"]);
    let snapshot = fresh(conversation, node.self.room);
    for (const { event } of [...node.storage.inMemory(LOG).values()] as { event: never }[]) {
      const said = judge(conversation, node.self, snapshot, event);
      if (said.kind === "accepted") snapshot = said.next;
    }
    expect(persist(conversation, snapshot)).toEqual(persist(conversation, node.room!.snapshot));
  });

  test("CV31 CH7 a template that is erased leaves no words in the log, nor what was filled in", async () => {
    const { centre: all, hears, thread, isStored } = await centre();
    await hears("m1", { kind: "text", text: "Hola" });
    const parameters = [{ part: "body", name: "1", text: "pedido 4711" }];
    await all.do(thread(), {
      type: "template.send",
      template: "order",
      language: "es",
      parameters,
      text: "Su pedido 4711",
    });
    expect(isStored("4711")).toBe(true);
    expect(await all.do(thread(), { type: "message.erase", seq: 4 })).toBeUndefined();
    expect(isStored("4711")).toBe(false);
  });

  test("CH1 what is longer than anybody reads is cut, and taken", async () => {
    const { hears, thread } = await centre();
    expect(await hears("m1", { kind: "text", text: "ñ".repeat(200_000) })).toBe("done");
    const people = Array.from({ length: 500 }, () => ({
      name: "ñ".repeat(900),
      phones: Array(90).fill("6".repeat(900)),
      emails: [],
    }));
    expect(await hears("m2", { kind: "shared", shared: { type: "contacts", people } })).toBe("done");
    const answers = "ñ".repeat(900_000);
    expect(await hears("m3", { kind: "shared", shared: { type: "form", name: "f", text: answers, answers } })).toBe(
      "done",
    );
    expect(rowsOf(thread()).filter(({ kind }) => kind === "text" || kind === "shared")).toHaveLength(3);
  });

  test("CH1 only the entry worker speaks for a channel", async () => {
    const { hears, node, platform } = await centre();
    await hears("m1", { kind: "text", text: "Hola" });
    for (const role of ["agent", "administrator", "customer", "entry"]) {
      const done = node.handle((room) =>
        room.command(
          { ...webhook, role },
          { type: "outside.receipt", inbox: "wa1", receipt: { id: "x", state: "read", at: 1, contact: {} } },
        ),
      );
      await platform.settle();
      expect(await done).toMatchObject({ kind: "malformed" });
    }
  });
});
