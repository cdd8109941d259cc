import { afterEach, describe, expect, test, vi } from "vitest";
import type { SendAnswer } from "../../machines/sending.ts";
import type { Message } from "../../machines/thread.ts";
import { markBy } from "../../party/channels/marking.ts";
import type { ChannelAdapter, Line, Outgoing, Sent } from "../../party/channels/port.ts";
import { sendBy, type Rooms, type SendParams } from "../../party/channels/sending.ts";
import type { Outside } from "../../party/engine/definition.ts";

const THREAD = "demo_rosa";
const wanted: SendParams = {
  thread: THREAD,
  n: 4,
  seq: 9,
  what: "text",
  inbox: "wa100",
  channel: "whatsapp",
  to: { phone: "34600111222" },
  wantedAt: 0,
  failures: 0,
};
const text = { kind: "text", seq: 9, text: "Buenos días, Rosa" } as Message;
const file = {
  kind: "file",
  seq: 9,
  caption: "El recibo",
  file: { id: "f1", kind: "image", type: "image/jpeg", name: "recibo.jpg", bytes: 3 },
} as Message;
const line = { project: "demo", inbox: "wa100" } as Line;

interface World {
  rows?: Record<number, Message>;
  send?: (outgoing: Outgoing) => Promise<Sent>;
  rooms?: Partial<Rooms>;
  again?: boolean;
}

function world({ rows = { 9: text }, send, rooms, again = false }: World) {
  const sent: Outgoing[] = [];
  const log: object[] = [];
  const adapter = {
    send: (outgoing: Outgoing) => {
      sent.push(outgoing);
      return send?.(outgoing) ?? Promise.resolve({ kind: "sent", id: "wamid.1" });
    },
  };
  const asked: Rooms = {
    adapterOf: () => adapter as unknown as ChannelAdapter,
    openLine: () => Promise.resolve(line),
    outgoing: (_, seq) => Promise.resolve(rows[seq] ?? null),
    takeSlot: () => Promise.resolve({ kind: "done" }),
    openFile: () => Promise.resolve(null),
    random: () => 0.99,
    ...rooms,
  };
  const outside = { again, env: {}, bindings: { r2: {} }, log: (said: object) => log.push(said) } as unknown as Outside;
  const run = (params: object = {}) => sendBy(asked)({ ...wanted, ...params } as never, outside) as Promise<SendAnswer>;
  return { sent, log, run };
}

const opened = () =>
  Promise.resolve({ body: new Blob(["jpg"]).stream(), bytes: 3, type: "image/jpeg", name: "", kind: "image" } as never);
const reading = async (outgoing: Outgoing): Promise<Sent> => {
  const { file: said } = outgoing.what as Outgoing["what"] & { kind: "file" };
  return { kind: "sent", id: await new Response(await said.open()).text() };
};

describe("what goes out", () => {
  test("OB2 the thread's words as they are now, under our own id, to where the customer is", async () => {
    const { sent, log, run } = world({});
    expect(await run({ replyTo: "wamid.c" })).toEqual({ kind: "sent", id: "wamid.1" });
    const what = { kind: "text", text: "Buenos días, Rosa" };
    expect(sent).toEqual([{ ours: "demo_rosa.9", to: { phone: "34600111222" }, replyTo: "wamid.c", what }]);
    expect(log).toEqual([]);
  });

  test("OB9 what a line answers that is sent once more is looked up", async () => {
    const rows = { 9: { ...text, replyTo: 5 } as Message, 5: { ...text, seq: 5, outsideId: "wamid.c5" } as Message };
    const { sent, run } = world({ rows });
    await run();
    expect(sent[0]!.replyTo).toBe("wamid.c5");
    const nowhere = world({ rows: { 9: { ...text, replyTo: 0 } as Message } });
    await nowhere.run();
    expect(nowhere.sent[0]).not.toHaveProperty("replyTo");
  });

  test("a file is opened in our own store when the adapter wants it, as often as it wants it", async () => {
    const openFile = vi.fn(opened);
    const { sent, run } = world({ rows: { 9: file }, rooms: { openFile }, send: reading });
    expect(await run({ what: "file" })).toEqual({ kind: "sent", id: "jpg" });
    expect(sent[0]!.what).toMatchObject({ caption: "El recibo", file: { name: "recibo.jpg", bytes: 3, voice: false } });
    await reading(sent[0]!);
    expect(openFile.mock.calls.map((call) => (call as unknown[])[1])).toEqual([
      { project: "demo", id: "f1" },
      { project: "demo", id: "f1" },
    ]);
  });

  test("OB12 a reaction goes without any line being asked for, under an id that is no line's", async () => {
    const { sent, run } = world({ rows: {} });
    await run({ what: "reaction", of: "wamid.c", emoji: "👍", seq: undefined });
    expect(sent).toMatchObject([{ ours: "demo_rosa.r4", what: { kind: "reaction", of: "wamid.c", emoji: "👍" } }]);
  });

  test("a template goes as it was filled in", async () => {
    const template = { name: "hola", language: "es", parameters: [], text: "Hola" };
    const { sent, run } = world({ rows: { 9: { kind: "template", seq: 9, template } as unknown as Message } });
    await run({ what: "template" });
    expect(sent[0]!.what).toEqual({ kind: "template", template });
  });
});

