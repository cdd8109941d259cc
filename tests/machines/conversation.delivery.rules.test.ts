import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DELIVERY_STATES, type Delivery, type DeliveryState } from "../../machines/outside.ts";
import { oursOf } from "../../machines/sending.ts";
import { INBOX, OutsideThread, ROSA } from "./support/outside.ts";
import { ana, closes, erases, luis, type ThreadStep } from "./support/thread.ts";

/** As CH8 says it. */
const ORDER: DeliveryState[] = ["waiting", "unclear", "sent", "failed", "delivered", "read", "played"];

/** Ana has answered; her line is the last one. */
function answered(channel: "whatsapp" | "telegram" = "whatsapp") {
  const thread = OutsideThread.talking(channel);
  thread.writes();
  const { seq } = thread.context;
  const changed = (delivery: Partial<Delivery> & Pick<Delivery, "state">, id?: string) =>
    thread.take({ type: "delivery.changed", seq, delivery: { at: 1, ...delivery }, ...(id && { id }) } as ThreadStep);
  const delivery = () => (thread.line(seq) as { delivery: Delivery }).delivery;
  return { thread, seq, changed, delivery, ours: oursOf("demo_rosa", seq) };
}

describe("an agent's line on another channel", () => {
  const way = { inbox: INBOX, channel: "whatsapp", to: ROSA.address };

  test("CH7 waits, and the outbox hears of it in the same step", () => {
    const { thread, seq } = answered();
    expect(thread.line(seq)).toMatchObject({ kind: "text", delivery: { state: "waiting", at: thread.now } });
    expect(thread.line(seq)).not.toHaveProperty("outsideId");
    expect(thread.toldOutbox).toEqual([{ type: "entry.wanted", seq, ...way, what: "text" }]);
    const file = { id: "f1", kind: "image", type: "image/jpeg", name: "a.jpg", bytes: 5 };
    thread.agent({ type: "agent.sentFile", file, caption: "", conversation: null });
    expect(thread.line(seq + 1)).toMatchObject({ kind: "file", file, delivery: { state: "waiting" } });
    expect(thread.toldOutbox.at(-1)).toEqual({ type: "entry.wanted", seq: seq + 1, ...way, what: "file" });
    expect(thread.toldFiles.at(-1)).toMatchObject({ type: "file.taken", seq: seq + 1 });
  });

  test("CH7 a note goes nowhere", () => {
    const { thread } = answered();
    const count = thread.toldOutbox.length;
    thread.agent({ type: "note.written", text: "Es clienta desde 2019" });
    expect(thread.toldOutbox).toHaveLength(count);
    expect(thread.lines.at(-1)).not.toHaveProperty("delivery");
  });

  test.each(ORDER)("CH7 erased while %s, it is called off where that still helps", (state) => {
    const { thread, seq, changed } = answered();
    changed({ state }, "out1");
    const { row: _, ...asks } = erases(seq, ana.id) as { row: object } & ThreadStep;
    expect(thread.take(asks as ThreadStep)).toBeUndefined();
    expect(thread.line(seq)).toMatchObject({ kind: "erased", delivery: { state } });
    const told = thread.toldOutbox.filter(({ type }) => type === "entry.erased");
    expect(told).toEqual(["waiting", "unclear"].includes(state) ? [{ type: "entry.erased", seq }] : []);
  });

  test("CH8 what is told of an erased line is still known of it", () => {
    const { thread, seq, changed } = answered();
    const { row: _, ...asks } = erases(seq, ana.id) as { row: object } & ThreadStep;
    thread.take(asks as ThreadStep);
    changed({ state: "sent" }, "out1");
    thread.status({ id: "out1", state: "read" });
    expect(thread.line(seq)).toMatchObject({ kind: "erased", outsideId: "out1", delivery: { state: "read" } });
  });
});

