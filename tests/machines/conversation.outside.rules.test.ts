import { describe, expect, test } from "vitest";
import type { Said } from "../../machines/outside.ts";
import { stateOf } from "./support/asked.ts";
import { DAY_MS, INBOX, MORNING, OutsideThread, ROSA } from "./support/outside.ts";
import {
  assigned,
  closes,
  erases,
  john,
  luis,
  rejoined,
  reopens,
  rosa,
  snoozes,
  wakes,
  writes,
  type ThreadStep,
} from "./support/thread.ts";

const PHOTO = { kind: "image", type: "image/jpeg", name: "", mediaId: "m1", sha256: "ab".repeat(32) } as const;
const photo = (caption = "El recibo"): Said => ({ kind: "file", file: PHOTO, caption });
const place: Said = { kind: "shared", shared: { type: "location", latitude: 40.4, longitude: -3.7, name: "Atocha" } };
const came = { kind: "image", type: "image/jpeg", bytes: 5, width: 2, height: 3 } as const;

/** What both have to say of a thread that was spoken in. */
const outcome = ({ snapshot, context, told, messages, timers }: OutsideThread) => ({
  state: stateOf(snapshot),
  told: told.map(({ type }) => type),
  lines: messages.map(({ kind }) => kind),
  unread: context.unread,
  waiting: context.waitingSince,
  conversation: context.conversation,
  snoozing: timers.has("snooze"),
});

describe("what a customer says on another channel", () => {
  const before: [string, (thread: OutsideThread) => void][] = [
    ["quiet", () => {}],
    [
      "quiet, after a conversation",
      (thread) => thread.take(writes()) ?? thread.take(assigned()) ?? thread.take(closes()),
    ],
    [
      "reopening",
      (thread) => thread.take(writes()) ?? thread.take(assigned()) ?? thread.take(closes()) ?? thread.take(reopens()),
    ],
    ["queued", (thread) => thread.take(writes())],
    ["snoozed", (thread) => thread.take(writes()) ?? thread.take(assigned()) ?? thread.take(snoozes(MORNING + DAY_MS))],
    [
      "waking",
      (thread) =>
        thread.take(writes()) ??
        thread.take(assigned()) ??
        thread.take(snoozes(MORNING + DAY_MS)) ??
        thread.take(wakes()),
    ],
    [
      "returning",
      (thread) =>
        thread.take(writes()) ??
        thread.take(assigned()) ??
        thread.take(snoozes(MORNING + DAY_MS)) ??
        thread.take(wakes()) ??
        thread.take(rejoined()),
    ],
    ["talking", (thread) => thread.take(writes()) ?? thread.take(assigned())],
  ];
  const named: [string, Said][] = [
    ["a text", { kind: "text", text: "Hola" }],
    ["a button", { kind: "text", text: "Sí", chosen: "button" }],
    ["a file", photo()],
    ["a place", place],
    ["something that nobody knows", { kind: "shared", shared: { type: "unsupported", what: "poll" } }],
  ];
  const cases = before.flatMap(([state, reach]) => named.map(([what, said]) => ({ state, reach, what, said })));

  test.each(cases)("CH1 $what does in $state what a text of web chat does", ({ reach, said }) => {
    const [web, outside] = [new OutsideThread(), new OutsideThread()];
    for (const thread of [web, outside]) reach(thread);
    const before = web.messages.length;
    web.take(writes());
    expect(outside.hears(said)).toBeUndefined();
    const kinds = outside.messages.map(({ kind }) => (["file", "shared"].includes(kind) ? "text" : kind));
    // Here the customer has had a name from the beginning.
    const told = outcome(outside).told.filter((one) => one !== "customer.named");
    expect({ ...outcome(outside), lines: kinds, told }).toEqual(outcome(web));
    expect(web.messages.length).toBeGreaterThan(before);
  });

  test("CH1 joins the line of its inbox's department, and says by which channel", () => {
    const thread = new OutsideThread();
    thread.says("Hola", { department: "sales" });
    expect(thread.told.at(-1)).toMatchObject({
      type: "conversation.enqueued",
      department: "sales",
      channel: "whatsapp",
      customerName: "Rosa",
    });
    // The inbox was given to others meanwhile: what is open stays where it is.
    thread.says("¿Hola?", { department: "general" });
    expect(thread.context.department).toBe("sales");
  });

  test("CH1 is never refused: blank or too long, it has been said", () => {
    const thread = new OutsideThread();
    expect(thread.says("")).toBeUndefined();
    expect(thread.says("x".repeat(50_000))).toBeUndefined();
    expect(thread.lines.filter(({ kind }) => kind === "text")).toHaveLength(2);
  });

  test("CH1 its line says which one it answers, that it was forwarded, and when it was sent", () => {
    const thread = new OutsideThread();
    thread.says("Hola", { id: "first", sentAt: 5 });
    thread.says("Sí", { replyTo: "first", forwarded: "often", sentAt: 9 });
    thread.says("No", { replyTo: "of last year" });
    expect(thread.lines.slice(1)).toMatchObject([
      { seq: 2, outsideId: "first", commandId: "first", sentAt: 5, authorId: rosa.id, authorName: "Rosa" },
      { seq: 3, replyTo: 2, forwarded: "often", sentAt: 9 },
      { seq: 4, replyTo: 0 },
    ]);
    expect(thread.line(2)).not.toHaveProperty("replyTo");
  });

  test("CH1 CV31 its line says what made them write, and nothing of that when it is erased", () => {
    const about = { what: "ad", title: "Rebajas", url: "https://fb.me/1Ab" } as const;
    const thread = new OutsideThread();
    thread.says("Hola", { about });
    expect(thread.line(2)).toMatchObject({ text: "Hola", about });
    thread.hears({ kind: "revoked", of: "in1" });
    expect(JSON.stringify(thread.line(2))).not.toContain("Rebajas");
  });

  test("CH1 the list of conversations says what came last, and not what came late", () => {
    const thread = new OutsideThread();
    thread.hears(place, { sentAt: 100 });
    expect(thread.context.last).toMatchObject({ kind: "location", text: "Atocha" });
    thread.says("Antes", { sentAt: 50 });
    expect(thread.context.last).toMatchObject({ kind: "location", seq: 2 });
    thread.hears({ kind: "file", file: { ...PHOTO, sticker: true }, caption: "" }, { sentAt: 200 });
    expect(thread.context.last).toMatchObject({ kind: "sticker", seq: 4 });
  });
});

