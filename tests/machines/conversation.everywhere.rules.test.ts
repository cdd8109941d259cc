/** What holds of a thread in every state, or in every one in which there is nobody to hold it. */
import { describe, expect, test } from "vitest";
import { TEXT_MAX_CHARS } from "../../machines/vocabulary.ts";
import { stateOf } from "./support/asked.ts";
import { DAY_MS, MORNING, OutsideThread } from "./support/outside.ts";
import {
  Thread,
  ana,
  asksDepartment,
  asksTransfer,
  assigned,
  closes,
  erases,
  john,
  labels,
  leaves,
  luis,
  notes,
  of,
  rejoined,
  reopens,
  rosa,
  sends,
  snoozes,
  wakes,
  writes,
  type ThreadStep,
} from "./support/thread.ts";

const talking = [writes(), assigned()];
const aside = [...talking, snoozes(MORNING + DAY_MS)];
const WAYS: Record<string, ThreadStep[]> = {
  quiet: [...talking, closes()],
  reopening: [...talking, closes(), reopens()],
  queued: [writes()],
  snoozed: aside,
  waking: [...aside, wakes()],
  returning: [...aside, wakes(), rejoined()],
  "assigned.talking": talking,
  "assigned.transferring": [...talking, asksTransfer()],
};
const STATES = Object.keys(WAYS);
const UNHELD = ["quiet", "queued", "snoozed", "waking", "returning"];
const LONG = "x".repeat(TEXT_MAX_CHARS + 1);

function brought<T extends Thread>(thread: T, state: string): T {
  thread.now = MORNING;
  for (const step of WAYS[state]!) thread.take(step);
  expect(stateOf(thread.snapshot)).toBe(state);
  return thread;
}
const inState = (state: string): Thread => brought(new Thread(), state);

const said = { by: ana, commandId: "a1", seq: 2 };
const template = { name: "hola", language: "es", text: "Hola", params: [] };
/** What only the holder might do. */
const OF_HOLDER = [
  writes("Hola", ana),
  { ...said, type: "agent.replied", text: "Hola", to: 2, row: null },
  { ...said, type: "agent.sentTemplate", template },
  { ...said, type: "agent.reacted", emoji: "👍", row: null },
  { ...said, type: "retry.requested", row: null },
  { type: "agent.marked", read: 1, by: ana },
  notes(),
  labels(["vip"]),
  closes(),
  asksTransfer(),
  asksDepartment(),
  snoozes(MORNING + DAY_MS),
] as ThreadStep[];
const by = (author: typeof ana, step: ThreadStep) => ({ ...step, by: author }) as ThreadStep;

describe("a text that is blank or too long", () => {
  test.each(STATES)("CV2 is refused of a customer in %s", (state) => {
    const thread = inState(state);
    const { snapshot } = thread;
    expect([thread.take(writes(" \n")), thread.take(writes(LONG))]).toEqual(["emptyText", "textTooLong"]);
    expect(thread.snapshot).toBe(snapshot);
  });

  test("CV2 is refused as an answer to a line, in a template, and as a note", () => {
    const thread = OutsideThread.talking();
    const ways: ((text: string) => object)[] = [
      (text) => ({ type: "agent.replied", text, to: 2, seq: 2 }),
      (text) => ({ type: "agent.sentTemplate", template: { ...template, text } }),
      (text) => ({ type: "note.written", text }),
    ];
    for (const way of ways)
      expect([thread.agent(way("")), thread.agent(way(LONG))]).toEqual(["emptyText", "textTooLong"]);
    expect(thread.agent(ways[2]!("Hola"))).toBeUndefined();
  });
});