describe("what is known of the way of a line", () => {
  test("CH8 rises from each state to each that is above it, and to no other", () => {
    expect([...ORDER].sort()).toEqual([...DELIVERY_STATES].sort());
    for (const from of ORDER)
      for (const to of ORDER) {
        const { changed, delivery } = answered();
        changed({ state: from });
        changed({ state: to });
        expect(delivery().state).toBe(ORDER[Math.max(ORDER.indexOf(from), ORDER.indexOf(to))]);
      }
  });

  test("CH8 ends the same in whatever order and however often it is told", () => {
    const told = fc.array(fc.constantFrom("sent", "delivered", "read", "played", "failed" as const), { maxLength: 8 });
    fc.assert(
      fc.property(told, (states) => {
        const { thread, changed, delivery } = answered();
        changed({ state: "sent" }, "out1");
        let before = 0;
        for (const state of states) {
          thread.status({ id: "out1", state });
          expect(ORDER.indexOf(delivery().state)).toBeGreaterThanOrEqual(before);
          before = ORDER.indexOf(delivery().state);
        }
        const best = Math.max(ORDER.indexOf("sent"), ...states.map((state) => ORDER.indexOf(state)));
        expect(delivery().state).toBe(ORDER[best]);
      }),
    );
  });

  test("CH8 says when, and of a failure why", () => {
    const { thread, changed, delivery } = answered();
    changed({ state: "sent" }, "out1");
    const failure = { reason: "templateProblem", code: 132000, words: "parameters" } as const;
    thread.status({ id: "out1", state: "failed", at: 77, ...failure });
    expect(delivery()).toEqual({ state: "failed", at: 77, ...failure });
    thread.status({ id: "out1", state: "delivered", at: 99 });
    expect(delivery()).toEqual({ state: "delivered", at: 99 });
  });

  test("CH8 that the customer may have it twice is never forgotten, nor told too late to be said", () => {
    const early = answered();
    early.changed({ state: "sent", twice: true }, "out2");
    early.thread.status({ id: "out2", state: "read" });
    expect(early.delivery()).toMatchObject({ state: "read", twice: true });
    const late = answered();
    late.thread.status({ id: "out1", ours: late.ours, state: "delivered" });
    late.changed({ state: "sent", twice: true }, "out2");
    expect(late.delivery()).toMatchObject({ state: "delivered", twice: true });
  });

  test("CH8 the customer's marks rise with it, and tell nobody's failure", () => {
    const { thread, seq, changed } = answered();
    changed({ state: "sent" }, "out1");
    expect(thread.context).toMatchObject({ customerDelivered: 0, customerRead: 0 });
    thread.status({ id: "out1", state: "delivered" });
    expect(thread.context).toMatchObject({ customerDelivered: seq, customerRead: 0 });
    thread.status({ id: "out1", state: "played" });
    expect(thread.context).toMatchObject({ customerDelivered: seq, customerRead: seq });
    thread.writes("Otra cosa");
    thread.take({ type: "delivery.changed", seq: seq + 1, delivery: { state: "failed", at: 1 } } as ThreadStep);
    expect(thread.context).toMatchObject({ customerDelivered: seq, customerRead: seq });
  });

  test("CH8 a status that names our own id reaches a line that has no other yet, and the outbox hears of it", () => {
    const { thread, seq, ours, delivery, changed } = answered();
    changed({ state: "unclear" });
    thread.status({ id: "out1", ours, state: "delivered" });
    expect(thread.line(seq)).toMatchObject({ outsideId: "out1", delivery: { state: "delivered" } });
    expect(thread.toldOutbox.at(-1)).toEqual({ type: "receipt.told", seq, id: "out1" });
    const count = thread.toldOutbox.length;
    thread.status({ id: "out1", state: "read" });
    thread.status({ id: "out1", ours, state: "sent" });
    expect([delivery().state, thread.toldOutbox.length]).toEqual(["read", count]);
    // By its name from then on, like any other.
    thread.hears({ kind: "reaction", of: "out1", emoji: "👍" });
    expect(thread.line(seq)).toMatchObject({ reactions: { customer: "👍" } });
  });

  test("CH8 an id of ours of another thread, of no line, or of what no agent said, reaches nothing", () => {
    const { thread, seq, delivery } = answered();
    const rows = JSON.stringify(thread.lines);
    for (const ours of [oursOf("demo_luis", seq), oursOf("demo_rosa", 99), oursOf("demo_rosa", 2), "?", "demo_rosa.r1"])
      thread.status({ id: "out9", ours, state: "read" });
    thread.status({ id: "in1", state: "read" });
    expect([JSON.stringify(thread.lines), delivery().state]).toEqual([rows, "waiting"]);
  });

  test("CH8 what became of a reaction is nobody's line", () => {
    const { thread } = answered();
    const rows = JSON.stringify(thread.lines);
    thread.take({ type: "delivery.changed", seq: 0, delivery: { state: "sent", at: 1 }, id: "r1" } as ThreadStep);
    expect(JSON.stringify(thread.lines)).toBe(rows);
  });

  test("CH13 a message that the customer's block turned away says that they have blocked", () => {
    const { thread, changed } = answered("telegram");
    changed({ state: "failed", at: thread.now + 1, reason: "blockedByCustomer" });
    expect(thread.writes("¿Sigues ahí?")).toBe("customerBlocked");
    thread.says("Perdona", { sentAt: thread.now + 5 });
    expect(thread.writes("No pasa nada")).toBeUndefined();
  });
});