describe("a file that the customer sent", () => {
  const coming = () => {
    const thread = new OutsideThread();
    thread.hears(photo());
    const { id } = thread.toldFiles[0] as { id: string };
    return { thread, id };
  };

  test("CH2 is a line at once, and its room is asked to fetch it", () => {
    const { thread, id } = coming();
    expect(thread.line(2)).toMatchObject({
      kind: "file",
      caption: "El recibo",
      file: { id, kind: "image", type: "image/jpeg", name: "image.jpg", bytes: 0, coming: true },
    });
    expect(JSON.stringify(thread.line(2))).not.toContain("m1");
    expect(thread.toldFiles).toEqual([
      {
        id,
        type: "file.expected",
        seq: 2,
        source: { inbox: INBOX, channel: "whatsapp", mediaId: "m1", sha256: PHOTO.sha256 },
        promise: { thread: "demo_rosa", kind: "image", name: "image.jpg", type: "image/jpeg", voice: false },
        owner: { id: rosa.id, name: "Rosa" },
      },
    ]);
  });

  test("CH2 says what it is once it is there, and its room hears that a line has it", () => {
    const { thread, id } = coming();
    thread.take({ type: "file.came", seq: 2, file: { id, ...came, kind: "document" } } as never);
    const row = thread.line(2) as { file: object };
    expect(row.file).toEqual({ ...came, id, kind: "document", name: "image.jpg" });
    expect(thread.toldFiles.at(-1)).toEqual({ id, type: "file.taken", seq: 2 });
    expect(thread.context.last).toMatchObject({ kind: "document", text: "El recibo" });
  });

  test("CH2 CH9 says why it cannot be had, and may be asked for again where it still might be", () => {
    for (const [reason, may] of [
      ["mediaUnavailable", true],
      ["fileDamaged", true],
      ["mediaGone", false],
      ["fileRuns", false],
    ] as const) {
      const { thread, id } = coming();
      thread.take(assigned());
      expect(thread.agent({ type: "retry.requested", seq: 2 })).toBe("nothingToRetry");
      thread.take({ type: "file.missing", seq: 2, reason } as never);
      expect((thread.line(2) as { file: object }).file).toMatchObject({ missing: reason });
      expect(thread.line(2)).not.toHaveProperty("file.coming");
      expect(thread.agent({ type: "retry.requested", seq: 2, by: luis })).toBe("notYourConversation");
      expect(thread.agent({ type: "retry.requested", seq: 2 })).toBe(may ? undefined : "nothingToRetry");
      if (!may) continue;
      expect(thread.toldFiles.at(-1)).toEqual({ id, type: "file.wanted", seq: 2 });
      expect((thread.line(2) as { file: object }).file).toMatchObject({ coming: true });
      thread.take({ type: "file.came", seq: 2, file: { id, ...came } } as never);
      expect((thread.line(2) as { file: object }).file).toEqual({ ...came, id, name: "image.jpg" });
    }
  });

  test("CH2 CH4 one that was taken back while it came is erased when it comes", () => {
    const { thread, id } = coming();
    thread.hears({ kind: "revoked", of: "in1" });
    thread.take({ type: "file.came", seq: 2, file: { id: "another", ...came } } as never);
    expect(thread.toldFiles.slice(1)).toEqual([
      { id, type: "file.erased" },
      { id: "another", type: "file.erased" },
    ]);
    expect(thread.line(2)).toMatchObject({ kind: "erased" });
  });
});