describe("what does not go out", () => {
  afterEach(() => void vi.useRealTimers());

  const retry = { kind: "notSent", retry: true };
  const never = { kind: "notSent", retry: false };
  test.each<[string, World, object]>([
    ["OB2 a line that is there no more", { rows: {} }, { kind: "gone" }],
    ["OB2 an erased line", { rows: { 9: { kind: "erased" } as Message } }, { kind: "gone" }],
    [
      "OB6 by an inbox that is not set up",
      { rooms: { openLine: () => Promise.resolve(null) } },
      { ...never, reason: "inboxOff" },
    ],
    [
      "OB6 by one that was turned off a moment ago",
      { rooms: { takeSlot: () => Promise.resolve({ kind: "refused", reason: "inboxOff" }) } },
      { ...never, reason: "inboxOff" },
    ],
    [
      "OB4 by a number without a slot",
      { rooms: { takeSlot: () => Promise.resolve({ kind: "refused", reason: "tooSoon", waitMs: 30 }) } },
      { kind: "paced", waitMs: 30 + 99 },
    ],
    ["OB5 while the inbox fails", { rooms: { takeSlot: () => Promise.resolve({ kind: "fault" }) } }, retry],
    ["OB5 while the thread fails", { rooms: { outgoing: () => Promise.reject(new Error("500")) } }, retry],
    ["OB5 while its secrets do not open", { rooms: { openLine: () => Promise.reject(new Error("key")) } }, retry],
    ["OB7 a second time after a kill", { again: true }, { kind: "unknown" }],
  ])("%s: nothing is sent, and that is known", async (_, said, answer) => {
    const { sent, run } = world(said);
    expect(await run()).toMatchObject(answer);
    expect(sent).toEqual([]);
  });

  test("OB5 while our own rooms do not answer, it is told as not sent after ten seconds, and not sent later", async () => {
    vi.useFakeTimers();
    let answer!: (row: Message) => void;
    const { sent, run } = world({ rooms: { outgoing: () => new Promise((resolve) => (answer = resolve)) } });
    const running = run();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await running).toMatchObject(retry);
    answer(text);
    await vi.runAllTimersAsync();
    expect(sent).toEqual([]);
  });
});

describe("what came of it", () => {
  test("OB7 an adapter that throws may have sent it, and what it throws is told to nobody", async () => {
    const { run } = world({ send: () => Promise.reject(new TypeError("https://api.example/bot123:secret")) });
    const answer = await run();
    expect(answer).toMatchObject({ kind: "unknown" });
    expect(JSON.stringify(answer)).not.toContain("secret");
  });

  const giveUp = (outgoing: Outgoing): Promise<Sent> =>
    reading(outgoing).catch(() => ({ kind: "unknown", words: "the upload broke" }) as const);
  test("OB6 a file that is not there any more has surely not been sent, whatever the adapter makes of it", async () => {
    const { run } = world({ rows: { 9: file }, send: giveUp });
    expect(await run({ what: "file" })).toMatchObject({ kind: "notSent", retry: false, reason: "mediaProblem" });
  });

  test("OB5 nor has one whose store fails, which may have it later", async () => {
    const openFile = () => Promise.reject(new Error("no store"));
    const { run } = world({ rows: { 9: file }, rooms: { openFile }, send: giveUp });
    expect(await run({ what: "file" })).toMatchObject({ kind: "notSent", retry: true });
  });

  test("what a provider says at length is cut, and the log has it without a word of what was said", async () => {
    const words = "no ".repeat(1_000);
    const { log, run } = world({
      send: () => Promise.resolve({ kind: "notSent", retry: false, reason: "unknown", code: 100, words }),
    });
    const answer = await run();
    expect(answer).toMatchObject({ kind: "notSent", code: 100 });
    expect((answer as { words: string }).words.length).toBeLessThan(500);
    expect(log).toMatchObject([{ msg: "message not sent", inbox: "wa100", code: 100 }]);
    expect(JSON.stringify(log)).not.toContain("Rosa");
  });
});

describe("marks", () => {
  const marks = (adapter: object, again = false, openLine: Rooms["openLine"] = () => Promise.resolve(line)) =>
    markBy({ adapterOf: () => adapter as ChannelAdapter, openLine })(
      { ...wanted, id: "wamid.c", typing: true } as never,
      { again, env: {} } as Outside,
    );

  test("OB13 the customer is shown it where the channel can, and a kill does not show it again", async () => {
    const markRead = vi.fn(() => Promise.resolve());
    await marks({ markRead });
    expect(markRead.mock.calls).toMatchObject([["wamid.c", wanted.to, true, line, expect.anything()]]);
    await marks({ markRead }, true);
    await marks({});
    await marks({ markRead }, false, () => Promise.resolve(null));
    expect(markRead).toHaveBeenCalledTimes(1);
  });
});