describe("once more", () => {
  test.each(DELIVERY_STATES)("CH9 of a line that is %s", (state) => {
    const { thread, seq, changed } = answered();
    changed({ state }, "out1");
    const may = state === "failed" || state === "unclear";
    expect(thread.agent({ type: "retry.requested", seq, by: luis })).toBe("notYourConversation");
    expect(thread.agent({ type: "retry.requested", seq })).toBe(may ? undefined : "nothingToRetry");
    if (!may) return;
    expect(thread.line(seq)).toMatchObject({ delivery: { state: "waiting", at: thread.now } });
    expect(thread.toldOutbox.at(-1)).toMatchObject({ type: "entry.retried", seq, what: "text", inbox: INBOX });
    // What is known of the first try: that it failed.
    thread.status({ id: "out1", state: "failed" });
    expect(thread.line(seq)).toMatchObject({ delivery: { state: "waiting" } });
    changed({ state: "sent" }, "out2");
    thread.status({ id: "out2", state: "read" });
    expect(thread.line(seq)).toMatchObject({ outsideId: "out2", delivery: { state: "read" } });
  });

  test("CH8 CH9 the first try may have come after all, and whoever is to send the second one hears it", () => {
    const { thread, seq, changed } = answered();
    changed({ state: "failed" }, "out1");
    thread.agent({ type: "retry.requested", seq });
    const count = thread.toldOutbox.length;
    // That it had left says nothing: it has failed since, and the new one waits.
    thread.status({ id: "out1", state: "sent" });
    expect([thread.line(seq), thread.toldOutbox.length]).toMatchObject([{ delivery: { state: "waiting" } }, count]);
    thread.status({ id: "out1", state: "delivered" });
    expect(thread.line(seq)).toMatchObject({ outsideId: "out1", delivery: { state: "delivered" } });
    expect(thread.toldOutbox.slice(count)).toEqual([{ type: "receipt.told", seq, id: "out1" }]);
  });

  test("CH8 CH9 of the first try that has come, nothing is said of the second once that has left", () => {
    const { thread, seq, changed } = answered();
    changed({ state: "failed" }, "out1");
    thread.agent({ type: "retry.requested", seq });
    changed({ state: "sent" }, "out2");
    const count = thread.toldOutbox.length;
    thread.status({ id: "out1", state: "delivered" });
    expect(thread.line(seq)).toMatchObject({ outsideId: "out2", delivery: { state: "delivered" } });
    expect(thread.toldOutbox).toHaveLength(count);
  });

  test("CH9 there is nothing to be tried again of what the customer said, of nothing, and of what was erased", () => {
    const { thread, seq, changed } = answered();
    changed({ state: "failed" });
    const { row: _, ...asks } = erases(seq, ana.id) as { row: object } & ThreadStep;
    thread.take(asks as ThreadStep);
    for (const one of [1, 2, 99, seq])
      expect(thread.agent({ type: "retry.requested", seq: one })).toBe("nothingToRetry");
  });

  test("CH9 CH5 CH13 a template may go through a closed window, a text may not, and neither to who has blocked", () => {
    const { thread, seq, changed } = answered();
    changed({ state: "failed" });
    thread.agent({ type: "agent.sentTemplate", template: { name: "a", language: "es", parameters: [], text: "Hola" } });
    const template = thread.context.seq;
    thread.take({ type: "delivery.changed", seq: template, delivery: { state: "failed", at: 1 } } as ThreadStep);
    thread.now = thread.context.outside!.windowUntil! + 1;
    expect(thread.agent({ type: "retry.requested", seq })).toBe("windowClosed");
    expect(thread.agent({ type: "retry.requested", seq: template })).toBeUndefined();
    expect(thread.toldOutbox.at(-1)).toMatchObject({ type: "entry.retried", what: "template" });
    thread.take({ type: "delivery.changed", seq: template, delivery: { state: "failed", at: 2 } } as ThreadStep);
    thread.command({ type: "outside.blocked", blocked: true, at: thread.now });
    expect(thread.agent({ type: "retry.requested", seq: template })).toBe("customerBlocked");
  });
});