describe("who the customer is", () => {
  test("CH3 is what the provider said last, and whoever has the conversation hears it", () => {
    const thread = new OutsideThread();
    thread.says("Hola", { contact: { address: { phone: "34600111222" }, name: "" } });
    expect(thread.told.at(-1)).toMatchObject({ type: "conversation.enqueued", customerName: "+34600111222" });
    thread.says("Soy Rosa", { contact: { address: { user: "ES.rosa" }, name: "Rosa", username: "rosa" } });
    expect(thread.told.at(-1)).toEqual({ type: "customer.named", conversation: 1, customerName: "Rosa" });
    expect(thread.context.customer).toMatchObject({ name: "Rosa", phone: "34600111222", username: "rosa" });
    expect(thread.context.outside?.address).toEqual({ phone: "34600111222", user: "ES.rosa" });
    const count = thread.told.length;
    thread.says("Y sigo siendo Rosa", { contact: { address: {}, name: "\u200b" } });
    expect(thread.context.customer.name).toBe("Rosa");
    expect(thread.told).toHaveLength(count);
  });

  test("CH3 what comes late fills what is missing, and overrides nothing", () => {
    const thread = new OutsideThread();
    thread.says("Hoy", { sentAt: 100, contact: { address: { phone: "2" }, name: "Rosa" } });
    thread.says("Ayer", { sentAt: 50, contact: { address: { phone: "1", user: "u" }, name: "R.", username: "rosa" } });
    expect(thread.context.customer).toMatchObject({ name: "Rosa", phone: "2", username: "rosa" });
    expect(thread.context.outside?.address).toEqual({ phone: "2", user: "u" });
  });

  test("CH3 a number that changed is a line that waits for no answer, and where what is sent goes to", () => {
    const thread = OutsideThread.talking();
    const before = thread.context;
    const changed = {
      type: "outside.addressChanged",
      to: { phone: "34700" },
      text: "User A changed to B",
      at: MORNING + DAY_MS,
    };
    thread.command(changed, "k7");
    const { customer, outside, unread, waitingSince, last } = thread.context;
    expect([customer.phone, outside?.address]).toEqual(["34700", { phone: "34700", user: "ES.rosa" }]);
    expect([unread, waitingSince, last]).toEqual([before.unread, before.waitingSince, before.last]);
    expect(thread.lines.at(-1)).toMatchObject({
      kind: "shared",
      shared: { type: "system", text: "User A changed to B" },
    });
    thread.writes();
    expect(thread.toldOutbox.at(-1)).toMatchObject({ to: { phone: "34700" } });
    thread.says("De antes", { contact: ROSA });
    expect(thread.context.customer.phone).toBe("34700");
  });

  test("CH3 what the provider itself says opens nothing", () => {
    const thread = OutsideThread.talking();
    thread.take(closes());
    thread.hears({ kind: "shared", shared: { type: "system", text: "Identity changed" } });
    expect([stateOf(thread.snapshot), thread.context.conversation]).toEqual(["quiet", 1]);
    expect(thread.lines.at(-1)).toMatchObject({ kind: "shared", shared: { type: "system" } });
  });
});