describe("what only who holds a conversation may do", () => {
  test.each(UNHELD)("CV3 is refused while nobody holds it: %s", (state) => {
    const waits = { quiet: "conversationNotOpen", snoozed: "conversationSnoozed" }[state] ?? "conversationWaiting";
    const thread = inState(state);
    const { snapshot } = thread;
    for (const step of OF_HOLDER) expect([step.type, thread.take(step)]).toEqual([step.type, waits]);
    expect(thread.snapshot).toBe(snapshot);
  });

  test.each(["assigned.talking", "assigned.transferring"])("CV3 is refused to everybody else: %s", (state) => {
    const thread = inState(state);
    const { snapshot } = thread;
    for (const step of [...OF_HOLDER, erases(2, luis.id)])
      expect([step.type, thread.take(by(luis, step))]).toEqual([step.type, "notYourConversation"]);
    expect(thread.snapshot).toBe(snapshot);
  });

  test("CV3 is refused where there has been no conversation, too", () => {
    for (const step of OF_HOLDER) {
      const refused = Thread.after().take(of(0, step));
      expect([step.type, refused]).toEqual([step.type, "conversationNotOpen"]);
    }
  });
});

test.each(STATES)("CV26 in %s, what is said of another conversation is refused as over", (state) => {
  const thread = inState(state);
  const { snapshot } = thread;
  const sayings = [leaves, closes(), asksTransfer(), asksDepartment(), snoozes(MORNING + DAY_MS), wakes(), reopens()];
  for (const step of sayings)
    expect([step.type, thread.take({ ...step, conversation: 7 } as ThreadStep)]).toEqual([
      step.type,
      "conversationOver",
    ]);
  expect(thread.snapshot).toBe(snapshot);
});

describe("the customer", () => {
  test.each(["queued", "snoozed", "waking", "returning", "assigned.talking", "assigned.transferring"])(
    "CV5 may leave: %s",
    (state) => {
      const thread = inState(state);
      expect(thread.take(leaves)).toBeUndefined();
      expect(stateOf(thread.snapshot)).toBe("quiet");
      expect(thread.told.at(-1)).toMatchObject({ type: "conversation.ended", by: "customer" });
    },
  );

  test.each(["queued", "snoozed", "waking", "returning"])("CV11 types to nobody while nobody holds it: %s", (state) => {
    const thread = inState(state);
    expect(thread.take({ type: "customer.typed", typing: true })).toBeUndefined();
    expect([thread.typing, stateOf(thread.snapshot)]).toEqual([[], state]);
  });

  test.each(["queued", "waking", "returning", "assigned.talking"])(
    "CV12 CV30 what they write and send in %s waits to be seen",
    (state) => {
      const thread = inState(state);
      const { unread, seq } = thread.context;
      thread.take(writes("¿Hola?"));
      thread.take(sends(rosa));
      expect(thread.context.unread).toEqual([...unread, seq + 1, seq + 2]);
      expect(thread.toldFiles.at(-1)).toMatchObject({ type: "file.taken", seq: seq + 2 });
    },
  );

  test.each(STATES)("CH4 what they took back before it came is not written in %s", (state) => {
    const thread = brought(new OutsideThread(), state);
    thread.hears({ kind: "revoked", of: "in99" });
    const { messages, snapshot } = thread;
    const count = messages.length;
    expect(thread.says("Nada", { id: "in99" })).toBeUndefined();
    expect([messages.length, stateOf(thread.snapshot)]).toEqual([count, state]);
    expect(thread.context.seq).toBe((snapshot.context as Thread["context"]).seq);
  });
});

test.each(UNHELD)("CV30 an agent's file is declined while nobody holds the conversation: %s", (state) => {
  const thread = inState(state);
  thread.take(sends(ana));
  expect(thread.toldFiles.at(-1)).toMatchObject({ type: "file.declined" });
});

