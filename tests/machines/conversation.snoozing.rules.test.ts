import { expect, test } from "vitest";
import { SNOOZE_MAX_MS } from "../../machines/vocabulary.ts";
import { customerSees } from "../../party/protocol/conversation.ts";
import {
  Thread,
  ana,
  asksTransfer,
  assigned,
  leaves,
  luis,
  rejoined,
  returned,
  snoozeEnds,
  snoozes,
  wakes,
  writes,
  type ThreadStep,
} from "./support/thread.ts";

const AT = 100_000;
const UNTIL = 500_000;
const talking: ThreadStep[] = [writes(), assigned()];
const aside: ThreadStep[] = [...talking, { ...snoozes(UNTIL), at: AT }];
const types = (thread: Thread) => thread.told.map(({ type }) => type);
const kinds = (thread: Thread) => thread.messages.map(({ kind }) => kind);

test("CV22 the holder puts a conversation aside until a time, and the queue hears that the slot is free", () => {
  const thread = Thread.after(...aside);
  expect(thread.snapshot.value).toBe("snoozed");
  expect(thread.context).toMatchObject({ holder: null, snoozed: { by: "demo_ana", byName: "Ana", until: UNTIL } });
  expect(thread.told.at(-1)).toEqual({
    type: "conversation.snoozed",
    conversation: 1,
    agentId: "demo_ana",
    until: UNTIL,
  });
  expect(thread.messages.at(-1)).toMatchObject({ kind: "snoozed", agentId: "demo_ana", until: UNTIL });
  expect(thread.timers.get("snooze")).toEqual({ at: UNTIL, event: snoozeEnds(UNTIL) });
});

test("CV22 the time must be ahead, and at most 30 days", () => {
  const thread = Thread.after(...talking);
  expect(thread.take({ ...snoozes(AT), at: AT })).toBe("snoozeNotAhead");
  expect(thread.take({ ...snoozes(AT + SNOOZE_MAX_MS + 1), at: AT })).toBe("snoozeTooLong");
  expect(thread.take({ ...snoozes(AT + SNOOZE_MAX_MS), at: AT })).toBeUndefined();
});

test("CV22 nobody but the holder puts it aside, and not in the middle of a transfer", () => {
  expect(Thread.after(...talking).take(snoozes(UNTIL, luis))).toBe("notYourConversation");
  expect(Thread.after(...talking, asksTransfer()).take(snoozes(UNTIL))).toBe("alreadyTransferring");
});

test.each([
  ["its time", [snoozeEnds(UNTIL)], "time"],
  ["who put it aside", [wakes()], "agent"],
  ["what the customer writes", [writes("¿Hay novedades?")], "customer"],
] as [string, ThreadStep[], string][])("CV22 %s brings it back to the queue", (_, steps, by) => {
  const thread = Thread.after(...aside, ...steps);
  expect(thread.snapshot.value).toBe("waking");
  expect(thread.told.at(-1)).toEqual({ type: "conversation.woken", conversation: 1, by });
  expect([thread.messages.at(-1), thread.timers.size]).toMatchObject([{ kind: "woken", by }, 0]);
  thread.take(rejoined(3));
  expect(thread.snapshot.value).toBe("queued");
  expect(thread.context).toMatchObject({ position: 3, snoozed: null, conversation: 1, enqueuedAt: 1000 });
  thread.take(assigned());
  expect(thread.context).toMatchObject({ holder: { id: "demo_ana" }, position: null });
});

test("CV22 what the customer writes is there before the conversation is said to be back, and counts as unread", () => {
  const thread = Thread.after(...aside, writes("¿Hay novedades?"), writes("¿Hola?"));
  expect(kinds(thread)).toEqual(["opened", "text", "assigned", "snoozed", "text", "woken", "text"]);
  expect(thread.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect([thread.context.unread, thread.context.seq]).toEqual([[2, 5, 7], 7]);
});

test("CV22 only who put it aside may want it back, and only once", () => {
  const thread = Thread.after(...aside);
  expect([thread.take(wakes(luis)), thread.take(wakes()), thread.take(wakes())]).toEqual([
    "notYourConversation",
    undefined,
    "notSnoozed",
  ]);
  expect(types(thread).filter((type) => type === "conversation.woken")).toHaveLength(1);
});

test("CV22 while it is put aside no agent does anything in it, and the reason is that", () => {
  const thread = Thread.after(...aside);
  for (const step of [writes("Hola", ana), asksTransfer(), snoozes(UNTIL + 1)])
    expect(thread.take(step)).toBe("conversationSnoozed");
});

test("CV22 what the queue decided before it heard of the snooze changes nothing, also after it is back", () => {
  const thread = Thread.after(...aside);
  for (const late of [returned, assigned(luis)]) thread.take(late);
  expect(thread.snapshot.value).toBe("snoozed");
  thread.take(wakes());
  for (const late of [returned, assigned(luis)]) thread.take(late);
  expect([thread.snapshot.value, thread.context.holder]).toEqual(["waking", null]);
});

test("CV22 the customer may end what is put aside, and its timer is gone", () => {
  for (const steps of [[leaves], [wakes(), leaves]]) {
    const thread = Thread.after(...aside, ...steps);
    expect([thread.snapshot.value, types(thread).at(-1), thread.timers.size]).toEqual([
      "quiet",
      "conversation.ended",
      0,
    ]);
    expect(thread.context).toMatchObject({ snoozed: null, reopen: null });
  }
});

test("CV17 what is put aside without an answer has none when it is back, since the same time", () => {
  const thread = Thread.after(...aside);
  expect(thread.context.waitingSince).toBe(1000);
  for (const step of [wakes(), rejoined(), assigned()]) thread.take(step);
  expect(thread.context.waitingSince).toBe(1000);
});

test("CV22 given straight back to who had put it aside, it is theirs again, and the customer never hears of it", () => {
  const thread = Thread.after(...aside, writes("¿Hay novedades?"));
  const seen = thread.messages.filter((row) => customerSees(row) !== null).length;
  thread.take(rejoined());
  expect(thread.snapshot.value).toBe("returning");
  expect(thread.take(writes("¿Hola?"))).toBeUndefined();
  thread.take(assigned());
  expect(thread.messages.at(-1)).toMatchObject({ kind: "assigned", agentId: "demo_ana", again: true });
  expect(thread.messages.filter((row) => customerSees(row) !== null)).toHaveLength(seen + 1);
  expect(thread.context).toMatchObject({ holder: { id: "demo_ana" }, snoozed: null });
});

test("CV22 out of the line again, the customer hears who has it, whoever that is", () => {
  for (const who of [ana, luis]) {
    const thread = Thread.after(...aside, wakes(), rejoined(2), assigned(who));
    expect(customerSees(thread.messages.at(-1)!)).toMatchObject({ kind: "assigned", agentId: who.id });
  }
});

test("CV22 the customer may leave in the moment in which it is given back", () => {
  const thread = Thread.after(...aside, wakes(), rejoined(), leaves, assigned());
  expect([thread.snapshot.value, thread.context.snoozed]).toEqual(["quiet", null]);
});

test("CV22 the timer of an earlier snooze does not end a later one", () => {
  const thread = Thread.after(...aside, wakes(), rejoined(), assigned(), { ...snoozes(900_000), at: 200_000 });
  thread.take(snoozeEnds(UNTIL));
  expect(thread.snapshot.value).toBe("snoozed");
});