describe("what the customer does to a line", () => {
  test("CH4 a reaction stands at what it is of, and the last one counts", () => {
    const thread = OutsideThread.talking();
    thread.writes();
    const { seq } = thread.context;
    thread.take({ type: "delivery.changed", seq, delivery: { state: "sent", at: 1 }, id: "out1" } as never);
    const react = (emoji: string, sentAt: number) => thread.hears({ kind: "reaction", of: "out1", emoji }, { sentAt });
    const reaction = () => (thread.line(seq) as { reactions?: object }).reactions;
    react("👍", 20);
    react("❤️", 10);
    expect(reaction()).toEqual({ customer: "👍" });
    thread.hears({ kind: "reaction", of: "in1", emoji: "🎉" });
    thread.agent({ type: "agent.reacted", seq: 2, emoji: "🙏" });
    expect((thread.line(2) as { reactions?: object }).reactions).toEqual({ customer: "🎉", agent: "🙏" });
    react("", 30);
    expect(reaction()).toEqual({});
  });

  test("CH4 an edit changes text or caption, the last one by when it was made", () => {
    const thread = new OutsideThread();
    thread.says("Hloa", { id: "t" });
    thread.hears(photo(), { id: "f" });
    thread.hears({ kind: "edited", of: "t", text: "Hola" }, { sentAt: 20 });
    thread.hears({ kind: "edited", of: "t", text: "Holaa" }, { sentAt: 10 });
    thread.hears({ kind: "edited", of: "f", text: "La factura" }, { sentAt: 30 });
    expect(thread.named("t")).toMatchObject({ text: "Hola", editedAt: 20 });
    expect(thread.named("f")).toMatchObject({ caption: "La factura", editedAt: 30 });
    expect(thread.context.last).toMatchObject({ kind: "image", text: "La factura" });
  });

  test("CH4 taken back, a line is erased by the customer, with its file and its preview, and no deed of anybody here", () => {
    const thread = new OutsideThread();
    thread.says("Mi tarjeta es…", { id: "t", sentAt: 7 });
    thread.hears({ kind: "revoked", of: "t" });
    expect(thread.named("t")).toMatchObject({
      kind: "erased",
      was: "text",
      by: rosa.id,
      byName: "Rosa",
      from: "customer",
      outsideId: "t",
      sentAt: 7,
    });
    expect(JSON.stringify(thread.rows.get(2))).not.toContain("tarjeta");
    expect(thread.context).toMatchObject({ unread: [], last: { kind: "erased", text: "" } });
    expect(thread.noted).toEqual([]);
    const rows = JSON.stringify(thread.lines);
    thread.hears({ kind: "revoked", of: "t" });
    thread.hears({ kind: "edited", of: "t", text: "Otra vez" });
    thread.hears({ kind: "reaction", of: "t", emoji: "👍" });
    expect(JSON.stringify(thread.lines)).toBe(rows);
  });

  test("CH4 what was taken back before it came is not written", () => {
    const thread = OutsideThread.talking();
    const count = thread.lines.length;
    thread.hears({ kind: "revoked", of: "late" });
    thread.says("No lo leas", { id: "late" });
    expect(thread.lines).toHaveLength(count);
    for (let n = 0; n < 30; n++) thread.hears({ kind: "revoked", of: `n${n}` });
    expect(thread.context.outside?.takenBack).toHaveLength(20);
  });

  test("CH4 neither what an agent said nor what is not here is changed, and nothing is opened, woken or waited for", () => {
    const thread = OutsideThread.talking();
    thread.writes();
    const { seq } = thread.context;
    thread.take({ type: "delivery.changed", seq, delivery: { state: "sent", at: 1 }, id: "out1" } as never);
    thread.take(closes());
    const before = [JSON.stringify(thread.lines), stateOf(thread.snapshot), thread.told.length];
    for (const of of ["out1", "nobody's"]) {
      thread.hears({ kind: "edited", of, text: "Buenas noches" });
      thread.hears({ kind: "revoked", of });
    }
    thread.hears({ kind: "reaction", of: "nobody's", emoji: "👍" });
    expect([JSON.stringify(thread.lines), stateOf(thread.snapshot), thread.told.length]).toEqual(before);
  });
});