test("CH13 neither a file nor what failed is sent to who has blocked", () => {
  const thread = OutsideThread.talking();
  thread.writes();
  const { seq } = thread.context;
  thread.take({
    type: "delivery.changed",
    seq,
    delivery: { state: "failed", at: 1, reason: "providerDown" },
  } as ThreadStep);
  thread.command({ type: "outside.blocked", blocked: true, at: thread.now });
  expect(thread.agent({ type: "retry.requested", seq })).toBe("customerBlocked");
  thread.take(sends(ana));
  expect(thread.toldFiles.at(-1)).toMatchObject({ type: "file.declined", reason: "customerBlocked" });
});

test("CH5 CH9 what failed before the window closed is not sent again after it", () => {
  const thread = OutsideThread.talking();
  thread.writes();
  const { seq } = thread.context;
  thread.take({
    type: "delivery.changed",
    seq,
    delivery: { state: "failed", at: 1, reason: "providerDown" },
  } as ThreadStep);
  thread.now += DAY_MS;
  expect(thread.agent({ type: "retry.requested", seq })).toBe("windowClosed");
});

test("CH7 an answer to a line waits, and the outbox hears of it in the same step", () => {
  const thread = OutsideThread.talking();
  expect(thread.agent({ type: "agent.replied", text: "Sí", to: 2, seq: 2 })).toBeUndefined();
  expect(thread.toldOutbox.at(-1)).toMatchObject({ type: "entry.wanted", seq: thread.context.seq });
});

test("CV13 CV22 CV23 a note to a department has its limits, and once asked, neither it nor a time aside is asked for", () => {
  const long = asksDepartment("sales", ana, "x".repeat(1001));
  expect(inState("assigned.talking").take(long)).toBe("noteTooLong");
  for (const step of [asksDepartment(), snoozes(MORNING + DAY_MS), asksTransfer()])
    expect(inState("assigned.transferring").take(step)).toBe("alreadyTransferring");
});

test("CV21 asked for once more it is asked once; what the customer writes meanwhile ends the chance", () => {
  const thread = inState("reopening");
  const asked = thread.told.length;
  expect(thread.take(reopens(luis))).toBe("reopenOver");
  expect(thread.take(reopens())).toBeUndefined();
  expect(thread.told).toHaveLength(asked);
  thread.take(writes("Otra cosa"));
  expect(thread.told.slice(asked).map(({ type }) => type)).toEqual(["conversation.ended", "conversation.enqueued"]);
  expect(thread.context).toMatchObject({ conversation: 2, reopen: null });
});

test("CV6 given straight back, it is the queue that says so", () => {
  const thread = inState("returning");
  thread.take(assigned(luis, 7));
  expect(stateOf(thread.snapshot)).toBe("returning");
  thread.take(assigned());
  expect([stateOf(thread.snapshot), thread.context.holder?.id]).toEqual(["assigned.talking", ana.id]);
});

describe("a screen", () => {
  const opens = (sessionId: string): ThreadStep => ({ type: "session.opened", sessionId, by: rosa });
  const drops = (sessionId: string): ThreadStep => ({ type: "session.closed", sessionId });

  test("CV10 of the customer, opened in a conversation, asks for their place all the same", () => {
    const thread = inState("queued");
    thread.take(opens("s1"));
    expect(thread.told.at(-1)).toMatchObject({ type: "place.asked", conversation: 1 });
  });

  test("CV28 of who oversees the project, but has no part in it, is told to the audit log once, and then forgotten", () => {
    const thread = inState("queued");
    const looks: ThreadStep = { type: "session.opened", sessionId: "s9", by: john };
    for (const step of [looks, looks]) thread.take(step);
    expect([thread.noted.length, thread.context.readers]).toEqual([1, ["s9"]]);
    thread.take(drops("s9"));
    expect(thread.context.readers).toEqual([]);
  });

  test("CV25 of the customer: the last one closed, nothing is asked any more", () => {
    const thread = Thread.after(opens("s1"), opens("s2"), drops("s1"));
    expect(thread.timers.has("attendance")).toBe(true);
    thread.take(drops("s2"));
    expect(thread.timers.has("attendance")).toBe(false);
  });
});