describe("answers and reactions", () => {
  test("CH10 an answer says to the customer what it answers", () => {
    const { thread, seq, changed } = answered();
    thread.agent({ type: "agent.replied", text: "A esto", replyTo: 2 });
    expect(thread.lines.at(-1)).toMatchObject({ kind: "text", text: "A esto", replyTo: 2 });
    expect(thread.toldOutbox.at(-1)).toMatchObject({ what: "text", replyTo: "in1" });
    changed({ state: "sent" }, "out1");
    thread.agent({ type: "agent.replied", text: "Y a mí misma", replyTo: seq });
    expect(thread.toldOutbox.at(-1)).toMatchObject({ replyTo: "out1" });
  });

  test("CH10 an answer to what the customer cannot have is a text, and says so nowhere", () => {
    const { thread, seq } = answered();
    thread.hears({ kind: "revoked", of: "in1" });
    for (const replyTo of [1, 2, seq, 99]) {
      expect(thread.agent({ type: "agent.replied", text: "Hola", replyTo })).toBeUndefined();
      expect(thread.lines.at(-1)).not.toHaveProperty("replyTo");
      expect(thread.toldOutbox.at(-1)).not.toHaveProperty("replyTo");
    }
  });

  test("CH10 agents react to what the customer has said, and to nothing else", () => {
    const { thread, seq, changed } = answered();
    changed({ state: "sent" }, "out1");
    const react = (of: number, emoji = "👍") => thread.agent({ type: "agent.reacted", seq: of, emoji });
    for (const of of [1, seq, 99]) expect(react(of)).toBe("notOnThisChannel");
    expect(react(2)).toBeUndefined();
    expect(thread.toldOutbox.at(-1)).toMatchObject({
      type: "entry.wanted",
      seq: 0,
      what: "reaction",
      of: "in1",
      emoji: "👍",
      inbox: INBOX,
    });
    expect(react(2, "")).toBeUndefined();
    expect((thread.line(2) as { reactions?: object }).reactions).toEqual({});
    expect(thread.context.waitingSince).toBeNull();
  });

  test("CH10 web chat has none of them", () => {
    const thread = new OutsideThread();
    thread.take({ type: "customer.wrote", text: "Hola", commandId: "c", by: { ...ana, role: "customer" } });
    thread.take({ type: "conversation.assigned", conversation: 1, agentId: ana.id, agentName: "Ana" });
    expect(thread.agent({ type: "agent.replied", text: "Hola", replyTo: 2 })).toBe("notOnThisChannel");
    expect(thread.agent({ type: "agent.reacted", seq: 2, emoji: "👍" })).toBe("notOnThisChannel");
    expect(thread.agent({ type: "agent.sentTemplate", template: { text: "Hola" } })).toBe("notOnThisChannel");
    expect(thread.agent({ type: "retry.requested", seq: 2 })).toBe("nothingToRetry");
    thread.writes();
    expect([thread.lines.at(-1), thread.toldOutbox]).toEqual([
      expect.not.objectContaining({ delivery: expect.anything() }),
      [],
    ]);
  });

  test("CH10 only the holder, and only while somebody has it", () => {
    const { thread } = answered();
    const steps = [
      { type: "agent.replied", text: "Hola", replyTo: 2 },
      { type: "agent.reacted", seq: 2, emoji: "👍" },
      { type: "agent.sentTemplate", template: { text: "Hola" } },
    ];
    for (const step of steps) expect(thread.agent({ ...step, by: luis })).toBe("notYourConversation");
    thread.take(closes());
    for (const step of [...steps, { type: "retry.requested", seq: 2 }])
      expect(thread.agent(step)).toBe("conversationNotOpen");
  });
});

describe("what the customer sees of the agent", () => {
  const marks = ({ toldOutbox }: OutsideThread) => toldOutbox.filter(({ type }) => type === "read.wanted");
  const reads = (thread: OutsideThread, read = thread.context.seq) => thread.agent({ type: "agent.marked", read });
  const types = (thread: OutsideThread, at: number, typing = true) => thread.agent({ type: "agent.typed", typing, at });

  test("CH11 that all of it was read, once, by the last that they sent", () => {
    const thread = OutsideThread.talking();
    thread.says("Tengo una duda");
    thread.says("De antes", { sentAt: 1 });
    reads(thread, 2);
    expect(marks(thread)).toEqual([]);
    reads(thread);
    expect(marks(thread)).toEqual([
      { type: "read.wanted", inbox: INBOX, channel: "whatsapp", to: ROSA.address, id: "in2", typing: false },
    ]);
    thread.writes();
    reads(thread);
    expect(marks(thread)).toHaveLength(1);
    thread.says("¿Sí?");
    reads(thread);
    expect(marks(thread)).toHaveLength(2);
  });

  test("CH11 that somebody types, at most every twenty seconds", () => {
    const thread = OutsideThread.talking();
    const at = thread.now + 1000;
    for (const [ms, typing] of [
      [0, true],
      [10, false],
      [19_999, true],
      [20_000, true],
    ] as const)
      types(thread, at + ms, typing);
    expect(marks(thread).map(({ typing }) => typing)).toEqual([true, true]);
    thread.agent({ type: "agent.typed", typing: true, by: luis, at: at + 60_000 });
    expect(marks(thread)).toHaveLength(2);
  });

  test("CH11 nothing once the window is closed or they have blocked, and only what the channel can", () => {
    const thread = OutsideThread.talking();
    types(thread, thread.context.outside!.windowUntil!);
    const telegram = OutsideThread.talking("telegram");
    reads(telegram);
    types(telegram, telegram.now + 1000);
    telegram.command({ type: "outside.blocked", blocked: true, at: telegram.now });
    types(telegram, telegram.now + 60_000);
    expect([marks(thread), marks(telegram).map(({ typing }) => typing)]).toEqual([[], [true]]);
  });
});