describe("the window", () => {
  const answer = (thread: OutsideThread, at: number) => thread.agent({ type: "agent.wrote", text: "Hola", at });
  const SENT = MORNING + 1000;

  test("CH5 lasts for a day from when the customer's message was sent", () => {
    const thread = OutsideThread.talking();
    thread.says("Sigo aquí", { sentAt: SENT });
    expect(thread.context.outside?.windowUntil).toBe(MORNING + 1000 + DAY_MS);
    expect(answer(thread, SENT + DAY_MS - 1)).toBeUndefined();
    expect(answer(thread, SENT + DAY_MS)).toBe("windowClosed");
  });

  test("CH5 a message that comes days late opens none that is over, and shortens none", () => {
    const thread = new OutsideThread();
    thread.says("Hace tres días", { sentAt: MORNING - 3 * DAY_MS });
    thread.take(assigned());
    expect(thread.writes()).toBe("windowClosed");
    expect(thread.timers.has("window")).toBe(false);
    thread.says("Ahora", { sentAt: thread.now });
    const { windowUntil } = thread.context.outside!;
    thread.says("Ayer", { sentAt: MORNING - DAY_MS });
    expect(thread.context.outside?.windowUntil).toBe(windowUntil);
    expect(thread.writes()).toBeUndefined();
  });

  test("CH5 a provider's clock that is ahead opens it for no longer", () => {
    const thread = new OutsideThread();
    thread.says("Hola", { sentAt: MORNING + 30 * DAY_MS });
    expect(thread.context.outside?.windowUntil).toBe(thread.now + DAY_MS);
  });

  test("CH5 CH10 closed, it lets nothing through but templates", () => {
    const thread = OutsideThread.talking();
    thread.now += 2 * DAY_MS;
    const template = { name: "hello", language: "es", parameters: [], text: "Hola, Rosa" };
    expect(thread.writes()).toBe("windowClosed");
    expect(thread.agent({ type: "agent.replied", text: "Sí", replyTo: 2 })).toBe("windowClosed");
    expect(thread.agent({ type: "agent.reacted", seq: 2, emoji: "👍" })).toBe("windowClosed");
    const file = { id: "f1", ...came, name: "a.jpg" };
    thread.agent({ type: "agent.sentFile", file, caption: "", conversation: null });
    expect(thread.toldFiles.at(-1)).toEqual({ id: "f1", type: "file.declined", reason: "windowClosed" });
    expect(thread.agent({ type: "agent.sentTemplate", template })).toBeUndefined();
    expect(thread.lines.at(-1)).toMatchObject({ kind: "template", template, delivery: { state: "waiting" } });
    expect(thread.toldOutbox.at(-1)).toMatchObject({ type: "entry.wanted", what: "template" });
    expect(thread.writes()).toBe("windowClosed");
    expect(thread.agent({ type: "agent.sentTemplate", template: { ...template, text: " " } })).toBe("emptyText");
  });

  test("CH5 Telegram has none, and no templates", () => {
    const thread = OutsideThread.talking("telegram");
    thread.now += 200 * DAY_MS;
    expect(thread.writes()).toBeUndefined();
    expect(thread.timers.size).toBe(0);
    expect(thread.agent({ type: "agent.sentTemplate", template: { text: "?" } })).toBe("notOnThisChannel");
  });

  test("CH6 its end is a timer's, which a new message moves", () => {
    const thread = OutsideThread.talking();
    const first = thread.timers.get("window")!;
    expect(first.at).toBe(thread.context.outside!.windowUntil);
    thread.says("Más", { sentAt: thread.now });
    const second = thread.timers.get("window")!;
    expect(second.at).toBeGreaterThan(first.at);
    thread.take({ ...first.event, at: first.at });
    expect(thread.context.outside?.windowClosed).toBe(false);
    thread.take({ ...second.event, at: second.at });
    expect(thread.context.outside?.windowClosed).toBe(true);
    thread.says("Buenos días", { sentAt: thread.now });
    expect(thread.context.outside?.windowClosed).toBe(false);
  });

  test("CH13 to who has blocked the number nothing can be sent, until they write again or the provider says otherwise", () => {
    const blocks = (thread: OutsideThread, blocked: boolean, at: number) =>
      thread.command({ type: "outside.blocked", blocked, at });
    const thread = OutsideThread.talking();
    const at = thread.now + 10_000;
    blocks(thread, true, at);
    for (const step of [
      { type: "agent.wrote", text: "Hola" },
      { type: "agent.replied", text: "Hola", replyTo: 2 },
      { type: "agent.sentTemplate", template: { text: "Hola" } },
      { type: "agent.reacted", seq: 2, emoji: "👍" },
    ])
      expect([step.type, thread.agent(step)]).toEqual([step.type, "customerBlocked"]);
    blocks(thread, false, at - 1);
    expect(thread.context.outside?.blocked).toBe(true);
    blocks(thread, false, at + 1);
    expect(thread.writes()).toBeUndefined();
    blocks(thread, true, at + 2);
    thread.now = at + 10;
    thread.says("De antes", { sentAt: at + 1 });
    expect(thread.context.outside?.blocked).toBe(true);
    thread.says("Otra vez yo", { sentAt: at + 5 });
    expect(thread.context.outside?.blocked).toBe(false);
    blocks(thread, true, at + 4);
    expect(thread.context.outside?.blocked).toBe(false);
  });
});

describe("whatever is said of a thread in which nobody has spoken", () => {
  test("CH4 CH8 changes nothing", () => {
    const thread = new OutsideThread();
    thread.hears({ kind: "reaction", of: "x", emoji: "👍" });
    thread.hears({ kind: "edited", of: "x", text: "Hola" });
    thread.command({ type: "outside.blocked", blocked: true, at: 1 });
    thread.command({ type: "outside.addressChanged", to: { phone: "1" }, text: "?", at: 1 });
    thread.status({ id: "x", ours: "demo_rosa.1", state: "read" });
    expect([thread.lines, thread.context.outside, thread.told]).toEqual([[], null, []]);
  });

  test("CV31 CH4 an administrator erases what came from outside as anything else", () => {
    const thread = new OutsideThread();
    thread.hears(place, { id: "p" });
    const { row: _, ...asks } = erases(2, rosa.id, john) as { row: object } & ThreadStep;
    expect(thread.take(asks as ThreadStep)).toBeUndefined();
    expect(thread.named("p")).toMatchObject({ kind: "erased", was: "shared", by: john.id, outsideId: "p" });
    expect(thread.noted).toHaveLength(1);
  });
});
